#include "hat_driver/backends/register_dump.hpp"

#include "hat_driver/devices/hat.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/replay.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

using namespace cupola;
using namespace std::chrono_literals;
using backends::parse_dump;

namespace {

devices::Hat find(tests::SimulatedHat& hat, const tests::TemporaryFolder& folder, const base::Clock& clock) {
  return devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
}

}  // namespace

TEST_CASE("a dump that is none, or damaged, is refused with its line") {
  CHECK_THROWS_WITH(parse_dump("", "dump"), "dump, line 1: must be \"cupola-registers 1\"");
  CHECK_THROWS_WITH(parse_dump("cupola-registers 2\n", "dump"),
                    "dump, line 1: must be \"cupola-registers 1\"");
  for (const char* line : {"5f", "5f 30", "5f 30:", "5f 30 12", "5g 30: 12", "5f 30: 123", "5f 30: 1",
                           "5f 30: -1", "5f ff: 12 13"}) {
    CAPTURE(line);
    const std::string text = std::string("cupola-registers 1\n\n# a remark\n") + line + "\n";
    CHECK_THROWS_AS(parse_dump(text, "dump"), std::invalid_argument);
  }
}

TEST_CASE("a dump is written sixteen registers a line and comes back") {
  const backends::RegisterDump dump{{0x5f, {{0x0f, 0xbc}, {0x10, 0x1b}, {0x11, 0}, {0x30, 0x28}}},
                                    {0x5c, {{0, 1}}}};
  CHECK(backends::format_dump(dump) == "cupola-registers 1\n5c 00: 01\n5f 0f: bc\n5f 10: 1b 00\n5f 30: 28\n");
  CHECK(parse_dump(backends::format_dump(dump), "dump") == dump);
  CHECK(parse_dump("cupola-registers 1", "dump").empty());
}

TEST_CASE("dumping writes no register, and leaves chips of kernel drivers and the keys alone") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.bus.bind_driver(0x5c, "st-press-i2c");
  const auto dump = backends::read_registers(hat.bus);
  CHECK(dump.at(0x5f).at(0x0f) == 0xbc);
  CHECK(dump.at(0x29).at(0x92) == 0x44);
  CHECK_FALSE(dump.contains(0x5c));
  CHECK_FALSE(dump.contains(0x39));
  for (const auto& each : hat.bus.log()) {
    CHECK(each.written.size() <= 1);
    const bool keys = each.address == 0x46 && !each.written.empty() && each.written.front() == 0xf2;
    CHECK_FALSE(keys);
  }
}

TEST_CASE("a dump of one HAT makes a simulated one measure the same") {
  tests::FakeClock clock;
  const tests::TemporaryFolder folder;
  tests::SimulatedHat original(clock);
  original.humidity.set_counts(tests::steady({3210, -77}));
  original.pressure.set_counts(tests::steady({-4096, 123}));
  original.magnetometer.set_counts(tests::steady({-1, 2, -3}));
  auto first = find(original, folder, clock);
  clock.pass(1s);
  const auto text = backends::format_dump(backends::read_registers(original.bus));

  tests::SimulatedHat again(clock);
  tests::replay(parse_dump(text, "dump"), again);
  auto second = find(again, folder, clock);
  clock.pass(1s);
  const auto now = clock.monotonic();
  CHECK(second.humidity.poll(now)->humidity_percent == doctest::Approx(20 + 3210 * 0.01));
  CHECK(second.humidity.trouble().empty());
  CHECK(second.pressure.poll(now)->pressure_hpa == -1);
  CHECK(second.field.poll(now)->field_ut.y == doctest::Approx(2 * 0.014));
}

TEST_CASE("the example of docs/hardware.md is a dump") {
  std::ifstream stream("docs/hardware.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  const auto start = page.find("cupola-registers 1");
  REQUIRE(start != std::string::npos);
  const auto dump = parse_dump(page.substr(start, page.find("```", start) - start), "docs");
  CHECK(dump.at(0x5f).at(0x21) == 0);
}
