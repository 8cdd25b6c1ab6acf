#pragma once

#include "hat_driver/fusion/calibration.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// The calibration of a HAT's motion chips, as text (docs/hardware.md, "Calibration").

namespace cupola::backends {

/// $XDG_CONFIG_HOME/cupola/calibration.txt, else ~/.config/cupola/calibration.txt. Empty if neither variable
/// names an absolute folder.
std::filesystem::path calibration_path();

std::string format_calibration(const fusion::MotionCalibration& calibration);
/// Throws std::invalid_argument that names `file`, the line, what is wrong and what would be right.
fusion::MotionCalibration parse_calibration(std::string_view text, const std::string& file);

/// The settings file of RTIMULib: gyroscope bias, accelerometer range, compass range and ellipsoid, each as
/// far as the file marks it valid. Throws std::invalid_argument as parse_calibration does.
fusion::MotionCalibration parse_rtimulib(std::string_view text, const std::string& file);

/// What is kept at `path`; nothing if no file is there. Throws std::system_error, or std::invalid_argument
/// for one that is damaged.
std::optional<fusion::MotionCalibration> load_calibration(const std::filesystem::path& path);
/// Makes the folder if need be. Throws std::system_error.
void save_calibration(const std::filesystem::path& path, const fusion::MotionCalibration& calibration);

}  // namespace cupola::backends
