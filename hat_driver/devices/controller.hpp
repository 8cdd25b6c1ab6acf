#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/joystick.hpp"
#include "hat_driver/devices/led_matrix.hpp"

#include <cupola/hat/stick_repeat.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace cupola::devices {

/// The microcontroller that lights the LEDs and asks the joystick, for kernels that have no driver for it
/// (firmware: raspberrypi/rpi-sense). At more than 100 kHz it stops answering.
inline constexpr std::uint8_t kControllerAddress = 0x46;

/// Throws bus::BusError if it does not answer with its name.
void require_controller(bus::Chip& chip);

/// Its 192 LED registers: for every row eight reds, eight greens, eight blues of 0–31.
using ControllerBytes = std::array<std::uint8_t, 192>;
ControllerBytes controller_bytes(const hat::Frame& frame, const hat::GammaTable& gamma);

/// The LEDs by one write of 193 bytes a picture, 17.5 ms of the bus; gamma is worked out here.
class ControllerLeds final : public LedMatrix {
 public:
  /// Throws bus::BusError if there is no controller. Keeps the reference. Changes no LED: until the first
  /// picture they show what they did.
  explicit ControllerLeds(bus::Bus& bus);

  hat::Frame frame() const override { return shown_.value_or(hat::Frame{}); }
  void show(const hat::Frame& frame) override;
  /// Looks at the first row only, which takes 2.6 ms of the bus.
  bool restore() override;
  hat::GammaTable gamma() const override { return gamma_; }
  /// The picture is drawn anew with it.
  void set_gamma(const hat::GammaTable& table) override;
  std::string where() const override;

 private:
  void write(const hat::Frame& frame);

  bus::Chip chip_;
  hat::GammaTable gamma_ = hat::kDefaultGamma;
  std::optional<hat::Frame> shown_;
};

/// The joystick by asking, 50 times a second at most: a key counts as pressed when it is seen down.
class ControllerJoystick final : public Joystick {
 public:
  /// Throws bus::BusError if there is no controller. Keeps both references.
  ControllerJoystick(bus::Bus& bus, const base::Clock& clock);

  std::vector<hat::StickEvent> poll() override;
  int fd() const override { return -1; }
  bool present() const override { return true; }
  std::string where() const override;

 private:
  bus::Chip chip_;
  const base::Clock& clock_;
  base::Monotonic due_{};
  hat::StickRepeat repeat_;
};

}  // namespace cupola::devices
