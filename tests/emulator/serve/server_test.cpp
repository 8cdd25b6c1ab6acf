#include "emulator/serve/server.hpp"

#include "hat_driver/board/program_side.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace cupola;
using namespace std::chrono_literals;

namespace {

constexpr base::Monotonic kStart = 100s;

struct Bench {
  explicit Bench(hat::Profile kind = hat::Profile::Flight, std::uint64_t seed = 1)
      : profile(kind), seed_(seed) {}
  hat::Profile profile;
  std::uint64_t seed_;
  board::BoardPages pages = board::BoardPages::create(profile);
  board::ProgramSide program = board::ProgramSide::open(pages.world_fd(), pages.program_fd());
  serve::Server server{pages, world::World(world::iss_cabin(), seed_), profile, kStart};
};

}  // namespace

TEST_CASE("a state that is not finite is refused and the world stays as it was") {
  Bench bench;
  world::WorldState state = world::still_desk();
  state.pressure_hpa = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(bench.server.change(state, kStart + 1s), std::invalid_argument);
  CHECK(bench.server.state().pressure_hpa == 1013);
  bench.server.advance_to(kStart + 10s);
  CHECK(bench.program.pressure()->pressure_hpa == doctest::Approx(1013).epsilon(0.001));
}

TEST_CASE("the first reading of every chip is there as soon as the board is") {
  const Bench bench;
  REQUIRE(bench.program.humidity());
  REQUIRE(bench.program.pressure());
  REQUIRE(bench.program.motion());
  REQUIRE(bench.program.light());
  CHECK(bench.program.humidity()->time_ns == kStart.count());
  CHECK(bench.program.humidity()->temperature_c == doctest::Approx(27).epsilon(0.02));
  CHECK(bench.program.light()->clear > 5);
}

TEST_CASE("a HAT without a colour sensor has no light") {
  Bench bench(hat::Profile::V1);
  bench.server.advance_to(kStart + 1s);
  CHECK_FALSE(bench.program.light());
  CHECK(bench.server.next_due() == kStart + 1s + 1'000'000'000ns / 119);
}

TEST_CASE("time that goes back, or comes before the start, changes nothing") {
  Bench bench;
  bench.server.advance_to(kStart + 5s);
  const auto sample = bench.program.motion();
  bench.server.advance_to(kStart + 1s);
  bench.server.advance_to(1s);
  CHECK(bench.program.motion()->time_ns == sample->time_ns);
}

TEST_CASE("each chip publishes at its own rate") {
  Bench bench;
  const auto count = [&] { return bench.pages.world().humidity.count.load(); };
  CHECK(bench.server.next_due() == kStart + 2400us);
  for (auto now = kStart; now <= kStart + 10s; now += 100us) bench.server.advance_to(now);
  CHECK(count() == 126);
  CHECK(bench.pages.world().pressure.count == 251);
  CHECK(bench.pages.world().motion.count == 1191);
  CHECK(bench.pages.world().light.count == 4167);
}

TEST_CASE("a board that was left alone for years catches up with one sample a chip") {
  Bench bench;
  Bench stepped;
  bench.server.advance_to(kStart + 24h * 700);
  CHECK(bench.pages.world().motion.count == 2);
  CHECK(bench.program.motion()->time_ns == (kStart + 24h * 700).count());
  for (auto now = kStart + 24h * 700 - 1s; now <= kStart + 24h * 700; now += 1ms)
    stepped.server.advance_to(now);
  CHECK(stepped.program.motion()->acceleration_g == bench.program.motion()->acceleration_g);
  CHECK(stepped.program.humidity()->humidity_percent == bench.program.humidity()->humidity_percent);
}

TEST_CASE("a change is seen by the program, and samples taken before it are not rewritten") {
  Bench bench;
  world::WorldState state = world::iss_cabin();
  state.humidity_temperature_c = 35;
  bench.server.change(state, kStart + 10s);
  CHECK(bench.program.humidity()->temperature_c == doctest::Approx(27).epsilon(0.02));
  bench.server.advance_to(kStart + 11500ms);
  CHECK(bench.program.humidity()->temperature_c ==
        doctest::Approx(27 + 8 * (1 - std::exp(-1.0))).epsilon(0.02));
  bench.server.advance_to(kStart + 60s);
  CHECK(bench.program.humidity()->temperature_c == doctest::Approx(35).epsilon(0.02));
}

TEST_CASE("one seed gives one flight") {
  Bench one(hat::Profile::Flight, 7);
  Bench same(hat::Profile::Flight, 7);
  Bench other(hat::Profile::Flight, 8);
  for (Bench* bench : {&one, &same, &other}) bench->server.advance_to(kStart + 3s);
  CHECK(one.program.motion()->rotation_rad_s == same.program.motion()->rotation_rad_s);
  CHECK_FALSE(one.program.motion()->rotation_rad_s == other.program.motion()->rotation_rad_s);
}
