#include "emulator/serve/playback.hpp"

namespace cupola::serve {

void Playback::advance_to(base::Monotonic now, board::WorldSide& board) {
  const auto due = player_.row(now);
  if (!due || due == shown_) return;
  shown_ = due;
  const auto put = [&](auto sample) {
    if (!sample) return;
    sample->time_ns = now.count();
    board.publish(*sample);
  };
  const world::Samples samples = world::samples_of(recording_.rows[*due]);
  put(samples.humidity);
  put(samples.pressure);
  put(samples.motion);
  put(samples.light);
}

}  // namespace cupola::serve
