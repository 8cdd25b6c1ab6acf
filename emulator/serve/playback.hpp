#pragma once

#include "emulator/world/recording_player.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/board/world_side.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace cupola::serve {

/// A recording that moves a board in the place of the world. Has no clock of its own.
class Playback {
 public:
  /// Begins at `now`, playing.
  Playback(world::Recording recording, base::Monotonic now)
      : recording_(std::move(recording)), player_(recording_) {
    player_.play(now);
  }
  Playback(const Playback&) = delete;
  Playback& operator=(const Playback&) = delete;

  /// Puts the row that is due on the board, stamped with the moment it became so for programs: `now`.
  void advance_to(base::Monotonic now, board::WorldSide& board);
  /// When the next row becomes due, if one does.
  std::optional<base::Monotonic> next_due(base::Monotonic now) const { return player_.next_due(now); }

  world::RecordingPlayer& player() { return player_; }
  const world::RecordingPlayer& player() const { return player_; }

 private:
  const world::Recording recording_;
  world::RecordingPlayer player_;
  std::optional<std::size_t> shown_;
};

}  // namespace cupola::serve
