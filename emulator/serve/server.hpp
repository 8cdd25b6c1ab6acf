#pragma once

#include "emulator/world/world.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/world_side.hpp"

#include <cstdint>

namespace cupola::serve {

/// Drives a board with a simulated world: publishes every chip's samples when they are due. Has no clock of
/// its own; whoever owns it says what time it is, on the clock the program sees (virtual time included).
class Server {
 public:
  /// The world begins at `start`, and sample 0 of each chip that the board has is published at once: the
  /// first reading of a program never waits. The pages are borrowed. `profile` decides the rate of the colour
  /// sensor.
  Server(board::BoardPages& pages, const world::World& world, hat::Profile profile, base::Monotonic start);

  /// Publishes what became due up to `now`: of each chip the newest sample only, so a jump of hours costs no
  /// more than a step. A time before the last one changes nothing.
  void advance_to(base::Monotonic now);
  /// When the next sample of any chip becomes due.
  base::Monotonic next_due() const;

  /// Changes the world from `now` on, after publishing what was due before.
  /// Throws std::invalid_argument as world::World::change does.
  void change(const world::WorldState& state, base::Monotonic now);
  const world::WorldState& state() const { return world_.state(); }
  /// How the board is turned at a time on that clock.
  world::Orientation orientation_at(base::Monotonic now) const;

 private:
  /// One chip: its rate and the number of the sample published last.
  struct Feed {
    board::Chip chip;
    world::SampleRate rate;
    std::uint64_t published = 0;
  };
  void publish(const Feed& feed);

  board::WorldSide board_;
  const board::WorldPage* page_;
  world::World world_;
  base::Monotonic start_;
  Feed feeds_[4];
};

}  // namespace cupola::serve
