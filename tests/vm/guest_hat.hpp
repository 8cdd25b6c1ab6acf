#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "tests/support/hardware/colour_chips.hpp"
#include "tests/support/hardware/led_controller.hpp"
#include "tests/support/hardware/st_sensors.hpp"
#include "tests/vm/usb_adapter.hpp"

#include <filesystem>
#include <string>

// A HAT inside a virtual machine, behind the kernel's own drivers. Needs root; every failure is a
// std::system_error.

namespace cupola::tests {

/// Waits until `there` says yes, a minute at most: guests are slow where their host has more to do.
template <typename Condition>
bool eventually(Condition&& there) {
  base::SystemClock clock;
  const auto deadline = clock.monotonic() + std::chrono::minutes(1);
  while (!there()) {
    if (clock.monotonic() > deadline) return false;
    clock.wait_until(clock.monotonic() + std::chrono::milliseconds(5));
  }
  return true;
}

/// For the files of sysfs.
void write_text(const std::filesystem::path& file, const std::string& text);

/// Simulated chips on a real bus of the kernel's.
class GuestHat {
 public:
  explicit GuestHat(SimulatedColourChip::Kind kind = SimulatedColourChip::Kind::Tcs34725);

  base::SystemClock clock;
  SimulatedHts221 humidity;
  SimulatedLps25h pressure;
  SimulatedInertial inertial;
  SimulatedMagnetometer magnetometer;
  SimulatedColourChip colour;
  SimulatedLedController controller;
  UsbAdapter usb{clock};
  std::filesystem::path device;  ///< "/dev/i2c-0"

 private:
  bool find_bus();
};

/// Makes the kernel's virtual framebuffer, /dev/fb0, one of 8×8 pixels of 16 bits, red in the lowest ones.
/// Gives its descriptor.
base::UniqueFd shape_framebuffer();
/// What the driver goes by: vfb calls itself "Virtual FB", until this.
void name_framebuffer();

/// A joystick of the kernel's that this process moves.
class GuestJoystick {
 public:
  GuestJoystick();
  /// `code`: KEY_…; `value`: 1 pressed, 0 released.
  void key(int code, int value) const;
  void unplug() const;

 private:
  base::UniqueFd fd_;
};

}  // namespace cupola::tests
