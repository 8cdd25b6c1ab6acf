#include "emulator/serve/playback.hpp"

#include "hat_driver/board/program_side.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using namespace std::chrono_literals;
using world::Column;

namespace {

/// Two rows a second apart; the second one has no motion.
world::Recording two_rows() {
  world::Recording recording;
  for (int i = 0; i < 2; ++i) {
    world::RecordedRow row;
    row.time_ns = 1'000'000'000 * i;
    row[Column::Pressure] = 1000 + i;
    if (i == 0) row[Column::AccelerationX] = row[Column::AccelerationY] = row[Column::AccelerationZ] = 0.5;
    recording.rows.push_back(row);
  }
  return recording;
}

struct Bench {
  board::BoardPages pages = board::BoardPages::create(hat::Profile::Flight);
  board::WorldSide side{pages};
  board::ProgramSide program = board::ProgramSide::open(pages.world_fd(), pages.program_fd());
  serve::Playback playback{two_rows(), 100s};
};

}  // namespace

TEST_CASE("a row is on the board when it is due, once, stamped with the time of the program's clock") {
  Bench bench;
  CHECK_FALSE(bench.program.pressure());
  bench.playback.advance_to(100s, bench.side);
  CHECK(bench.program.pressure()->pressure_hpa == 1000);
  CHECK(bench.program.pressure()->time_ns == (100'000'000'000));
  CHECK(bench.program.motion()->acceleration_g.x == 0.5);
  bench.playback.advance_to(100500ms, bench.side);
  CHECK(bench.pages.world().pressure.count == 1);
  CHECK(bench.playback.next_due(100500ms) == 101s);
  bench.playback.advance_to(101s, bench.side);
  CHECK(bench.program.pressure()->pressure_hpa == 1001);
  CHECK(bench.pages.world().motion.count == 1);
  CHECK_FALSE(bench.playback.next_due(101s));
}

TEST_CASE("after a seek the row of the new place is on the board") {
  Bench bench;
  bench.playback.advance_to(101s, bench.side);
  bench.playback.player().seek(101s, 0s);
  bench.playback.advance_to(101s, bench.side);
  CHECK(bench.program.pressure()->pressure_hpa == 1000);
}
