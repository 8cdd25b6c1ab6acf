// The chips against their datasheets: range, resolution, noise, response time.
#include "emulator/world/chips.hpp"

#include "emulator/world/world.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <functional>

using namespace cupola::world;
using namespace std::chrono_literals;
namespace hat = cupola::hat;

namespace {

/// One quantity of the world: its scale, how a state sets it and how a sample shows it.
struct Quantity {
  const char* name;
  ChipScale scale;
  std::function<void(WorldState&, double)> set;
  std::function<double(const World&, std::uint64_t)> read;
  SampleRate rate;
};

const Quantity kHumidity{"humidity", kHumidityScale, [](WorldState& s, double v) { s.humidity_percent = v; },
                         [](const World& w, std::uint64_t k) { return w.humidity(k).humidity_percent; },
                         kHts221Rate};
const Quantity kHumidityTemperature{
    "temperature of the HTS221", kHumidityTemperatureScale,
    [](WorldState& s, double v) { s.humidity_temperature_c = v; },
    [](const World& w, std::uint64_t k) { return w.humidity(k).temperature_c; }, kHts221Rate};
const Quantity kPressure{"pressure", kPressureScale, [](WorldState& s, double v) { s.pressure_hpa = v; },
                         [](const World& w, std::uint64_t k) { return w.pressure(k).pressure_hpa; },
                         kLps25hRate};
const Quantity kPressureTemperature{
    "temperature of the LPS25H", kPressureTemperatureScale,
    [](WorldState& s, double v) { s.pressure_temperature_c = v; },
    [](const World& w, std::uint64_t k) { return w.pressure(k).temperature_c; }, kLps25hRate};
const Quantity kAcceleration{
    "acceleration", kAccelerationScale, [](WorldState& s, double v) { s.gravity_g = v; },
    [](const World& w, std::uint64_t k) { return w.motion(k).acceleration_g.z; }, kLsm9ds1Rate};
const Quantity kField{"magnetic field", kFieldScale, [](WorldState& s, double v) { s.field.steady_ut.x = v; },
                      [](const World& w, std::uint64_t k) { return w.motion(k).magnetic_field_ut.x; },
                      kLsm9ds1Rate};

const Quantity* const kAll[] = {
    &kHumidity, &kHumidityTemperature, &kPressure, &kPressureTemperature, &kAcceleration, &kField};

WorldState silent() {
  WorldState state = still_desk();
  state.noise = 0;
  return state;
}

World with(const Quantity& quantity, double value, WorldState state = silent()) {
  quantity.set(state, value);
  return {state, 7};
}

}  // namespace

TEST_CASE("past the end of its range a chip shows the end") {
  for (const Quantity* each : kAll) {
    CAPTURE(each->name);
    const double far = 10 * (each->scale.highest - each->scale.lowest);
    CHECK(each->read(with(*each, far), 3) == each->scale.highest);
    CHECK(each->read(with(*each, -far), 3) == each->scale.lowest);
    const double end = each->scale.highest - 2 * each->scale.step;
    CHECK(std::abs(each->read(with(*each, end), 3) - end) <= 0.5001 * each->scale.step);
  }
}

TEST_CASE("the ranges are those of the datasheets") {
  CHECK(kHumidityScale.lowest == 0);
  CHECK(kHumidityScale.highest == 100);
  CHECK(kHumidityTemperatureScale.lowest == -40);
  CHECK(kHumidityTemperatureScale.highest == 120);
  CHECK(kPressureScale.lowest == 260);
  CHECK(kPressureScale.highest == 1260);
  CHECK(kPressureTemperatureScale.lowest == -30);
  CHECK(kPressureTemperatureScale.highest == 105);
  CHECK(kAccelerationScale.highest == 8);
  CHECK(kRotationScale.highest == doctest::Approx(8.7266));  // 500 °/s
  CHECK(kFieldScale.highest == 400);                         // 4 gauss
}

TEST_CASE("a chip counts in whole steps and rounds to the nearest") {
  for (const Quantity* each : kAll) {
    CAPTURE(each->name);
    const double middle =
        std::round((each->scale.lowest + each->scale.highest) / 2 / each->scale.step + 7) * each->scale.step;
    for (const double part : {-0.4, 0.0, 0.4}) {
      CHECK(each->read(with(*each, middle + part * each->scale.step), 3) ==
            doctest::Approx(middle).epsilon(1e-12));
    }
    CHECK(each->read(with(*each, middle + 0.6 * each->scale.step), 3) ==
          doctest::Approx(middle + each->scale.step).epsilon(1e-12));
  }
}

TEST_CASE("the noise has the deviation of the datasheet and no bias") {
  WorldState state = still_desk();
  for (const Quantity* each : kAll) {
    CAPTURE(each->name);
    const double value = each->scale.lowest + 0.55 * (each->scale.highest - each->scale.lowest);
    const World world = with(*each, value, state);
    // The magnetometer repeats each value about six times; one in seven is enough.
    constexpr int kCount = 20'000;
    double sum = 0;
    double squares = 0;
    for (std::uint64_t k = 0; k < kCount; ++k) {
      const double off = each->read(world, 7 * k) - value;
      sum += off;
      squares += off * off;
    }
    CHECK(std::abs(sum / kCount) < 0.05 * each->scale.noise);
    const double counted = each->scale.step / std::sqrt(12.0);  // what rounding adds
    CHECK(std::sqrt(squares / kCount) ==
          doctest::Approx(std::hypot(each->scale.noise, counted)).epsilon(0.03));
  }
}

TEST_CASE("without noise and drift a chip at rest repeats itself") {
  const World world(silent(), 7);
  for (const Quantity* each : kAll) CHECK(each->read(world, 0) == each->read(world, 100'000));
}

TEST_CASE(
    "after one time constant of the datasheet 63 % of a change is seen, and with the gentle ones sooner") {
  struct Case {
    const Quantity* quantity;
    double from;
    double to;
    double datasheet_s;
    double gentle_s;
  };
  for (const Case& each : {Case{&kHumidity, 30, 80, 10, 1.3}, Case{&kHumidityTemperature, 20, 60, 15, 1.5},
                           Case{&kPressureTemperature, 20, 60, 15, 1.5}}) {
    CAPTURE(each.quantity->name);
    for (const auto& [response, constant_s] :
         {std::pair{Response::Datasheet, each.datasheet_s}, std::pair{Response::Gentle, each.gentle_s}}) {
      WorldState state = silent();
      state.response = response;
      each.quantity->set(state, each.from);
      World world(state, 1);
      each.quantity->set(state, each.to);
      world.change(state, 2s);
      const auto seen = [&](double time_s) {
        const auto time = std::chrono::nanoseconds(static_cast<std::int64_t>(time_s * 1e9));
        const std::uint64_t number = each.quantity->rate.newest_at(time);
        const double exact_s = std::chrono::duration<double>(each.quantity->rate.time_of(number)).count() - 2;
        const double share = 1 - std::exp(-exact_s / constant_s);
        const double shown = (each.quantity->read(world, number) - each.from) / (each.to - each.from);
        CHECK(shown == doctest::Approx(share).epsilon(0.002));
        return shown;
      };
      CHECK(each.quantity->read(world, each.quantity->rate.newest_at(2s)) == each.from);
      CHECK(std::abs(seen(2 + constant_s) - 0.632) < 0.03);
      CHECK(seen(2 + 8 * constant_s) > 0.999);
    }
  }
}

TEST_CASE("an instant world shows a change with the next sample, and a change of response does not jump") {
  WorldState state = silent();
  World world(state, 1);
  state.response = Response::Instant;
  state.humidity_percent = 80;
  state.pressure_hpa = 900;
  world.change(state, 1s);
  CHECK(world.humidity(kHts221Rate.newest_at(1s) + 1).humidity_percent == 80);
  CHECK(world.pressure(kLps25hRate.newest_at(1s) + 1).pressure_hpa == 900);

  state.response = Response::Datasheet;
  state.humidity_percent = 20;
  world.change(state, 10s);
  const std::uint64_t later = kHts221Rate.newest_at(15s);
  const double before = world.humidity(later).humidity_percent;
  state.response = Response::Gentle;
  world.change(state, kHts221Rate.time_of(later));
  CHECK(world.humidity(later).humidity_percent == doctest::Approx(before));
  CHECK(world.humidity(kHts221Rate.newest_at(25s)).humidity_percent == doctest::Approx(20).epsilon(0.01));
}

TEST_CASE("the same state given again and again changes nothing") {
  // The existing emulator adds 5.5 °C to one temperature at every start.
  WorldState state = silent();
  World world(state, 1);
  for (int again = 1; again <= 100; ++again) world.change(world.state(), again * 1s);
  CHECK(world.pressure(25 * 101).temperature_c == doctest::Approx(20.8).epsilon(1e-4));
  CHECK(world.humidity(1250).temperature_c == doctest::Approx(20).epsilon(1e-4));
}
