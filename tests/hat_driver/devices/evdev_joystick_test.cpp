#include "hat_driver/devices/evdev_joystick.hpp"

#include "hat_driver/base/unique_fd.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cupola;
using namespace std::chrono_literals;
using devices::EvdevJoystick;
using devices::Grab;
using hat::Action;
using hat::Direction;
namespace fs = std::filesystem;

namespace {

constexpr const char* kName = "Raspberry Pi Sense HAT Joystick";

/// An input device made of a pipe with a name: who writes to it is the kernel.
class Machine {
 public:
  bus::SystemPaths paths() const { return {.dev = folder_ / "dev", .sys = folder_ / "sys"}; }
  std::unique_ptr<EvdevJoystick> find() { return EvdevJoystick::find(paths(), clock, Grab::No); }

  void plug(const std::string& number, const std::string& name) {
    const fs::path device = folder_ / "sys/class/input" / number / "device";
    fs::create_directories(device);
    fs::create_directories(folder_ / "dev/input");
    std::ofstream(device / "name") << name << "\n";
    const fs::path pipe = folder_ / "dev/input" / number;
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    kernel_ = base::UniqueFd(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
  }
  void unplug(const std::string& number) {
    fs::remove_all(folder_ / "sys/class/input" / number);
    fs::remove(folder_ / "dev/input" / number);
    kernel_.reset();
  }
  void send(unsigned type, unsigned code, int value) const {
    input_event event{};
    event.input_event_sec = 1'600'000'000;
    event.input_event_usec = 250'000;
    event.type = static_cast<std::uint16_t>(type);
    event.code = static_cast<std::uint16_t>(code);
    event.value = value;
    REQUIRE(::write(kernel_.get(), &event, sizeof(event)) == sizeof(event));
  }
  void key(unsigned code, int value) const {
    send(EV_KEY, code, value);
    send(EV_SYN, SYN_REPORT, 0);
  }

  tests::FakeClock clock;

 private:
  tests::TemporaryFolder folder_;
  base::UniqueFd kernel_;
};

}  // namespace

TEST_CASE("without a joystick of that name there is none") {
  Machine machine;
  CHECK(machine.find() == nullptr);
  machine.plug("event0", "AT Translated Set 2 keyboard");
  CHECK(machine.find() == nullptr);
}

TEST_CASE("a joystick that may not be opened is said by its path") {
  Machine machine;
  machine.plug("event3", kName);
  fs::remove(machine.paths().dev / "input/event3");
  try {
    machine.find();
    FAIL("it was opened");
  } catch (const std::system_error& error) {
    CHECK(std::string(error.what()).find("input/event3") != std::string::npos);
  }
}

TEST_CASE("the joystick is found by its name, and both families of keys are directions") {
  Machine machine;
  machine.plug("event0", "AT Translated Set 2 keyboard");
  machine.plug("event7", kName);
  const auto joystick = machine.find();
  REQUIRE(joystick);
  const std::vector<std::pair<unsigned, Direction>> keys{
      {KEY_UP, Direction::Up},          {KEY_DOWN, Direction::Down},      {KEY_LEFT, Direction::Left},
      {KEY_RIGHT, Direction::Right},    {KEY_ENTER, Direction::Middle},   {BTN_DPAD_UP, Direction::Up},
      {BTN_DPAD_DOWN, Direction::Down}, {BTN_DPAD_LEFT, Direction::Left}, {BTN_DPAD_RIGHT, Direction::Right},
      {BTN_SELECT, Direction::Middle}};
  for (const auto& [code, direction] : keys) {
    machine.key(code, 1);
    machine.key(code, 2);
    machine.key(code, 0);
    const auto events = joystick->poll();
    REQUIRE(events.size() == 3);
    CHECK(events.at(0).time_ns == 1'600'000'000'250'000'000);
    CHECK(events.at(0).direction == direction);
    CHECK(events.at(0).action == Action::Pressed);
    CHECK(events.at(1).action == Action::Held);
    CHECK(events.at(2).action == Action::Released);
  }
  machine.key(KEY_A, 1);
  CHECK(joystick->poll().empty());
}

TEST_CASE("what comes between lost events and the next report is not believed") {
  Machine machine;
  machine.plug("event1", kName);
  const auto joystick = machine.find();
  machine.send(EV_SYN, SYN_DROPPED, 0);
  machine.key(KEY_UP, 1);
  CHECK(joystick->poll().empty());
  machine.key(KEY_LEFT, 1);
  CHECK(joystick->poll().size() == 1);
}

TEST_CASE("a joystick that is unplugged lets its keys go, and is found again under another number") {
  Machine machine;
  machine.plug("event1", kName);
  const auto joystick = machine.find();
  machine.key(KEY_UP, 1);
  REQUIRE(joystick->poll().size() == 1);
  machine.unplug("event1");
  const auto events = joystick->poll();
  REQUIRE(events.size() == 1);
  CHECK(events.front().action == Action::Released);
  CHECK(events.front().direction == Direction::Up);
  CHECK_FALSE(joystick->present());
  machine.plug("event12", kName);
  CHECK(joystick->poll().empty());
  CHECK_FALSE(joystick->present());
  machine.clock.pass(1s);
  CHECK(joystick->poll().empty());
  CHECK(joystick->present());
  machine.key(KEY_DOWN, 1);
  CHECK(joystick->poll().front().direction == Direction::Down);
}
