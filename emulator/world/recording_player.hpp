#pragma once

#include "emulator/world/recording.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace cupola::world {

/// Plays a recording: says which row is due at a time. Has no clock; every call is told the time on whatever
/// clock its owner keeps (`now`, never going back), and what it answers depends on the calls alone. The
/// recording is borrowed and must outlive the player unchanged. Begins paused at its first row.
class RecordingPlayer {
 public:
  using Time = std::chrono::nanoseconds;
  static constexpr double kSlowest = 0.05;
  static constexpr double kFastest = 1000;

  explicit RecordingPlayer(const Recording& recording) : recording_(&recording) {}

  /// Goes on from where it is; at the end, from the beginning.
  void play(Time now);
  void pause(Time now);
  /// Goes to `position` (0…duration, cut off there); playing goes on if it did.
  void seek(Time now, Time position);
  /// Times real time; between kSlowest and kFastest (cut off there; what is not a number is 1).
  void set_speed(Time now, double speed);
  /// Whether the beginning follows the end.
  void set_loop(Time now, bool loop);

  bool playing(Time now) const;
  double speed() const { return speed_; }
  bool loop() const { return loop_; }
  Time duration() const { return Time(recording_->duration_ns()); }
  /// 0…duration.
  Time position(Time now) const;
  /// The number of the row that is due: the last one whose time has come; nothing if there are no rows.
  std::optional<std::size_t> row(Time now) const;
  /// When another row becomes due; nothing if it is paused, has ended or never changes.
  std::optional<Time> next_due(Time now) const;

 private:
  /// What the position would be if the recording had no end.
  Time unbounded(Time now) const;
  /// How long a round of the loop takes: the last row is shown as long as the others on average.
  Time period() const;
  std::size_t row_at(Time position) const;
  /// Lets the course of time begin anew at the present position.
  void settle(Time now);

  const Recording* recording_;
  bool running_ = false;
  bool loop_ = false;
  double speed_ = 1;
  Time since_{};  ///< when `begun_at_` was the position
  Time begun_at_{};
};

}  // namespace cupola::world
