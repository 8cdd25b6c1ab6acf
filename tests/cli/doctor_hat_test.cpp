#include "cli/doctor_hat.hpp"

#include "hat_driver/backends/calibration_file.hpp"
#include "hat_driver/backends/register_dump.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/remedies.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <utility>
#include <vector>

using namespace cupola;
using doctest::Approx;

namespace {

struct Bench {
  devices::Hat find() {
    return devices::find_hat(hat.bus,
                             {.paths = {.dev = folder / "dev", .sys = folder / "sys"},
                              .use = bus::Use::Alone,
                              .leave = devices::Leave::AsFound},
                             clock);
  }
  cli::HatFindings describe(const cli::HatDoctorOptions& options = {}) {
    auto found = find();
    return cli::describe_hat(found, &hat.bus, clock, options, object);
  }
  tests::TemporaryFolder folder;
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
  nlohmann::ordered_json object;
};

cli::HatDoctorOptions dump_into(const std::string& file) {
  cli::HatDoctorOptions options;
  options.dump = file;
  return options;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What the chips' registers hold but for those that measuring changes: status, outputs, the lock of a
/// sample.
std::vector<std::uint8_t> settings_of(const tests::SimulatedHat& hat) {
  std::vector<std::uint8_t> settings;
  const auto take = [&settings](const tests::RegisterChip& chip,
                                std::initializer_list<std::pair<int, int>> ranges) {
    for (const auto& [first, last] : ranges) {
      for (int number = first; number <= last; ++number) {
        settings.push_back(chip.peek(static_cast<std::uint8_t>(number)));
      }
    }
  };
  take(hat.humidity, {{0x00, 0x26}, {0x2c, 0x7f}});
  take(hat.pressure, {{0x00, 0x26}, {0x2d, 0x7f}});
  take(hat.inertial, {{0x00, 0x14}, {0x1e, 0x25}, {0x2e, 0x7f}});
  take(hat.magnetometer, {{0x00, 0x26}, {0x2e, 0x7f}});
  take(hat.colour, {{0x80, 0x92}, {0x9c, 0xff}});
  take(hat.controller, {{0x00, 0xff}});
  return settings;
}

/// Turns in all directions: 400 of them, spread evenly over the sphere, around an offset.
std::int32_t turned(std::size_t channel, std::uint64_t k) {
  const double z = 1 - 2 * (static_cast<double>(k % 400) + 0.5) / 400;
  const double around = static_cast<double>(k) * std::numbers::pi * (3 - std::sqrt(5.0));
  const double flat = std::sqrt(1 - z * z);
  const std::array<double, 3> direction{flat * std::cos(around), flat * std::sin(around), z};
  return static_cast<std::int32_t>(std::lround(3000 * direction.at(channel))) + (channel == 1 ? 700 : 0);
}

}  // namespace

TEST_CASE("a machine without a HAT lacks one, which is no fault, and is told what it can do") {
  Bench bench;
  auto none =
      devices::find_hat({.paths = {.dev = bench.folder / "dev", .sys = bench.folder / "sys"}}, bench.clock);
  const auto findings = cli::describe_hat(none, nullptr, bench.clock, dump_into("never"), bench.object);
  CHECK_FALSE(findings.broken);
  CHECK(has(findings.text, "less none found"));
  CHECK(has(findings.text, "never was not written"));
  CHECK(has(findings.text, "remedy: programs run on the emulator here"));
  REQUIRE(bench.object["HAT"].size() == 1);
  CHECK(bench.object["HAT"][0]["ok"] == false);
}

TEST_CASE("a part that is missing is BAD and has its remedy, but a colour sensor need not be there") {
  Bench bench;
  bench.hat.bus.detach(0x5c);
  bench.hat.bus.detach(0x29);
  const auto findings = bench.describe();
  CHECK(findings.broken);
  CHECK(has(findings.text, "BAD  pressure sensor LPS25H"));
  CHECK(has(findings.text, "nothing answers at 0x5c on the simulated bus"));
  CHECK(has(findings.text, "remedy: switch off, push the HAT onto all 40 pins"));
  CHECK(has(findings.text, "ok   humidity sensor HTS221"));
  CHECK_FALSE(has(findings.text, "BAD  colour sensor"));
}

TEST_CASE("each part says where it is, its rate, its first sample and its noise") {
  Bench bench;
  const auto findings = bench.describe();
  CHECK_FALSE(findings.broken);
  CHECK(has(findings.text, "0x5f on the simulated bus"));
  CHECK(has(findings.text, "humidity 45 %RH (noise 0)"));
  const auto& parts = bench.object["HAT"];
  REQUIRE(parts.size() == devices::kPartCount);
  for (const auto& each : parts) {
    CHECK(each["ok"] == true);
    CHECK_FALSE(each["what"].get<std::string>().empty());
  }
  CHECK(parts[2]["rate_hz"].get<double>() == Approx(119).epsilon(0.03));
}

TEST_CASE("the chips are left as they were found, whether off or set up by another program") {
  Bench bench;
  const auto off = settings_of(bench.hat);
  bench.describe();
  CHECK(settings_of(bench.hat) == off);
  const auto set = [&bench](std::uint8_t address, std::uint8_t number, std::uint8_t value) {
    bus::Chip(bench.hat.bus, address, 0).write(number, value);
  };
  set(0x5f, 0x10, 0x3f);
  set(0x5f, 0x20, 0x81);
  set(0x5c, 0x2e, 0xc0);
  set(0x5c, 0x21, 0x40);
  set(0x5c, 0x20, 0x90);
  set(0x6a, 0x10, 0x4a);
  set(0x6a, 0x22, 0x00);
  set(0x1c, 0x05, 0x12);
  set(0x1c, 0x22, 0x01);
  set(0x29, 0x81, 0xd5);
  set(0x29, 0x80, 0x03);
  const auto others = settings_of(bench.hat);
  CHECK(others != off);
  bench.describe();
  CHECK(settings_of(bench.hat) == others);
}

TEST_CASE("a HAT that another process has is left alone, which is no fault") {
  Bench bench;
  devices::Hat hat;
  hat.in_use = "process 312 (cupola)";
  for (auto& each : hat.parts) devices::explain_in_use(each, hat.in_use);
  const auto findings = cli::describe_hat(hat, nullptr, bench.clock, {}, bench.object);
  CHECK_FALSE(findings.broken);
  CHECK(has(findings.text, "the HAT is in use by process 312 (cupola)"));
  CHECK(has(findings.text, "less left alone"));
  CHECK(bench.object["HAT"][0]["ok"] == false);
}

TEST_CASE("a dump has what the chips measured") {
  Bench bench;
  const auto file = (bench.folder / "hat.txt").string();
  const auto findings = bench.describe(dump_into(file));
  CHECK(has(findings.text, "the registers of 6 chips are in " + file));
  const auto dump = backends::parse_dump(base::read_whole_file(file, 1 << 20), file);
  CHECK(dump.at(0x5c).at(0x2a) == 0x3f);  // 4150272 counts are 0x3f5400
}

TEST_CASE("no calibration is kept of a HAT that moved, was hardly turned, or lacks a chip") {
  Bench bench;
  const auto path = bench.folder / "cupola/calibration.txt";
  auto hat = bench.find();
  CHECK(cli::calibrate_hat(hat, bench.clock, path) == 1);  // its field never changes
  bench.hat.inertial.set_counts(
      [](std::size_t, std::uint64_t k) { return static_cast<std::int32_t>(k % 500); });
  CHECK(cli::calibrate_hat(hat, bench.clock, path) == 1);
  bench.hat.bus.detach(0x1c);
  auto without = bench.find();
  CHECK(cli::calibrate_hat(without, bench.clock, path) == 1);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a HAT that lay still and was turned in all directions is calibrated, the rest is kept") {
  Bench bench;
  const auto path = bench.folder / "cupola/calibration.txt";
  fusion::MotionCalibration before;
  before.acceleration_offset_g.z = 0.01;
  backends::save_calibration(path, before);
  bench.hat.magnetometer.set_counts(&turned);
  auto hat = bench.find();
  CHECK(cli::calibrate_hat(hat, bench.clock, path) == 0);
  const auto kept = backends::load_calibration(path);
  REQUIRE(kept);
  CHECK(kept->acceleration_offset_g.z == 0.01);
  CHECK(kept->field_offset_ut.y == Approx(700 * 0.014).epsilon(0.01));
  CHECK(kept->gyroscope_bias_rad_s.x == Approx(100 * 0.0175 * std::numbers::pi / 180).epsilon(0.001));
}
