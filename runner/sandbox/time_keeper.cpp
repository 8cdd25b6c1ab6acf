#include "runner/sandbox/time_keeper.hpp"

#include "runner/sandbox/process_tree.hpp"

#include <sys/ioctl.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace cupola::sandbox {
namespace {

constexpr std::int64_t kFirstPause = 20'000;
constexpr std::int64_t kLongestPause = 2'000'000;
/// A box in which nothing has run for this long, and nobody waits for a time, waits for something that will
/// not come.
constexpr std::int64_t kForEver = 300'000'000;

}  // namespace

std::int64_t monotonic_now() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

TimeKeeper::TimeKeeper(const Plan& plan, base::UniqueFd clock_socket, pid_t init, const Hooks& hooks)
    : hooks_(hooks), init_(init), wall_ns_(std::llround(plan.limits.wall_s * 1e9)) {
  if (plan.virtual_clock) virtual_.emplace(std::move(clock_socket), plan.virtual_clock->offset_ns, init);
}

std::int64_t TimeKeeper::next_look(std::int64_t real_now) const {
  const std::int64_t look = pause_ns_ == 0 ? INT64_MAX : real_now + pause_ns_;
  const std::int64_t alarm = virtual_ ? virtual_->next_alarm() : INT64_MAX;
  return alarm == INT64_MAX ? look : std::min(look, alarm - offset());
}

TimeKeeper::Step TimeKeeper::keep(std::int64_t real_now, bool tick) {
  if (tick && hooks_.tick) hooks_.tick(real_now + offset());
  return virtual_ ? keep_virtual(real_now, tick) : Step::Nothing;
}

void TimeKeeper::look_again_later() { pause_ns_ = std::clamp(pause_ns_ * 2, kFirstPause, kLongestPause); }

TimeKeeper::Step TimeKeeper::keep_virtual(std::int64_t real_now, bool tick) {
  if (virtual_->receive() > 0) pause_ns_ = 0;
  virtual_->ring(real_now);
  if (virtual_->stands()) return Step::Nothing;
  const VirtualTime::Next next = virtual_->next(real_now);
  if (!next.wake && !next.somebody_is_due && !tick) return Step::Nothing;
  if (next.somebody_is_due) {
    look_again_later();
    return Step::Nothing;
  }
  const Census first = look_at_tasks(init_);
  // Whoever is alone, says that only time helps, and sleeps need not be looked at twice.
  if (first.all_blocked && owes_reading()) {
    look_again_later();
    return Step::Nothing;
  }
  if (first.all_blocked && next.wake && next.sleeper > 0 && first.alone == next.sleeper) {
    return move_to(*next.wake);
  }
  const Census second = first.all_blocked ? look_at_tasks(init_) : first;
  if (second.all_blocked && second.mark == first.mark && virtual_->receive() == 0 && !owes_reading()) {
    return when_all_are_blocked(next.wake, second.mark, real_now);
  }
  idle_since_ns_ = 0;
  if (next.wake) look_again_later();
  return Step::Nothing;
}

bool TimeKeeper::owes_reading() const {
  return std::any_of(pipes_.begin(), pipes_.end(), [](const base::UniqueFd* pipe) {
    int waiting = 0;
    return pipe->valid() && ::ioctl(pipe->get(), FIONREAD, &waiting) == 0 && waiting > 0;
  });
}

TimeKeeper::Step TimeKeeper::when_all_are_blocked(std::optional<std::int64_t> wake, std::uint64_t mark,
                                                  std::int64_t real_now) {
  if (wake) return move_to(*wake);
  if (idle_since_ns_ == 0 || idle_mark_ != mark) {
    idle_since_ns_ = real_now;
    idle_mark_ = mark;
  }
  return real_now - idle_since_ns_ >= kForEver ? move_to(INT64_MAX) : Step::Nothing;
}

TimeKeeper::Step TimeKeeper::move_to(std::int64_t moment) {
  const std::int64_t limit = start_ns_ + wall_ns_;
  const bool last = moment >= limit;
  moment = std::min(moment, limit);
  idle_since_ns_ = 0;
  pause_ns_ = 0;
  if (hooks_.tick) hooks_.tick(moment);
  // The world's work took time too.
  const std::int64_t now = monotonic_now();
  const std::int64_t delta = std::max<std::int64_t>(moment - now - offset(), 0);
  if (last) {
    virtual_->end(delta);
    return Step::Limit;
  }
  if (delta > 0) virtual_->advance(delta, now);
  return Step::Moved;
}

}  // namespace cupola::sandbox
