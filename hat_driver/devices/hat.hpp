#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/bus/bus.hpp"
#include "hat_driver/bus/device_lock.hpp"
#include "hat_driver/bus/restoring_bus.hpp"
#include "hat_driver/bus/system_paths.hpp"
#include "hat_driver/devices/evdev_joystick.hpp"
#include "hat_driver/devices/joystick.hpp"
#include "hat_driver/devices/led_matrix.hpp"
#include "hat_driver/devices/lsm9ds1.hpp"
#include "hat_driver/devices/sensor.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace cupola::devices {

/// The parts of a HAT that can be missing, each for itself.
enum class Part : std::uint8_t { Humidity, Pressure, Inertial, Magnetometer, Colour, Leds, Joystick };
inline constexpr std::size_t kPartCount = 7;
/// "humidity sensor HTS221"
std::string_view part_name(Part part);

/// What became of the search for one part; for people.
struct PartReport {
  bool found = false;
  std::string where = {};    ///< "0x5f on /dev/i2c-1", "/dev/fb0"
  std::string driver = {};   ///< the kernel's driver that is used or in the way; empty: ours
  std::string problem = {};  ///< why it was not found
  std::string remedy = {};   ///< what to do about that; empty where it is no fault, as with no colour sensor
};

/// What to do with a chip that a kernel driver owns and gives no values of.
enum class Sharing {
  No,
  Yes  ///< read it beside that driver: both set its registers, so either may see odd values
};

/// What becomes of the chips' registers at the end of a Hat's life.
enum class Leave {
  Running,  ///< as the driver set them: the next one finds the sensors warm
  AsFound   ///< as they were before (bus::RestoringBus)
};

struct HatOptions {
  bus::SystemPaths paths = {};
  std::filesystem::path bus = {};  ///< empty: that of bus::buses_of_a_pi where a chip answers
  Sharing sharing = Sharing::No;
  Grab grab = Grab::No;
  bus::Use use = bus::Use::Shared;
  Leave leave = Leave::Running;
};

/// A real HAT: whatever of it was found, opened.
struct Hat {
  std::unique_ptr<bus::Bus> own_bus;
  std::unique_ptr<bus::RestoringBus> restoring_bus;
  Sensor<hat::HumiditySample> humidity;
  Sensor<hat::PressureSample> pressure;
  Sensor<InertialSample> inertial;
  Sensor<FieldSample> field;
  Sensor<hat::LightSample> light;
  std::unique_ptr<LedMatrix> leds;
  std::unique_ptr<Joystick> joystick;
  hat::Profile profile = hat::Profile::V1;  ///< by its colour sensor
  std::array<PartReport, kPartCount> parts;
  std::string in_use;  ///< by whom, if that forbids the use that was asked for: then no chip was touched

  const PartReport& report(Part part) const { return parts.at(static_cast<std::size_t>(part)); }
  /// Whether any part was found at all.
  bool any() const;
};

/// Looks for every part and starts those that are there; what is missing is in the reports, never thrown.
/// Chips that a kernel driver owns are read through it (iio.hpp). The files of bus and LEDs are locked for
/// the use that was asked for. Keeps the clock.
Hat find_hat(const HatOptions& options, const base::Clock& clock);
/// The same on a bus that is open already, and borrowed; it is not locked.
Hat find_hat(bus::Bus& bus, const HatOptions& options, const base::Clock& clock);

/// Whether one of a HAT's chips answers on the bus, or belongs to a kernel driver. Reads registers only.
bool answers(bus::Bus& bus);

}  // namespace cupola::devices
