#include "emulator/world/settings.hpp"

#include "emulator/world/world.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace cupola::world;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("settings that no chip or hand can reach are moved to the nearest that can") {
  WorldSettings wild;
  wild.humidity = 130;
  wild.humidity_temperature = -300;
  wild.pressure = 5;
  wild.pressure_temperature = 1000;
  wild.light.illuminance_lux = 1e9;
  wild.orientation = {.yaw_deg = 270, .pitch_deg = -540, .roll_deg = 180};
  wild.motion.shake_g = 100;
  wild.motion.shake_hz = 0;
  wild.motion.spin_deg_s = -1e4;
  wild.motion.spin_axis = {0, 0, 0};
  const WorldSettings tame = clamped(wild);
  CHECK(tame.humidity == 100);
  CHECK(tame.humidity_temperature == -40);
  CHECK(tame.pressure == 260);
  CHECK(tame.pressure_temperature == 105);
  CHECK(tame.light.illuminance_lux == 150'000);
  CHECK(tame.orientation.yaw_deg == -90);
  CHECK(std::abs(tame.orientation.pitch_deg) == 180);
  CHECK(tame.orientation.roll_deg == 180);
  CHECK(tame.motion.shake_g == 4);
  CHECK(tame.motion.shake_hz == 1);
  CHECK(tame.motion.spin_deg_s == -720);
  CHECK(tame.motion.spin_axis.z == 1);
  CHECK(clamped(tame) == tame);
}

TEST_CASE("what is not a number becomes the usual, so that a damaged file still makes a world") {
  WorldSettings broken;
  broken.humidity = kNan;
  broken.humidity_temperature = kInfinity;
  broken.pressure = -kInfinity;
  broken.pressure_temperature = kNan;
  broken.light.illuminance_lux = kNan;
  broken.orientation = {.yaw_deg = kNan, .pitch_deg = kInfinity, .roll_deg = -kInfinity};
  broken.motion = {.kind = MotionKind::Spin,
                   .shake_g = kNan,
                   .shake_hz = kNan,
                   .shake_fades_s = kNan,
                   .spin_axis = {kNan, 0, 0},
                   .spin_deg_s = kInfinity};
  const WorldSettings mended = clamped(broken);
  CHECK(mended.humidity == 45);
  CHECK(mended.pressure == 1013);
  CHECK(mended.orientation == Orientation{});
  CHECK_NOTHROW(World(state_of(mended), 1));
}

TEST_CASE("the presets are the places they are named after") {
  CHECK(state_of(cabin_settings()) == iss_cabin());
  CHECK(state_of(desk_settings()) == still_desk());
  CHECK(clamped(cabin_settings()) == cabin_settings());
  CHECK(clamped(desk_settings()) == desk_settings());
  CHECK_FALSE(cabin_settings() == desk_settings());
}

TEST_CASE("linked temperatures move together, others alone") {
  WorldSettings settings = cabin_settings();
  set_humidity_temperature(settings, 30);
  CHECK(settings.humidity_temperature == 30);
  CHECK(settings.pressure_temperature == doctest::Approx(31.2));
  set_pressure_temperature(settings, 21.2);
  CHECK(settings.humidity_temperature == doctest::Approx(20));
  settings.temperatures_linked = false;
  set_humidity_temperature(settings, 50);
  CHECK(settings.pressure_temperature == 21.2);
  settings.temperatures_linked = true;
  set_humidity_temperature(settings, 120);
  CHECK(settings.pressure_temperature == doctest::Approx(91.2));
}

TEST_CASE("every control reaches the world") {
  WorldSettings settings = cabin_settings();
  settings.humidity = 33;
  settings.pressure = 900;
  settings.light = kDarkLight;
  settings.orientation.yaw_deg = 12;
  settings.motion.kind = MotionKind::FreeFall;
  settings.noise = false;
  settings.drift = false;
  settings.response = Response::Datasheet;
  const WorldState state = state_of(settings);
  CHECK(state.humidity_percent == 33);
  CHECK(state.pressure_hpa == 900);
  CHECK(state.light == Light{});
  CHECK(state.orientation.yaw_deg == 12);
  CHECK(state.motion.kind == MotionKind::FreeFall);
  CHECK(state.noise == 0);
  CHECK(state.air_wander == 0);
  CHECK(state.attitude_wander_deg == 0);
  CHECK(state.response == Response::Datasheet);
  settings.drift = true;
  CHECK(state_of(settings).attitude_wander_deg > 0);
  settings.place = Place::Desk;
  CHECK(state_of(settings).attitude_wander_deg == 0);
  CHECK(state_of(settings).field == still_desk().field);
}

TEST_CASE("a lamp's colour shows in its channel, in the others a little, and brightness in all") {
  const Light red = light_of({.red = 255, .green = 0, .blue = 0, .illuminance_lux = 4000});
  CHECK(red.red > 5 * red.green);
  CHECK(red.red > 5 * red.blue);
  CHECK(red.green > 0);
  CHECK(red.clear < 112);
  const Light blue = light_of({.red = 0, .green = 0, .blue = 255, .illuminance_lux = 4000});
  CHECK(blue.blue > 2 * blue.green);
  CHECK(blue.blue > 5 * blue.red);
  const Light green = light_of({.red = 0, .green = 255, .blue = 0, .illuminance_lux = 4000});
  CHECK(green.green > 2 * green.red);
  CHECK(green.green > 2 * green.blue);
  const Light twice = light_of({.red = 0, .green = 255, .blue = 0, .illuminance_lux = 8000});
  CHECK(twice.green == doctest::Approx(2 * green.green));
}

TEST_CASE("the light of a white lamp has the illuminance that its lux equation gives back") {
  // AMS design note 40: lux = (0.136 R + G - 0.444 B) / (2.4 ms * gain 1 / 310).
  const Light white = light_of({.illuminance_lux = 1000});
  CHECK((0.136 * white.red + white.green - 0.444 * white.blue) / (2.4 / 310) ==
        doctest::Approx(1000).epsilon(0.02));
}

TEST_CASE("the light presets are what their names say to a sensor at its lowest setting") {
  constexpr double kFullScale = 1024;  // one cycle
  CHECK(light_of(kDarkLight) == Light{});
  const Light sun = light_of(kSunLight);
  CHECK(sun.clear > 0.7 * kFullScale);
  CHECK(sun.clear < kFullScale);
  const Light torch = light_of(kTorchLight);
  CHECK(torch.red > torch.green);
  CHECK(torch.green > torch.blue);
  const Light saturated = light_of(kSaturatedLight);
  for (const double count : {saturated.red, saturated.green, saturated.blue, saturated.clear}) {
    CHECK(count > kFullScale);
  }
  CHECK(kLampPresets.size() == 5);
}
