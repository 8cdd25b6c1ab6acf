// What one program leaves on its board, the next one does not see, though it was made ready while the first
// one ran.
#include "tests/runner/run/ran.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using namespace cupola::tests;

namespace {

struct Pair {
  run::RunReport first;
  run::RunReport second;
};

Pair one_after_the_other(const std::string& first, const std::string& second,
                         record::ClockKind clock = record::ClockKind::Virtual) {
  const run::Installation installation = run::find_installation();
  const auto request = [&](const std::string& source) {
    run::RunRequest asked;
    asked.source = source;
    asked.clock = clock;
    return asked;
  };
  std::unique_ptr<run::Staged> next;
  Pair pair;
  pair.first = run::stage_program(request(first), installation)->go({.running = [&] {
    next = run::stage_program(request(second), installation);
  }});
  if (pair.first.verdict == record::Verdict::Internal) give_up_without_box(pair.first.note);
  REQUIRE(next);
  pair.second = next->go({});
  return pair;
}

constexpr const char* kUse =
    "from sense_hat import SenseHat\nhat = SenseHat()\nhat.low_light = True\nhat.gamma = list(range(32))\n"
    "hat.set_rotation(90)\nhat.clear(255, 255, 255)\nhat.colour.gain = 60\n";
constexpr const char* kLook =
    "from sense_hat import SenseHat\nhat = SenseHat()\n"
    "print(hat.low_light, list(hat.gamma)[:4], hat.rotation, sum(map(sum, hat.get_pixels())))\n"
    "print(hat.stick.get_events(), hat.colour.gain)\n";

}  // namespace

TEST_CASE("LEDs, gamma, low light, rotation, joystick and colour settings begin afresh with every program") {
  const auto alone = ran(kLook);
  CHECK(alone.out.find("False [0, 0, 0, 0] 0 0\n[] ") == 0);
  const Pair pair = one_after_the_other(kUse, kLook);
  CAPTURE(pair.first.err);
  CAPTURE(pair.second.err);
  CHECK(pair.first.verdict == record::Verdict::Finished);
  CHECK(pair.first.frames > 0);
  CHECK(pair.second.out == alone.out);
}

TEST_CASE("the orientation that one program has worked out is not the next one's") {
  const std::string look = "from sense_hat import SenseHat\nhat = SenseHat()\nprint(hat.get_orientation())\n";
  const auto alone = ran(look);
  const Pair pair = one_after_the_other(
      "from sense_hat import SenseHat\nimport time\nhat = SenseHat()\n"
      "hat.set_imu_config(False, True, False)\n"
      "for i in range(200):\n    hat.get_orientation()\n    time.sleep(0.1)\n",
      look);
  CHECK(pair.first.usage.wall_s > 19);
  CHECK(alone.verdict == record::Verdict::Finished);
  CHECK(pair.second.out == alone.out);
}

TEST_CASE("what a program claims is its own, and its time begins at its own start") {
  const Pair pair = one_after_the_other(std::string{kUse} + "print(hat.temp)\nimport time\ntime.sleep(20)\n",
                                        "import time\nprint(time.monotonic() > 0)\ntime.sleep(3)\n");
  CHECK(pair.first.claims.read_temperature);
  CHECK(pair.first.claims.leds_used);
  CHECK_FALSE(pair.second.claims.read_temperature);
  CHECK_FALSE(pair.second.claims.leds_used);
  CHECK(pair.second.frames == 0);
  CHECK(pair.second.film.frames.empty());
  CHECK(pair.second.usage.wall_s >= 3);
  CHECK(pair.second.usage.wall_s < 4);
}

TEST_CASE("a program that stands ready starts within moments, and only then does its time run") {
  const Pair pair = one_after_the_other("import time\ntime.sleep(0.3)\n", "import time\ntime.sleep(0.1)\n",
                                        record::ClockKind::Real);
  CHECK(pair.second.verdict == record::Verdict::Finished);
  CHECK(pair.second.start_monotonic_ns > pair.first.start_monotonic_ns + 300'000'000);
  CHECK(pair.second.usage.wall_s < 2);
  CHECK(pair.second.waking_ns >= 0);
}
