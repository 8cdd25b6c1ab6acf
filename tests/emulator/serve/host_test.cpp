// A host with real processes for programs. What it does by itself is waited for through on_change or on the
// board, never by the clock; a host that does nothing ends a test by its time-out.
#include "emulator/serve/host.hpp"

#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/stick_cursor.hpp"
#include "tests/hat_driver/board/child.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <memory>
#include <stdexcept>
#include <system_error>

using namespace cupola;
using namespace std::chrono_literals;
using cupola::tests::Child;
using cupola::tests::TemporaryFolder;
using serve::Host;
using serve::ProgramState;

namespace {

constexpr const char* kName = "desk";

/// What on_change told, to be waited for.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    ++rings_;
    rung_.notify_all();
  }
  template <typename Condition>
  bool wait_until(Condition condition) {
    std::unique_lock lock(mutex_);
    for (int i = 0; i < 1000; ++i) {
      lock.unlock();
      if (condition()) return true;
      lock.lock();
      rung_.wait_for(lock, 20ms);
    }
    return false;
  }
  int rings() {
    const std::lock_guard lock(mutex_);
    return rings_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  int rings_ = 0;
};

struct Desk {
  explicit Desk(hat::Profile profile = hat::Profile::RetailV2) {
    serve::HostOptions options;
    options.folder = folder / "boards";
    options.name = kName;
    options.profile = profile;
    options.on_change = [this] { bell.ring(); };
    host = std::make_unique<Host>(std::move(options), clock);
  }
  /// As a program of this process.
  board::ProgramSide open() const {
    const auto found = board::find_board(folder / "boards", kName, 20s);
    REQUIRE(found);
    return board::ProgramSide::open(found->world.get(), found->program.get());
  }
  TemporaryFolder folder;
  base::SystemClock clock;
  Bell bell;
  std::unique_ptr<Host> host;
};

/// A process that opens the board, does `work(side)` and then stays until it is killed.
template <typename Work>
Child program_of(const Desk& desk, Work work) {
  return Child([&desk, work] {
    const auto found = board::find_board(desk.folder / "boards", kName, 20s);
    if (!found) return 1;
    board::ProgramSide side = board::ProgramSide::open(found->world.get(), found->program.get());
    work(side);
    return ::pause();
  });
}

hat::Frame filled(std::uint16_t value) {
  hat::Frame frame;
  frame.pixels.fill(value);
  return frame;
}

}  // namespace

TEST_CASE("a name that a living host has is refused, and its owner can be named") {
  const Desk desk;
  serve::HostOptions options;
  options.folder = desk.folder / "boards";
  options.name = kName;
  try {
    const Host second(options, desk.clock);
    FAIL("two hosts have one name");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == EADDRINUSE);
  }
  CHECK(board::board_owner(desk.folder / "boards", kName) == ::getpid());
}

TEST_CASE("a world that is not finite is refused and the host goes on") {
  const Desk desk;
  world::WorldState state = world::still_desk();
  state.light.red = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(desk.host->change(state), std::invalid_argument);
  CHECK(desk.host->state().light.red == world::still_desk().light.red);
  CHECK(desk.host->readings().light->red < 100);
}

TEST_CASE("pictures, claims and the life of a program of another process are told") {
  Desk desk;
  CHECK(desk.host->program_state() == ProgramState::None);
  CHECK_FALSE(desk.host->leds().picture);
  Child program = program_of(desk, [](board::ProgramSide& side) {
    side.claim(hat::Claim::LedsUsed);
    side.set_gamma(hat::kLowLightGamma);
    side.set_frame(filled(0x1234), 1);
  });
  const auto drawn = [&] { return desk.host->leds().picture.has_value(); };
  REQUIRE(desk.bell.wait_until(drawn));
  const serve::Leds leds = desk.host->leds();
  CHECK(leds.picture->frame == filled(0x1234));
  CHECK(leds.gamma == hat::kLowLightGamma);
  CHECK(leds.claims == static_cast<std::uint32_t>(hat::Claim::LedsUsed));
  CHECK(leds.updates == 1);
  CHECK(desk.host->program_state() == ProgramState::Running);
  REQUIRE(desk.host->programs().size() == 1);
  CHECK(desk.host->programs()[0].pid == program.pid());
  program.kill();
  REQUIRE(desk.bell.wait_until([&] { return desk.host->program_state() == ProgramState::Gone; }));
  CHECK(desk.host->leds().picture->frame == filled(0x1234));
}

TEST_CASE("the next program starts with no claims, on LEDs that are as they were left") {
  Desk desk;
  Child first = program_of(desk, [](board::ProgramSide& side) {
    side.claim(hat::Claim::ReadColour);
    side.set_frame(filled(7), 1);
  });
  REQUIRE(desk.bell.wait_until([&] { return desk.host->leds().updates == 1; }));
  first.kill();
  REQUIRE(desk.bell.wait_until([&] { return desk.host->program_state() == ProgramState::Gone; }));
  CHECK(desk.host->leds().claims == static_cast<std::uint32_t>(hat::Claim::ReadColour));
  Child second = program_of(desk, [](board::ProgramSide& side) { side.claim(hat::Claim::UsedJoystick); });
  REQUIRE(desk.bell.wait_until(
      [&] { return desk.host->leds().claims == static_cast<std::uint32_t>(hat::Claim::UsedJoystick); }));
  CHECK(desk.host->leds().picture->frame == filled(7));
}

TEST_CASE("samples go on while a program lives, and a change of the world reaches it") {
  Desk desk;
  const board::ProgramSide program = desk.open();
  const std::int64_t first = program.motion()->time_ns;
  CHECK(desk.bell.wait_until([&] { return program.motion()->time_ns > first + 50'000'000; }));
  world::WorldState state = desk.host->state();
  state.pressure_hpa = 900;
  desk.host->change(state);
  CHECK(desk.bell.wait_until([&] { return program.pressure()->pressure_hpa < 950; }));
}

TEST_CASE("without a program nothing ticks, and whoever asks still gets a sample of now") {
  Desk desk;
  const auto before = desk.clock.monotonic();
  CHECK(desk.host->readings().motion->time_ns > (before - 10ms).count());
}

TEST_CASE("keys become pressed, held and released") {
  Desk desk;
  const board::ProgramSide program = desk.open();
  std::uint64_t cursor = 0;
  desk.host->press(hat::Direction::Down);
  desk.host->press(hat::Direction::Down);
  REQUIRE(desk.bell.wait_until([&] { return program.stick_events() >= 3; }));
  desk.host->release(hat::Direction::Down);
  desk.host->release(hat::Direction::Down);
  CHECK(program.next_stick_event(cursor)->action == hat::Action::Pressed);
  const auto held = program.next_stick_event(cursor);
  CHECK(held->action == hat::Action::Held);
  CHECK(held->direction == hat::Direction::Down);
  std::optional<hat::StickEvent> last;
  while (const auto next = program.next_stick_event(cursor)) last = next;
  CHECK(last->action == hat::Action::Released);
}

TEST_CASE("another profile waits for the programs of the old HAT, and is a dark board then") {
  Desk desk;
  Child program = program_of(desk, [](board::ProgramSide& side) { side.set_frame(filled(9), 1); });
  REQUIRE(desk.bell.wait_until([&] { return desk.host->leds().updates == 1; }));
  desk.host->set_profile(hat::Profile::V1);
  CHECK(desk.host->profile() == hat::Profile::V1);
  CHECK(desk.open().profile() == hat::Profile::RetailV2);
}

TEST_CASE("another profile comes at once when no program lives") {
  Desk desk;
  Child program = program_of(desk, [](board::ProgramSide& side) { side.set_frame(filled(9), 1); });
  REQUIRE(desk.bell.wait_until([&] { return desk.host->leds().updates == 1; }));
  program.kill();
  REQUIRE(desk.bell.wait_until([&] { return desk.host->program_state() == ProgramState::Gone; }));
  desk.host->start_recording();
  desk.host->set_profile(hat::Profile::V1);
  REQUIRE(desk.bell.wait_until([&] { return !desk.host->leds().picture; }));
  CHECK_FALSE(desk.host->readings().light);
  board::ProgramSide next = desk.open();
  CHECK(next.profile() == hat::Profile::V1);
  next.set_frame(filled(1), 1);
  CHECK(desk.bell.wait_until([&] { return desk.host->leds().updates == 1; }));
  CHECK(desk.host->take_pictures().size() == 1);
}

TEST_CASE("a recording has every picture from its start on") {
  Desk desk;
  board::ProgramSide program = desk.open();
  program.set_frame(filled(1), 1);
  CHECK(desk.host->take_pictures().empty());
  desk.host->start_recording();
  for (std::uint16_t i = 2; i < 5; ++i) program.set_frame(filled(i), i);
  const auto pictures = desk.host->take_pictures();
  REQUIRE(pictures.size() == 3);
  CHECK(pictures[0].number == 1);
  CHECK(pictures[2].frame == filled(4));
  CHECK(desk.host->take_pictures().empty());
}

TEST_CASE("a program that draws without a pause does not ring more often than was asked for") {
  Desk desk;
  board::ProgramSide program = desk.open();
  const auto start = desk.clock.monotonic();
  int pictures = 0;
  for (; desk.clock.monotonic() < start + 100ms; ++pictures) program.set_frame(filled(1), 1);
  const auto took = desk.clock.monotonic() - start;
  CHECK(pictures > 100);
  // One for the program's coming, one a period, and one for the last pictures.
  CHECK(desk.bell.rings() <= took / 16ms + 3);
}

TEST_CASE("a recording moves the board in the world's place, can be steered, and gives it back") {
  Desk desk;
  CHECK_THROWS_AS(desk.host->play({}), std::invalid_argument);
  CHECK_FALSE(desk.host->playback());
  world::Recording recording;
  for (int i = 0; i < 3; ++i) {
    recording.rows.emplace_back();
    recording.rows.back().time_ns = 3'600'000'000'000 * i;
    recording.rows.back()[world::Column::Pressure] = 500 + i;
  }
  desk.host->play(recording);
  CHECK(desk.host->readings().pressure->pressure_hpa == 500);
  CHECK(desk.host->playback()->playing);
  CHECK(desk.host->playback()->duration == 2h);
  desk.host->steer_playback([](world::RecordingPlayer& player, base::Monotonic now) {
    player.pause(now);
    player.seek(now, 1h);
  });
  CHECK(desk.host->readings().pressure->pressure_hpa == 501);
  CHECK(desk.host->playback()->row == 1);
  CHECK_FALSE(desk.host->playback()->playing);
  const board::ProgramSide program = desk.open();
  CHECK(program.pressure()->pressure_hpa == 501);
  desk.host->stop_playing();
  CHECK(desk.bell.wait_until([&] { return program.pressure()->pressure_hpa > 1000; }));
}

TEST_CASE("a descriptor that becomes readable rings once until it is named again") {
  Desk desk;
  int ends[2] = {-1, -1};
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const base::UniqueFd reading(ends[0]);
  const base::UniqueFd writing(ends[1]);
  desk.host->watch_descriptors({reading.get()});
  CHECK(desk.bell.rings() == 0);
  REQUIRE(::write(writing.get(), "x", 1) == 1);
  CHECK(desk.bell.wait_until([&] { return desk.bell.rings() == 1; }));
  desk.host->watch_descriptors({reading.get()});
  CHECK(desk.bell.wait_until([&] { return desk.bell.rings() == 2; }));
}

TEST_CASE("a spinning board is told as it is turned now") {
  Desk desk;
  world::WorldState state = world::still_desk();
  state.orientation.yaw_deg = 90;
  state.response = world::Response::Instant;
  desk.host->change(state);
  CHECK(desk.bell.wait_until([&] { return desk.host->orientation().yaw_deg > 80; }));
}
