#pragma once

#include "cli/command.hpp"
#include "hat_driver/devices/hat.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace cupola::cli {

/// What `cupola doctor` takes for the HAT.
struct HatDoctorOptions {
  std::string bus;     ///< empty: a Pi's are searched
  bool share = false;  ///< read chips beside the kernel drivers that own them
  double seconds = 2;  ///< for how long the sensors are watched
  std::string dump;    ///< where the registers go
  bool calibrate = false;
  std::string calibration;  ///< a RTIMULib.ini to take over
};
void add_hat_options(Command app, HatDoctorOptions& options);

/// What is to be said of the HAT.
struct HatFindings {
  std::string text;
  bool broken = false;  ///< a part of a HAT that is there is missing
};
/// Looks for the HAT, watches its sensors and dumps its registers if asked to. `object` takes the same for
/// programs. Throws std::system_error if the dump cannot be written.
HatFindings examine_hat(const HatDoctorOptions& options, nlohmann::ordered_json& object);
/// The same for a HAT that was found already, and its bus if it has one.
HatFindings describe_hat(devices::Hat& hat, bus::Bus* bus, base::Clock& clock,
                         const HatDoctorOptions& options, nlohmann::ordered_json& object);

/// Calibrates the motion chips with the help of whoever holds them, or takes a calibration over; the exit
/// status.
int calibrate_hat(const HatDoctorOptions& options);
/// The same for a HAT that was found already: five seconds at rest, 45 in all directions; then keeps what it
/// found at `path`, beside what was kept there.
int calibrate_hat(devices::Hat& hat, base::Clock& clock, const std::filesystem::path& path);

}  // namespace cupola::cli
