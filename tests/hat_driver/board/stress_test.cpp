#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/samples.hpp"
#include "hat_driver/board/world_side.hpp"
#include "tests/hat_driver/board/child.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace cupola::board;
using cupola::tests::Child;
namespace hat = cupola::hat;

TEST_CASE(
    "three million readings in another process, while the world writes without a pause, none of them torn") {
  BoardPages board = BoardPages::create(hat::Profile::Flight);
  WorldSide world(board);
  enum Outcome { Fine = 0, Torn, WentBack, Missed };
  std::int64_t number = 0;
  const auto publish = [&] {
    const auto v = static_cast<double>(++number);
    world.publish(hat::MotionSample{number, {v, v, v}, {v, v, v}, {v, v, v}});
  };
  publish();
  Child reader([&] {
    const OpenedPages pages =
        OpenedPages::open(board.world_fd(), board.program_fd(), cupola::base::Access::ReadOnly);
    std::int64_t last = 0;
    int changes = 0;
    // On a busy machine the two may take turns: readings count only if the samples changed meanwhile.
    for (int i = 0; i < 3'000'000 || changes < 1000; ++i) {
      if (i % 10'000 == 0) std::this_thread::yield();
      const auto sample = newest_motion(pages.world());
      if (!sample) return Missed;
      const auto v = static_cast<double>(sample->time_ns);
      const hat::Vec3 expected{v, v, v};
      if (sample->acceleration_g != expected || sample->rotation_rad_s != expected ||
          sample->magnetic_field_ut != expected) {
        return Torn;
      }
      if (sample->time_ns < last) return WentBack;
      if (sample->time_ns > last) ++changes;
      last = sample->time_ns;
    }
    return Fine;
  });
  while (reader.running()) {
    for (int i = 0; i < 1000; ++i) publish();
    std::this_thread::yield();
  }
  CHECK(reader.wait() == Fine);
}
