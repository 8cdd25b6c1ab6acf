#include "emulator/serve/host.hpp"

#include "hat_driver/base/system_error.hpp"

#include <poll.h>
#include <sys/eventfd.h>
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

base::UniqueFd demand(int fd, const char* what) {
  if (fd < 0) base::throw_errno("make", what);
  return base::UniqueFd(fd);
}

void drain(int fd) {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = ::read(fd, &count, sizeof count);
}

}  // namespace

Host::Board::Board(hat::Profile kind, const world::World& world, base::Monotonic start)
    : profile(kind),
      pages(board::BoardPages::create(kind)),
      world_side(pages),
      server(pages, world, kind, start),
      view(pages.program()),
      watch(pages) {}

Host::Host(HostOptions options, const base::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      state_(options_.state),
      board_(
          std::make_unique<Board>(options_.profile, world::World(state_, options_.seed), clock.monotonic())),
      door_(board::BoardDoor::open(board_->pages, options_.folder, options_.name)),
      wanted_(options_.profile),
      timer_(demand(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timer")),
      wake_(demand(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "event descriptor")) {
  start_watching();
  loop_ = std::thread([this] { run(); });
}

Host::~Host() {
  stopping_ = true;
  wake_loop();
  loop_.join();
  stop_watching();
}

// The loop.

void Host::run() {
  while (true) {
    set_timer();
    wait_for_something();
    if (stopping_) return;
    // Deaths before the door: who restarts a program gets the board that waited for the first one's end.
    const bool ended = reap();
    exchange_board();
    const bool came = let_in();
    tick();
    if ((ended || came) && options_.on_change) options_.on_change();
  }
}

void Host::wait_for_something() {
  std::vector<pollfd> fds;
  for (const int fd : {wake_.get(), timer_.get(), door_->fd()})
    fds.push_back({.fd = fd, .events = POLLIN, .revents = 0});
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : programs_.fds()) fds.push_back({.fd = fd, .events = POLLIN, .revents = 0});
  }
  ::poll(fds.data(), fds.size(), -1);
  drain(wake_.get());
  drain(timer_.get());
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
  if (options_.on_change) options_.on_change();
}

bool Host::let_in() {
  const std::lock_guard lock(mutex_);
  pollfd door{.fd = door_->fd(), .events = POLLIN, .revents = 0};
  if (::poll(&door, 1, 0) != 1) return false;
  const bool was_running = any_running_;
  if (!was_running) board_->pages.forget_claims();
  // The first reading of a program must not be older than the program.
  board_->server.advance_to(clock_.monotonic());
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
  if (!any_running_ || now < ticked_ + kTick) return;
  ticked_ = now;
  board_->server.advance_to(now);
}

std::optional<base::Monotonic> Host::next_due() const {
  std::optional<base::Monotonic> due = stick_.due();
  if (!any_running_) return due;
  const base::Monotonic sample = std::max(board_->server.next_due(), ticked_ + kTick);
  return due ? std::min(*due, sample) : sample;
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
    if (changed && options_.on_change) options_.on_change();
    lock.lock();
    if (changed) pacing_.wait_for(lock, options_.change_period, [this] { return !watching_; });
  }
}

// What others ask for.

void Host::change(const world::WorldState& state) {
  const std::lock_guard lock(mutex_);
  board_->server.change(state, clock_.monotonic());
  state_ = state;
}

world::WorldState Host::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Host::push(hat::Direction direction, hat::Action action) {
  board_->world_side.push(
      {.time_ns = clock_.utc().time_since_epoch().count(), .direction = direction, .action = action});
}

void Host::press(hat::Direction direction) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto action = stick_.press(direction, clock_.monotonic())) push(direction, *action);
  }
  wake_loop();
}

void Host::release(hat::Direction direction) {
  const std::lock_guard lock(mutex_);
  if (const auto action = stick_.release(direction)) push(direction, *action);
}

void Host::set_profile(hat::Profile profile) {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = profile;
  }
  wake_loop();
}

hat::Profile Host::profile() const {
  const std::lock_guard lock(mutex_);
  return wanted_;
}

Leds Host::leds() {
  const std::lock_guard lock(mutex_);
  const board::ProgramPage& page = board_->pages.program();
  return {.picture = board_->view.picture(),
          .gamma = board_->view.gamma(),
          .claims = static_cast<std::uint32_t>(page.claims.load(std::memory_order_relaxed)),
          .updates = page.frames.count.load(std::memory_order_relaxed)};
}

Readings Host::readings() {
  const std::lock_guard lock(mutex_);
  board_->server.advance_to(clock_.monotonic());
  const board::WorldPage& page = board_->pages.world();
  return {.humidity = board::newest_humidity(page),
          .pressure = board::newest_pressure(page),
          .motion = board::newest_motion(page),
          .light = board::newest_light(page)};
}

std::vector<Program> Host::programs() const {
  const std::lock_guard lock(mutex_);
  return programs_.list();
}

ProgramState Host::program_state() const {
  const std::lock_guard lock(mutex_);
  return programs_.state();
}

void Host::start_recording() {
  const std::lock_guard lock(mutex_);
  const board::ProgramPage& page = board_->pages.program();
  board_->recording.emplace(page, page.frames.count.load(std::memory_order_acquire));
}

std::vector<board::Picture> Host::take_pictures() {
  const std::lock_guard lock(mutex_);
  std::vector<board::Picture> pictures;
  if (board_->recording) {
    board_->recording->drain([&](const board::Picture& picture) { pictures.push_back(picture); });
  }
  return pictures;
}

}  // namespace cupola::serve
