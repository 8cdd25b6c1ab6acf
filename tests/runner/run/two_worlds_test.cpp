// The same program in two worlds: on the emulated board, and through the bridge on simulated chips that hold
// what the emulated board measures.
//
// A real HAT knows only the real clock, the emulated runs are on the virtual one. The sample mission's 16
// programs:
// - the fourteen that end by themselves: verdict, exit status, type and line of an error, all pictures in
// their
//   order, how often the LEDs were pushed, scrolled texts (sensor values are in them), and what was printed,
//   its numbers to within one count of the chip that gives them;
// - the two that are cut at the limit of 30 s: verdict, and the pictures as far as both worlds came.
// Two of them draw by chance; they are given the same dice.
#include "hat_driver/board/samples.hpp"
#include "hat_driver/bridge/bridge_thread.hpp"
#include "tests/runner/run/ran.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <future>
#include <iterator>
#include <memory>
#include <numbers>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace cupola;
using namespace cupola::tests;
using record::Verdict;

namespace {

/// Nothing moves, nothing is noisy, and every value is a whole number of the chips' counts.
world::WorldState still_place() {
  world::WorldState place = world::still_desk();
  place.humidity_percent = 43.25;
  place.humidity_temperature_c = 24;
  place.pressure_hpa = 1008.25;
  place.pressure_temperature_c = 25.5;
  place.light = {.red = 3.5, .green = 4.0625, .blue = 3.25, .clear = 11};
  place.noise = 0;
  place.air_wander = 0;
  return place;
}

/// A HAT of simulated chips at the real clock, and the bridge that owns it.
struct Hardware {
  explicit Hardware(const std::function<void(SimulatedHat&)>& prepare) {
    prepare(hat);
    // With a calibration of the gyroscope, or its values would be taken for its error.
    fusion::MotionCalibration known;
    known.gyroscope_bias_rad_s.x = 1e-12;
    bridge.emplace(
        devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock), clock,
        known);
    wait_for_samples();
  }
  /// The HAT has been on for a while when a program comes.
  void wait_for_samples() {
    auto pages = board::BoardPages::create(hat::Profile::Flight);
    bridge->attach(pages);
    const auto& world = pages.world();
    const auto deadline = clock.monotonic() + std::chrono::minutes(1);
    while (!newest_humidity(world) || !newest_pressure(world) || !newest_motion(world) ||
           !newest_light(world)) {
      if (clock.monotonic() > deadline) throw std::runtime_error("the simulated chips gave no samples");
      clock.wait_until(clock.monotonic() + std::chrono::milliseconds(5));
    }
    bridge->detach();
  }
  run::RunReport fly(const run::RunRequest& request) {
    run::RunRequest real = request;
    real.clock = record::ClockKind::Real;
    real.start.reset();
    real.bridge = &*bridge;
    return ran(real);
  }
  bool dark() const {
    for (unsigned led = 0; led < 192; ++led) {
      if (hat.controller.peek(static_cast<std::uint8_t>(led)) != 0) return false;
    }
    return true;
  }
  TemporaryFolder folder;
  base::SystemClock clock;
  SimulatedHat hat{clock};
  std::optional<bridge::BridgeThread> bridge;
};

std::vector<hat::Frame> pictures_of(const run::RunReport& report) {
  std::vector<hat::Frame> pictures;
  pictures.reserve(report.film.frames.size());
  for (const auto& each : report.film.frames) pictures.push_back(each.frame);
  return pictures;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::optional<double> number_in(const std::string& word) {
  std::istringstream stream(word);
  double value = 0;
  return stream >> value && stream.eof() ? std::optional(value) : std::nullopt;
}

/// The only sensor value that a program prints as a bare number is the HTS221's humidity: one count of it,
/// %RH.
constexpr double kHumidityCount = 0.01;

/// The same words, and numbers to within one count.
bool printed_alike(const std::string& real, const std::string& emulated) {
  const auto a = words_of(real);
  const auto b = words_of(emulated);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    const auto x = number_in(one);
    const auto y = number_in(other);
    return x && y ? std::abs(*x - *y) <= kHumidityCount : one == other;
  });
}

void compare_errors(const run::RunReport& real, const run::RunReport& emulated) {
  REQUIRE(real.error.has_value() == emulated.error.has_value());
  if (!real.error) return;
  CHECK(real.error->type == emulated.error->type);
  CHECK(real.error->line == emulated.error->line);
}

void compare(const run::RunReport& real, const run::RunReport& emulated) {
  CAPTURE(real.err);
  CHECK(real.verdict == emulated.verdict);
  CHECK(real.exit_code == emulated.exit_code);
  compare_errors(real, emulated);
  auto shown = pictures_of(real);
  auto expected = pictures_of(emulated);
  if (emulated.verdict == Verdict::CutAtLimit) {
    const std::size_t both = std::min(shown.size(), expected.size());
    CHECK(both > 0);
    shown.resize(both);
    expected.resize(both);
  } else {
    CHECK(real.frames == emulated.frames);
    CHECK(real.pictures == emulated.pictures);
    CHECK(real.scrolled_text == emulated.scrolled_text);
    CAPTURE(real.out);
    CAPTURE(emulated.out);
    CHECK(printed_alike(real.out, emulated.out));
  }
  CHECK(shown == expected);
}

/// A program of the sample mission, where nothing moves; programs that draw by chance get the same dice.
run::RunRequest entry(const std::filesystem::path& program) {
  run::RunRequest request;
  request.program = program;
  request.source = run::read_program(program);
  // In the first line, so that errors keep their line numbers.
  if (request.source->find("import random") != std::string::npos) {
    request.source->insert(0, "import random; random.seed(8); ");
  }
  request.place = still_place();
  request.clock = record::ClockKind::Virtual;
  request.start = base::parse_utc("2018-02-01T09:00:00Z");
  return request;
}

std::vector<std::filesystem::path> sample_mission() {
  const std::filesystem::directory_iterator folder("examples/mission/programs");
  std::vector<std::filesystem::path> programs(begin(folder), end(folder));
  std::sort(programs.begin(), programs.end());
  return programs;
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

/// What a program reads where nothing moves.
std::vector<double> values_of_still_place() {
  const TemporaryFolder folder;
  auto request = request_for(folder, kReadEverything);
  request.place = still_place();
  const auto report = ran(request);
  CAPTURE(report.err);
  auto values = values_of(report);
  REQUIRE(values.size() == 17);
  return values;
}

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }

constexpr double kG = 0.000244;
constexpr double kRotation = 0.0175 * std::numbers::pi / 180;
constexpr double kField = 0.014;
/// One count of each value of kReadEverything.
constexpr std::array<double, 17> kCounts{0.01,   0.02,      1.0 / 4096, 1.0 / 480, kG,     kG,
                                         kG,     kRotation, kRotation,  kRotation, kField, kField,
                                         kField, 1,         1,          1,         1};

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
  const auto programs = sample_mission();
  REQUIRE(programs.size() == 16);
  const auto values = values_of_still_place();
  std::vector<run::RunReport> emulated;
  std::vector<std::future<run::RunReport>> real;
  std::vector<std::unique_ptr<Hardware>> hardware;
  emulated.reserve(programs.size());
  real.reserve(programs.size());
  hardware.reserve(programs.size());
  for (const auto& program : programs) {
    run::RunRequest request = entry(program);
    const auto verdict = emulated.emplace_back(ran(request)).verdict;
    // Whoever ends by itself after nearly 30 s, slept in earnest, may take longer where there is more to do.
    if (verdict != Verdict::CutAtLimit) request.limits.wall_s = 120;
    Hardware& its_own = *hardware.emplace_back(
        std::make_unique<Hardware>([&values](SimulatedHat& hat) { hold(hat, values); }));
    real.push_back(std::async(std::launch::async, [&its_own, request] { return its_own.fly(request); }));
  }
  for (std::size_t k = 0; k < programs.size(); ++k) {
    CAPTURE(programs.at(k));
    compare(real.at(k).get(), emulated.at(k));
    CHECK(hardware.at(k)->dark());
  }
  CHECK(std::count_if(emulated.begin(), emulated.end(),
                      [](const run::RunReport& each) { return each.verdict == Verdict::CutAtLimit; }) == 2);
}

TEST_CASE("sensors read the same in both worlds, to within one count of the chip") {
  const TemporaryFolder folder;
  // With noise, as it comes: the values of this one moment.
  const auto request = request_for(folder, kReadEverything);
  const auto emulated = ran(request);
  CAPTURE(emulated.err);
  const auto expected = values_of(emulated);
  REQUIRE(expected.size() == kCounts.size());
  Hardware hardware([&](SimulatedHat& hat) { hold(hat, expected); });
  const auto real = hardware.fly(request);
  CAPTURE(real.err);
  const auto values = values_of(real);
  REQUIRE(values.size() == kCounts.size());
  for (std::size_t k = 0; k < kCounts.size(); ++k) {
    CAPTURE(k);
    CHECK(std::abs(values.at(k) - expected.at(k)) <= kCounts.at(k));
  }
}
