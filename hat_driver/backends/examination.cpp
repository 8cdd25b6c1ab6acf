#include "hat_driver/backends/examination.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace cupola::backends {
namespace {

using devices::Part;

struct Value {
  const char* name = "";
  const char* unit = "";
  double value = 0;
};

/// Mean and scatter of what one part gives, taken in one by one (Welford).
class Watch {
 public:
  void take(std::initializer_list<Value> values) {
    ++count_;
    if (count_ == 1) {
      for (const Value& each : values) result_.push_back({each.name, each.unit, each.value, 0});
      means_.assign(values.size(), 0);
      squares_.assign(values.size(), 0);
    }
    std::size_t k = 0;
    for (const Value& each : values) {
      const double away = each.value - means_.at(k);
      means_.at(k) += away / static_cast<double>(count_);
      squares_.at(k) += away * (each.value - means_.at(k));
      ++k;
    }
  }
  Examined finish(double seconds) {
    for (std::size_t k = 0; k < result_.size(); ++k) {
      result_.at(k).noise = count_ > 1 ? std::sqrt(squares_.at(k) / static_cast<double>(count_ - 1)) : 0;
    }
    return {.samples = count_,
            .rate_hz = static_cast<double>(count_) / seconds,
            .quantities = std::move(result_),
            .trouble = {}};
  }

 private:
  std::size_t count_ = 0;
  std::vector<Quantity> result_;
  std::vector<double> means_;
  std::vector<double> squares_;
};

class Examination {
 public:
  explicit Examination(devices::Hat& hat) : hat_(hat) {}

  void step(base::Monotonic now) {
    if (const auto s = hat_.inertial.poll(now)) {
      const auto& a = s->acceleration_g;
      const auto& r = s->rotation_rad_s;
      watch(Part::Inertial)
          .take({{"acceleration x", "g", a.x},
                 {"acceleration y", "g", a.y},
                 {"acceleration z", "g", a.z},
                 {"rotation x", "rad/s", r.x},
                 {"rotation y", "rad/s", r.y},
                 {"rotation z", "rad/s", r.z}});
    }
    if (const auto s = hat_.field.poll(now)) {
      const auto& f = s->field_ut;
      watch(Part::Magnetometer)
          .take({{"field x", "uT", f.x}, {"field y", "uT", f.y}, {"field z", "uT", f.z}});
    }
    if (const auto s = hat_.humidity.poll(now)) {
      watch(Part::Humidity)
          .take({{"humidity", "%RH", s->humidity_percent}, {"temperature", "degC", s->temperature_c}});
    }
    if (const auto s = hat_.pressure.poll(now)) {
      watch(Part::Pressure)
          .take({{"pressure", "hPa", s->pressure_hpa}, {"temperature", "degC", s->temperature_c}});
    }
    if (const auto s = hat_.light.poll(now)) {
      watch(Part::Colour)
          .take({{"clear", "counts", s->clear},
                 {"red", "counts", s->red},
                 {"green", "counts", s->green},
                 {"blue", "counts", s->blue}});
    }
  }
  base::Monotonic due() const {
    base::Monotonic next = base::Monotonic::max();
    const auto consider = [&next](const auto& sensor) {
      if (sensor.present()) next = std::min(next, sensor.due());
    };
    consider(hat_.inertial);
    consider(hat_.field);
    consider(hat_.humidity);
    consider(hat_.pressure);
    consider(hat_.light);
    return next;
  }
  std::array<Examined, devices::kPartCount> finish(double seconds) {
    std::array<Examined, devices::kPartCount> examined;
    for (std::size_t k = 0; k < examined.size(); ++k) examined.at(k) = watches_.at(k).finish(seconds);
    const auto trouble = [&examined](Part part, const auto& sensor) {
      examined.at(static_cast<std::size_t>(part)).trouble = sensor.trouble();
    };
    trouble(Part::Inertial, hat_.inertial);
    trouble(Part::Magnetometer, hat_.field);
    trouble(Part::Humidity, hat_.humidity);
    trouble(Part::Pressure, hat_.pressure);
    trouble(Part::Colour, hat_.light);
    return examined;
  }

 private:
  Watch& watch(Part part) { return watches_.at(static_cast<std::size_t>(part)); }

  devices::Hat& hat_;
  std::array<Watch, devices::kPartCount> watches_;
};

}  // namespace

std::array<Examined, devices::kPartCount> examine(devices::Hat& hat, base::Clock& clock,
                                                  base::Monotonic duration) {
  Examination examination(hat);
  const base::Monotonic start = clock.monotonic();
  const base::Monotonic end = start + duration;
  if (examination.due() == base::Monotonic::max()) return examination.finish(1);
  while (clock.monotonic() < end) {
    examination.step(clock.monotonic());
    clock.wait_until(std::min(end, examination.due()));
  }
  return examination.finish(std::chrono::duration<double>(clock.monotonic() - start).count());
}

}  // namespace cupola::backends
