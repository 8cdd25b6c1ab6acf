#include "emulator/world/recording_player.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::world {

RecordingPlayer::Time RecordingPlayer::unbounded(Time now) const {
  if (!running_ || now <= since_) return begun_at_;
  return begun_at_ + Time(std::llround(static_cast<double>((now - since_).count()) * speed_));
}

RecordingPlayer::Time RecordingPlayer::period() const {
  const auto steps = static_cast<std::int64_t>(recording_->rows.size()) - 1;
  return steps > 0 ? duration() + duration() / steps : Time(0);
}

RecordingPlayer::Time RecordingPlayer::position(Time now) const {
  const Time at = unbounded(now);
  return std::min(loop_ && period() > Time(0) ? at % period() : at, duration());
}

bool RecordingPlayer::playing(Time now) const {
  if (!running_ || recording_->rows.empty()) return false;
  return loop_ || unbounded(now) < duration();
}

void RecordingPlayer::settle(Time now) {
  const bool goes_on = playing(now);
  begun_at_ = position(now);
  since_ = now;
  running_ = goes_on;
}

void RecordingPlayer::play(Time now) {
  settle(now);
  if (begun_at_ >= duration()) begun_at_ = Time(0);
  running_ = true;
}

void RecordingPlayer::pause(Time now) {
  settle(now);
  running_ = false;
}

void RecordingPlayer::seek(Time now, Time position) {
  settle(now);
  begun_at_ = std::clamp(position, Time(0), duration());
}

void RecordingPlayer::set_speed(Time now, double speed) {
  settle(now);
  speed_ = std::isfinite(speed) ? std::clamp(speed, kSlowest, kFastest) : 1;
}

void RecordingPlayer::set_loop(Time now, bool loop) {
  settle(now);
  loop_ = loop;
}

std::size_t RecordingPlayer::row_at(Time position) const {
  const auto& rows = recording_->rows;
  const std::int64_t time_ns = rows.front().time_ns + position.count();
  const auto later = std::upper_bound(rows.begin(), rows.end(), time_ns,
                                      [](std::int64_t t, const RecordedRow& row) { return t < row.time_ns; });
  return later == rows.begin() ? 0 : static_cast<std::size_t>(later - rows.begin()) - 1;
}

std::optional<std::size_t> RecordingPlayer::row(Time now) const {
  if (recording_->rows.empty()) return std::nullopt;
  return row_at(position(now));
}

std::optional<RecordingPlayer::Time> RecordingPlayer::next_due(Time now) const {
  if (!playing(now) || duration() <= Time(0)) return std::nullopt;
  const Time here = loop_ ? unbounded(now) % period() : unbounded(now);
  const std::size_t next = row_at(here) + 1;
  const auto& rows = recording_->rows;
  const Time due = next < rows.size() ? Time(rows[next].time_ns - rows.front().time_ns) : period();
  const auto wait = static_cast<double>((due - here).count()) / speed_;
  return now + std::max(Time(static_cast<std::int64_t>(std::ceil(wait))), Time(1));
}

}  // namespace cupola::world
