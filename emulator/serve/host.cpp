#include "emulator/serve/host.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/board/program_side.hpp"

#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace cupola::serve {
namespace {

base::UniqueFd demand(int fd, const char* what) {
  if (fd < 0) base::throw_errno("make", what);
  return base::UniqueFd(fd);
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
  control_.emplace(control_path(options_.folder, options_.name));
  start_watching();
  loop_ = std::thread([this] { run(); });
}

Host::~Host() {
  stopping_ = true;
  wake_loop();
  loop_.join();
  stop_watching();
}

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

void Host::show(const hat::Frame& frame) {
  const std::lock_guard lock(mutex_);
  auto program = board::ProgramSide::open(board_->pages.world_fd(), board_->pages.program_fd());
  program.set_frame(frame, clock_.monotonic().count());
}

void Host::advance_to(base::Monotonic now) {
  if (playback_) return playback_->advance_to(now, board_->world_side);
  board_->server.advance_to(now);
}

Readings Host::readings() {
  const std::lock_guard lock(mutex_);
  advance_to(clock_.monotonic());
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

world::Orientation Host::orientation() const {
  const std::lock_guard lock(mutex_);
  return board_->server.orientation_at(clock_.monotonic());
}

void Host::watch_descriptors(std::vector<int> fds) {
  {
    const std::lock_guard lock(mutex_);
    descriptors_ = std::move(fds);
  }
  wake_loop();
}

std::vector<std::filesystem::path> Host::take_files() {
  const std::lock_guard lock(mutex_);
  return std::exchange(files_, {});
}

void Host::play(world::Recording recording) {
  if (recording.rows.empty()) throw std::invalid_argument("a recording to be played must have rows");
  {
    const std::lock_guard lock(mutex_);
    playback_.emplace(std::move(recording), clock_.monotonic());
  }
  wake_loop();
}

void Host::stop_playing() {
  {
    const std::lock_guard lock(mutex_);
    playback_.reset();
  }
  wake_loop();
}

std::optional<PlaybackState> Host::playback() const {
  const std::lock_guard lock(mutex_);
  if (!playback_) return std::nullopt;
  const world::RecordingPlayer& player = playback_->player();
  const base::Monotonic now = clock_.monotonic();
  return PlaybackState{.position = player.position(now),
                       .duration = player.duration(),
                       .row = player.row(now).value_or(0),
                       .playing = player.playing(now),
                       .speed = player.speed(),
                       .loop = player.loop()};
}

void Host::steer_playback(const std::function<void(world::RecordingPlayer&, base::Monotonic)>& change) {
  {
    const std::lock_guard lock(mutex_);
    if (playback_) change(playback_->player(), clock_.monotonic());
  }
  wake_loop();
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
