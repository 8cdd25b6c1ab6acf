#include "hat_driver/backends/open_hardware.hpp"

#include "hat_driver/backends/calibration_file.hpp"
#include "hat_driver/backends/hardware.hpp"
#include "hat_driver/base/clock.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace cupola::backends {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// A base, so that it is there before the other one.
struct OwnClock {
  base::SystemClock system_clock;
};

/// A backend whose clock lives as long as it does.
class OwnedHardware final : private OwnClock, public HardwareBackend {
 public:
  explicit OwnedHardware(const devices::HatOptions& options)
      : HardwareBackend(devices::find_hat(options, system_clock), system_clock, Sampling::InThread,
                        load_calibration(calibration_path()).value_or(fusion::MotionCalibration{})) {}
};

}  // namespace

devices::HatOptions hat_options_of_environment() {
  devices::HatOptions options;
  options.bus = variable("CUPOLA_I2C_BUS");
  if (variable("CUPOLA_I2C_SHARE") == "1") options.sharing = devices::Sharing::Yes;
  if (variable("CUPOLA_GRAB_JOYSTICK") == "1") options.grab = devices::Grab::Yes;
  return options;
}

OpenedHardware open_hardware(const devices::HatOptions& options) {
  auto backend = std::make_unique<OwnedHardware>(options);
  const devices::Hat& hat = backend->hardware();
  if (!hat.in_use.empty()) {
    const auto& report = hat.report(devices::Part::Leds);
    return {nullptr, report.problem, report.remedy, true};
  }
  if (hat.any()) return {std::move(backend)};
  const auto& report = hat.report(devices::Part::Humidity);
  return {nullptr, "no part of a Sense HAT was found: " + report.problem, report.remedy};
}

}  // namespace cupola::backends
