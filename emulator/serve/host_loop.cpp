// The two threads of a host.
#include "emulator/serve/host.hpp"

#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace cupola::serve {
namespace {

using namespace std::chrono_literals;

/// Samples that become due meanwhile wait for one wake-up: the colour sensor alone has one every 2.4 ms.
constexpr auto kTick = 4ms;
/// How long a change may go unseen that a living program could not, or would not, wake us for.
constexpr auto kPatience = 200ms;
/// Files that were handed over and not taken.
constexpr std::size_t kMostFiles = 16;

void drain(int fd) {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(fd, &count, sizeof count);
}

}  // namespace

void Host::run() {
  while (true) {
    set_timer();
    const bool readable = wait_for_something();
    if (stopping_) return;
    // Deaths before the door: who restarts a program gets the board that waited for the first one's end.
    const bool ended = reap();
    exchange_board();
    const bool came = let_in();
    tick();
    if (ended || came) ++changes_;
    serve_control();
    if ((ended || came || readable) && options_.on_change) options_.on_change();
  }
}

bool Host::wait_for_something() {
  std::vector<pollfd> fds;
  const auto add = [&](int fd) { fds.push_back({.fd = fd, .events = POLLIN, .revents = 0}); };
  std::size_t foreign = 0;
  {
    const std::lock_guard lock(mutex_);
    if (clock_.monotonic() >= descriptors_from_) std::for_each(descriptors_.begin(), descriptors_.end(), add);
    foreign = fds.size();
    for (const int fd : programs_.fds()) add(fd);
  }
  for (const int fd : {wake_.get(), timer_.get(), door_->fd()}) add(fd);
  for (const pollfd& control : control_->fds()) fds.push_back(control);
  ::poll(fds.data(), fds.size(), -1);
  drain(wake_.get());
  drain(timer_.get());
  const auto end = fds.begin() + static_cast<std::ptrdiff_t>(foreign);
  if (std::none_of(fds.begin(), end, [](const pollfd& each) { return each.revents != 0; })) return false;
  const std::lock_guard lock(mutex_);
  descriptors_.clear();
  descriptors_from_ = clock_.monotonic() + options_.change_period;
  return true;
}

bool Host::reap() {
  const std::lock_guard lock(mutex_);
  const bool any = programs_.reap();
  any_running_ = programs_.any_running();
  return any;
}

void Host::exchange_board() {
  if (any_running_ || profile() == board_->profile) return;
  stop_watching();
  {
    const std::lock_guard lock(mutex_);
    try {
      auto fresh = std::make_unique<Board>(wanted_, world::World(state_, options_.seed), clock_.monotonic());
      if (board_->recording) fresh->recording.emplace(fresh->pages.program());
      door_->offer(fresh->pages);
      board_ = std::move(fresh);
    } catch (const std::system_error&) {
      // Out of memory or descriptors: the board that is there is better than none.
      wanted_ = board_->profile;
    }
  }
  start_watching();
  ++changes_;
  if (options_.on_change) options_.on_change();
}

bool Host::let_in() {
  const std::lock_guard lock(mutex_);
  pollfd door{.fd = door_->fd(), .events = POLLIN, .revents = 0};
  if (::poll(&door, 1, 0) != 1) return false;
  const bool was_running = any_running_;
  if (!was_running) board_->pages.forget_claims();
  // The first reading of a program must not be older than the program.
  advance_to(clock_.monotonic());
  auto visitors = door_->serve_waiting();
  for (board::Visitor& visitor : visitors) programs_.take_in(std::move(visitor));
  any_running_ = programs_.any_running();
  if (any_running_ != was_running) board_->watch.interrupt();
  return !visitors.empty();
}

void Host::tick() {
  const std::lock_guard lock(mutex_);
  const base::Monotonic now = clock_.monotonic();
  if (const auto held = stick_.held_at(now)) push(*held, hat::Action::Held);
  if (!watched() || now < ticked_ + kTick) return;
  ticked_ = now;
  advance_to(now);
}

std::optional<base::Monotonic> Host::next_due() const {
  std::optional<base::Monotonic> due = stick_.due();
  const auto also = [&](base::Monotonic at) { due = due ? std::min(*due, at) : at; };
  if (!descriptors_.empty() && descriptors_from_ > clock_.monotonic()) also(descriptors_from_);
  if (!watched()) return due;
  const auto sample = playback_ ? playback_->next_due(clock_.monotonic()) : board_->server.next_due();
  if (sample) also(std::max(*sample, ticked_ + kTick));
  return due;
}

void Host::set_timer() {
  const std::lock_guard lock(mutex_);
  const auto due = next_due();
  itimerspec when{};
  if (due) {
    // A time of zero would switch the timer off.
    const auto at = std::max(*due, base::Monotonic(1));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at);
    when.it_value = {.tv_sec = seconds.count(), .tv_nsec = (at - seconds).count()};
  }
  ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

void Host::wake_loop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
}

void Host::serve_control() {
  ControlState state;
  {
    const std::lock_guard lock(mutex_);
    state = {.programs = programs_.list(), .profile = board_->profile, .changes = changes_};
  }
  // Without the lock: what a client asks for takes it.
  control_->serve(board_->pages, state_text(state),
                  [this](const ControlRequest& request) { return handle(request); });
  any_clients_ = control_->anybody();
}

std::string Host::handle(const ControlRequest& request) {
  switch (request.kind) {
    case ControlRequest::Kind::Press:
      press(request.direction);
      return "";
    case ControlRequest::Kind::Release:
      release(request.direction);
      return "";
    case ControlRequest::Kind::Open:
      break;
  }
  if (!options_.takes_files) return "this emulator has no window";
  {
    const std::lock_guard lock(mutex_);
    if (files_.size() >= kMostFiles) return "this emulator is busy";
    files_.emplace_back(request.path);
  }
  if (options_.on_change) options_.on_change();
  return "";
}

// The watcher.

void Host::start_watching() {
  watching_ = true;
  watcher_ = std::thread([this] { watch_programs(); });
}

void Host::stop_watching() {
  {
    const std::lock_guard lock(pacing_mutex_);
    watching_ = false;
  }
  pacing_.notify_all();
  board_->watch.interrupt();
  watcher_.join();
}

void Host::watch_programs() {
  using Patience = std::optional<std::chrono::nanoseconds>;
  board::BoardWatch& watch = board_->watch;
  std::unique_lock lock(pacing_mutex_);
  while (watching_) {
    lock.unlock();
    const auto woken = watch.wait(any_running_ ? Patience(kPatience) : std::nullopt);
    const bool changed = woken == board::BoardWatch::Woken::Changed;
    if (changed) {
      ++changes_;
      if (any_clients_) wake_loop();
      if (options_.on_change) options_.on_change();
    }
    lock.lock();
    if (changed) pacing_.wait_for(lock, options_.change_period, [this] { return !watching_; });
  }
}

}  // namespace cupola::serve
