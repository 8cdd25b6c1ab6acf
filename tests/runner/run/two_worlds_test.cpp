// The same program in two worlds: on the emulated board, and through the bridge on simulated chips.
#include "hat_driver/bridge/bridge_thread.hpp"
#include "tests/runner/run/ran.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <future>
#include <memory>
#include <numbers>
#include <sstream>
#include <vector>

using namespace cupola;
using namespace cupola::tests;
using record::Verdict;

namespace {

/// A HAT of simulated chips at the real clock, and the bridge that owns it.
struct Hardware {
  explicit Hardware(const std::function<void(SimulatedHat&)>& prepare = {}) {
    if (prepare) prepare(hat);
    // With a calibration of the gyroscope, or its values would be taken for its error.
    fusion::MotionCalibration known;
    known.gyroscope_bias_rad_s.x = 1e-12;
    bridge.emplace(
        devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock), clock,
        known);
  }
  run::RunReport fly(const run::RunRequest& request) {
    run::RunRequest real = request;
    real.clock = record::ClockKind::Real;
    real.start.reset();
    real.bridge = &*bridge;
    return ran(real);
  }
  TemporaryFolder folder;
  base::SystemClock clock;
  SimulatedHat hat{clock};
  std::optional<bridge::BridgeThread> bridge;
};

std::vector<hat::Frame> pictures_of(const run::RunReport& report) {
  std::vector<hat::Frame> pictures;
  for (const auto& each : report.film.frames) pictures.push_back(each.frame);
  return pictures;
}

void compare(const run::RunReport& real, const run::RunReport& emulated) {
  CAPTURE(real.err);
  CHECK(real.verdict == emulated.verdict);
  CHECK(real.exit_code == emulated.exit_code);
  CHECK(real.frames == emulated.frames);
  CHECK(real.pictures == emulated.pictures);
  CHECK(real.scrolled_text == emulated.scrolled_text);
  CHECK(pictures_of(real) == pictures_of(emulated));
}

run::RunRequest entry(const char* name) {
  run::RunRequest request;
  request.limits.wall_s = 90;  // nearly 30 are slept in earnest, and the machine may have more to do
  request.program = std::string("examples/mission/programs/") + name;
  request.clock = record::ClockKind::Virtual;
  request.start = base::parse_utc("2018-02-01T09:00:00Z");
  return request;
}

constexpr const char* kReadEverything = R"(
from sense_hat import SenseHat
sense = SenseHat()
sense.color.gain = 4
sense.color.integration_cycles = 16
import time
time.sleep(1)
xyz = lambda values: [values['x'], values['y'], values['z']]
values = [sense.get_humidity(), sense.get_temperature_from_humidity(),
          sense.get_pressure(), sense.get_temperature_from_pressure()]
values += xyz(sense.get_accelerometer_raw()) + xyz(sense.get_gyroscope_raw()) + xyz(sense.get_compass_raw())
values += sense.color.color_raw
print(*(repr(float(value)) for value in values))
)";

std::vector<double> values_of(const run::RunReport& report) {
  std::istringstream stream(report.out);
  std::vector<double> values;
  for (double value = 0; stream >> value;) values.push_back(value);
  return values;
}

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }

constexpr double kG = 0.000244;
constexpr double kRotation = 0.0175 * std::numbers::pi / 180;
constexpr double kField = 0.014;

/// Makes the chips hold these values: the inverse of what their data sheets say.
void hold(SimulatedHat& hat, const std::vector<double>& v) {
  hat.humidity.set_counts(steady({rounded((v.at(0) - 20) * 100), rounded((v.at(1) - 20) * 50)}));
  hat.pressure.set_counts(steady({rounded(v.at(2) * 4096), rounded((v.at(3) - 42.5) * 480)}));
  hat.inertial.set_counts(
      steady({rounded(v.at(7) / kRotation), rounded(v.at(8) / kRotation), rounded(-v.at(9) / kRotation),
              rounded(-v.at(4) / kG), rounded(-v.at(5) / kG), rounded(v.at(6) / kG)}));
  hat.magnetometer.set_counts(
      steady({rounded(-v.at(10) / kField), rounded(v.at(11) / kField), rounded(-v.at(12) / kField)}));
  constexpr double kExposure = 4 * 16;
  hat.colour.set_light(
      {v.at(16) / kExposure, v.at(13) / kExposure, v.at(14) / kExposure, v.at(15) / kExposure});
}

}  // namespace

TEST_CASE("the sample mission shows the same pictures and ends alike in both worlds") {
  // All that read no sensor and end by themselves: what those show hangs on neither noise nor the limit.
  const std::vector<const char*> names{"maanmuizen.py", "raven.py",        "urmokusok.py",
                                       "chang_noi.py",  "nujum.py",        "etoiles.py",
                                       "argonautes.py", "nasz_program.py", "uchuu_neko.py"};
  std::vector<std::future<run::RunReport>> real;
  real.reserve(names.size());
  std::vector<std::unique_ptr<Hardware>> hardware;
  hardware.reserve(names.size());
  for (const char* name : names) {
    Hardware& its_own = *hardware.emplace_back(std::make_unique<Hardware>());
    real.push_back(std::async(std::launch::async, [&its_own, name] { return its_own.fly(entry(name)); }));
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    CAPTURE(names.at(k));
    compare(real.at(k).get(), ran(entry(names.at(k))));
    for (unsigned led = 0; led < 192; ++led) {
      CHECK(hardware.at(k)->hat.controller.peek(static_cast<std::uint8_t>(led)) == 0);
    }
  }
}

TEST_CASE("sensors read the same in both worlds, to within one count of the chip") {
  const TemporaryFolder folder;
  const auto request = request_for(folder, kReadEverything);
  const auto emulated = ran(request);
  CAPTURE(emulated.err);
  const auto expected = values_of(emulated);
  REQUIRE(expected.size() == 17);
  Hardware hardware([&](SimulatedHat& hat) { hold(hat, expected); });
  const auto real = hardware.fly(request);
  CAPTURE(real.err);
  const auto values = values_of(real);
  REQUIRE(values.size() == 17);
  const std::vector<double> counts{0.01,      0.02,   1.0 / 4096, 1.0 / 480, kG, kG, kG, kRotation, kRotation,
                                   kRotation, kField, kField,     kField,    1,  1,  1,  1};
  for (std::size_t k = 0; k < counts.size(); ++k) {
    CAPTURE(k);
    CHECK(std::abs(values.at(k) - expected.at(k)) <= counts.at(k));
  }
}
