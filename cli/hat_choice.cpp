#include "cli/hat_choice.hpp"

#include "hat_driver/backends/calibration_file.hpp"
#include "hat_driver/backends/open_hardware.hpp"
#include "hat_driver/devices/hat.hpp"

#include <stdexcept>
#include <utility>

namespace cupola::cli {

HatChoice::HatChoice(const std::string& hat, record::ClockKind clock) {
  if (hat != "hardware") return;
  if (clock == record::ClockKind::Virtual) {
    throw std::invalid_argument("--hat hardware needs --clock real: chips and LEDs know no other");
  }
  devices::HatOptions options = backends::hat_options_of_environment();
  options.grab = devices::Grab::Yes;  // what programs are told is not typed into the console too
  options.use = bus::Use::Alone;
  devices::Hat found = devices::find_hat(options, clock_);
  if (!found.in_use.empty()) {
    throw std::runtime_error("the HAT is in use by " + found.in_use + "; wait for that to end, or end it");
  }
  if (!found.any()) {
    const auto& report = found.report(devices::Part::Humidity);
    throw std::runtime_error("no part of a Sense HAT was found: " + report.problem + "; " + report.remedy);
  }
  const auto calibration = backends::load_calibration(backends::calibration_path());
  bridge_.emplace(std::move(found), clock_, calibration.value_or(fusion::MotionCalibration{}));
}

}  // namespace cupola::cli
