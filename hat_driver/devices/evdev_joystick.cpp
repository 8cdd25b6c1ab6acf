#include "hat_driver/devices/evdev_joystick.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/devices/device_names.hpp"

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cupola::devices {
namespace {

constexpr std::string_view kName = "Raspberry Pi Sense HAT Joystick";
constexpr base::Monotonic kSearchPause = std::chrono::seconds(1);

struct Key {
  unsigned code = 0;
  hat::Direction direction = hat::Direction::Up;
};
constexpr std::array<Key, 10> kKeys{{{KEY_UP, hat::Direction::Up},
                                     {KEY_DOWN, hat::Direction::Down},
                                     {KEY_LEFT, hat::Direction::Left},
                                     {KEY_RIGHT, hat::Direction::Right},
                                     {KEY_ENTER, hat::Direction::Middle},
                                     {BTN_DPAD_UP, hat::Direction::Up},
                                     {BTN_DPAD_DOWN, hat::Direction::Down},
                                     {BTN_DPAD_LEFT, hat::Direction::Left},
                                     {BTN_DPAD_RIGHT, hat::Direction::Right},
                                     {BTN_SELECT, hat::Direction::Middle}}};

/// `input_event_sec` is the right field on every architecture; a timeval is not, on a 32-bit one.
std::int64_t time_of(const input_event& event) {
  return std::int64_t{event.input_event_sec} * 1'000'000'000 + std::int64_t{event.input_event_usec} * 1000;
}

template <std::size_t Size>
bool bit(const std::array<std::uint8_t, Size>& bits, unsigned number) {
  return ((bits.at(number / 8) >> (number % 8)) & 1) != 0;
}

}  // namespace

std::optional<hat::Direction> direction_of_key(unsigned code) {
  for (const Key& each : kKeys) {
    if (each.code == code) return each.direction;
  }
  return std::nullopt;
}

EvdevJoystick::EvdevJoystick(bus::SystemPaths paths, const base::Clock& clock, Grab grab)
    : paths_(std::move(paths)), clock_(clock), grab_(grab) {}

std::unique_ptr<EvdevJoystick> EvdevJoystick::find(const bus::SystemPaths& paths, const base::Clock& clock,
                                                   Grab grab) {
  std::unique_ptr<EvdevJoystick> joystick(new EvdevJoystick(paths, clock, grab));
  return joystick->open() ? std::move(joystick) : nullptr;
}

bool EvdevJoystick::open() {
  const auto found = devices_named(paths_.sys / "class/input", "event", "device/name", kName);
  if (found.empty()) return false;
  device_ = paths_.dev / "input" / found.front();
  fd_ = base::UniqueFd(::open(device_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!fd_.valid()) base::throw_errno("open", where());
  std::array<std::uint8_t, EV_MAX / 8 + 1> kinds{};
  kernel_repeats_ = ::ioctl(fd_.get(), EVIOCGBIT(0, kinds.size()), kinds.data()) < 0 || bit(kinds, EV_REP);
  if (grab_ == Grab::Yes && ::ioctl(fd_.get(), EVIOCGRAB, 1) < 0) base::throw_errno("grab", where());
  dropped_ = false;
  return true;
}

std::vector<hat::StickEvent> EvdevJoystick::poll() {
  Events events;
  if (!fd_.valid()) {
    const base::Monotonic now = clock_.monotonic();
    if (now < next_search_) return events;
    next_search_ = now + kSearchPause;
    try {
      if (!open()) return events;
    } catch (const std::system_error&) {
      return events;  // udev gives it its permissions a moment after it has come
    }
  }
  read_all(events);
  if (const auto held = repeat_.held_at(clock_.monotonic())) {
    events.push_back({clock_.utc().time_since_epoch().count(), *held, hat::Action::Held});
  }
  return events;
}

void EvdevJoystick::read_all(Events& events) {
  std::array<input_event, 16> read{};
  while (true) {
    const ssize_t got = ::read(fd_.get(), read.data(), sizeof(read));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0 && errno != ENODEV) base::throw_errno("read", where());
    if (got <= 0) return unplugged(events);
    const auto count = static_cast<std::size_t>(got) / sizeof(input_event);
    for (std::size_t k = 0; k < count; ++k) {
      const input_event& each = read.at(k);
      take(each.type, each.code, each.value, time_of(each), events);
    }
  }
}

void EvdevJoystick::take(unsigned type, unsigned code, int value, std::int64_t time_ns, Events& events) {
  if (type == EV_SYN && code == SYN_DROPPED) {
    dropped_ = true;
    return;
  }
  if (dropped_) {  // all up to the next report belongs to what was lost
    if (type == EV_SYN && code == SYN_REPORT) {
      dropped_ = false;
      ask_keys(time_ns, events);
    }
    return;
  }
  const auto direction = type == EV_KEY ? direction_of_key(code) : std::nullopt;
  if (!direction) return;
  constexpr int kRepeat = 2;
  if (value == kRepeat) {
    events.push_back({time_ns, *direction, hat::Action::Held});
  } else {
    set_down(*direction, value != 0, time_ns, events);
  }
}

void EvdevJoystick::set_down(hat::Direction direction, bool down, std::int64_t time_ns, Events& events) {
  if (std::exchange(down_.at(static_cast<std::size_t>(direction)), down) == down) return;
  events.push_back({time_ns, direction, down ? hat::Action::Pressed : hat::Action::Released});
  if (kernel_repeats_) return;
  if (down) {
    repeat_.press(direction, clock_.monotonic());
  } else {
    repeat_.release(direction);
  }
}

void EvdevJoystick::ask_keys(std::int64_t time_ns, Events& events) {
  std::array<std::uint8_t, KEY_MAX / 8 + 1> keys{};
  if (::ioctl(fd_.get(), EVIOCGKEY(keys.size()), keys.data()) < 0) return;
  std::array<bool, 5> down{};
  for (const Key& each : kKeys) {
    if (bit(keys, each.code)) down.at(static_cast<std::size_t>(each.direction)) = true;
  }
  for (std::size_t k = 0; k < down.size(); ++k) {
    set_down(static_cast<hat::Direction>(k), down.at(k), time_ns, events);
  }
}

void EvdevJoystick::unplugged(Events& events) {
  fd_.reset();
  next_search_ = clock_.monotonic() + kSearchPause;
  for (std::size_t k = 0; k < down_.size(); ++k) {
    set_down(static_cast<hat::Direction>(k), false, clock_.utc().time_since_epoch().count(), events);
  }
}

}  // namespace cupola::devices
