#include "hat_driver/devices/controller.hpp"

#include "hat_driver/devices/identity.hpp"

#include <algorithm>

namespace cupola::devices {
namespace {

constexpr std::uint8_t kFirstLed = 0x00;
constexpr std::uint8_t kWhoAmIController = 0xf0;
constexpr std::uint8_t kKeys = 0xf2;
constexpr base::Monotonic kAsked = std::chrono::milliseconds(20);

/// By bit of the register of keys.
constexpr std::array<hat::Direction, 5> kDirections{hat::Direction::Down, hat::Direction::Right,
                                                    hat::Direction::Up, hat::Direction::Middle,
                                                    hat::Direction::Left};

}  // namespace

void require_controller(bus::Chip& chip) { require_identity(chip, kWhoAmIController, 's', "LED controller"); }

ControllerBytes controller_bytes(const hat::Frame& frame, const hat::GammaTable& gamma) {
  ControllerBytes bytes{};
  for (std::size_t y = 0; y < hat::kSide; ++y) {
    for (std::size_t x = 0; x < hat::kSide; ++x) {
      const unsigned pixel = frame.pixels.at(y * hat::kSide + x);
      const std::size_t red = y * 3 * hat::kSide + x;
      bytes.at(red) = gamma.at(pixel >> 11);
      bytes.at(red + hat::kSide) = gamma.at((pixel >> 6) & 0x1f);  // green's lowest bit is lost, as in the
      bytes.at(red + 2 * hat::kSide) = gamma.at(pixel & 0x1f);     // kernel's driver
    }
  }
  return bytes;
}

ControllerLeds::ControllerLeds(bus::Bus& bus) : chip_(bus, kControllerAddress, 0) {
  require_controller(chip_);
}

void ControllerLeds::write(const hat::Frame& frame) {
  shown_.reset();
  chip_.write_block(kFirstLed, controller_bytes(frame, gamma_));
  shown_ = frame;
}

void ControllerLeds::show(const hat::Frame& frame) {
  if (shown_ != frame) write(frame);
}

bool ControllerLeds::restore() {
  if (!shown_) return false;
  // Stretched clocks make a Pi read a highest bit that is not there (raspberrypi/linux issue 254).
  constexpr std::uint8_t kBelievable = 0x7f;
  std::array<std::uint8_t, 3 * hat::kSide> row{};
  chip_.read_block(kFirstLed, row);
  const ControllerBytes wanted = controller_bytes(*shown_, gamma_);
  const bool held = std::equal(row.begin(), row.end(), wanted.begin(),
                               [](unsigned is, unsigned should) { return (is & kBelievable) == should; });
  if (!held) write(hat::Frame{*shown_});
  return !held;
}

void ControllerLeds::set_gamma(const hat::GammaTable& table) {
  if (gamma_ == table) return;
  gamma_ = table;
  if (shown_) write(hat::Frame{*shown_});
}

std::string ControllerLeds::where() const { return bus::place_of(chip_.address(), chip_.bus().name()); }

ControllerJoystick::ControllerJoystick(bus::Bus& bus, const base::Clock& clock)
    : chip_(bus, kControllerAddress, 0), clock_(clock) {
  require_controller(chip_);
}

std::vector<hat::StickEvent> ControllerJoystick::poll() {
  const base::Monotonic now = clock_.monotonic();
  if (now < due_) return {};
  due_ = now + kAsked;
  const std::uint8_t keys = chip_.read(kKeys);
  const std::int64_t time_ns = clock_.utc().time_since_epoch().count();
  std::vector<hat::StickEvent> events;
  for (std::size_t bit = 0; bit < kDirections.size(); ++bit) {
    const hat::Direction direction = kDirections.at(bit);
    const bool down = ((keys >> bit) & 1) != 0;
    const auto action = down ? repeat_.press(direction, now) : repeat_.release(direction);
    if (action) events.push_back({time_ns, direction, *action});
  }
  if (const auto held = repeat_.held_at(now)) events.push_back({time_ns, *held, hat::Action::Held});
  return events;
}

std::string ControllerJoystick::where() const { return bus::place_of(chip_.address(), chip_.bus().name()); }

}  // namespace cupola::devices
