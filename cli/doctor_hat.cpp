#include "cli/doctor_hat.hpp"

#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "hat_driver/backends/calibrate.hpp"
#include "hat_driver/backends/calibration_file.hpp"
#include "hat_driver/backends/examination.hpp"
#include "hat_driver/backends/open_hardware.hpp"
#include "hat_driver/backends/register_dump.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "hat_driver/bus/linux_bus.hpp"
#include "hat_driver/devices/hat.hpp"
#include "hat_driver/fusion/calibration_fit.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace cupola::cli {
namespace {

using devices::Part;

devices::HatOptions hat_options(const HatDoctorOptions& options) {
  devices::HatOptions found = backends::hat_options_of_environment();
  if (!options.bus.empty()) found.bus = options.bus;
  if (options.share) found.sharing = devices::Sharing::Yes;
  found.use = bus::Use::Alone;
  found.leave = devices::Leave::AsFound;
  return found;
}

std::chrono::nanoseconds duration_of(double seconds) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
}

/// What was measured, in one line.
std::string measured_text(const backends::Examined& examined) {
  if (examined.samples == 0) return examined.trouble;
  std::string text = fmt::format("{:.1f} samples a second", examined.rate_hz);
  for (const backends::Quantity& each : examined.quantities) {
    text += fmt::format(", {} {:.4g} {} (noise {:.2g})", each.name, each.first, each.unit, each.noise);
  }
  return text;
}

/// A HAT without a colour sensor lacks nothing.
bool is_fault(const devices::PartReport& report) { return !report.found && !report.remedy.empty(); }

/// Where a part is and who drives it, or why it is not there.
std::string what_of(const devices::PartReport& report) {
  if (!report.found) return report.problem;
  return report.driver.empty() ? report.where : report.where + ", through the kernel driver " + report.driver;
}

nlohmann::ordered_json part_json(Part part, const devices::PartReport& report,
                                 const backends::Examined& examined) {
  nlohmann::ordered_json quantities = nlohmann::ordered_json::array();
  for (const backends::Quantity& each : examined.quantities) {
    quantities.push_back(
        {{"name", each.name}, {"unit", each.unit}, {"first", each.first}, {"noise", each.noise}});
  }
  return {{"name", devices::part_name(part)}, {"ok", report.found},          {"what", what_of(report)},
          {"remedy", report.remedy},          {"where", report.where},       {"kernel_driver", report.driver},
          {"samples", examined.samples},      {"rate_hz", examined.rate_hz}, {"quantities", quantities},
          {"trouble", examined.trouble}};
}

std::string part_text(Part part, const devices::PartReport& report, const backends::Examined& examined) {
  const char* const mark = report.found ? "ok  " : is_fault(report) ? "BAD " : "    ";
  std::string text = fmt::format("  {} {:<34} {}\n", mark, devices::part_name(part), what_of(report));
  const std::string measured = report.found ? measured_text(examined) : "";
  if (!measured.empty()) text += fmt::format("{:42}{}\n", "", measured);
  if (!report.remedy.empty()) text += fmt::format("{:42}remedy: {}\n", "", report.remedy);
  return text;
}

/// Written after the sensors were watched: then the registers hold what they measured.
std::string dump_text(const HatDoctorOptions& options, bus::Bus* bus) {
  if (options.dump.empty()) return {};
  if (bus == nullptr) return "       no bus, so no registers to dump\n";
  const auto dump = backends::read_registers(*bus);
  base::write_whole_file(options.dump, backends::format_dump(dump));
  return fmt::format("       the registers of {} chips are in {}\n", dump.size(), options.dump);
}

/// Shows how far a recording is, on a terminal.
backends::MotionRecord recorded(devices::Hat& hat, base::Clock& clock, double seconds, const char* what) {
  ProgressLine line;
  return backends::record_motion(hat, clock, duration_of(seconds), [&](double share) {
    line.show(fmt::format("{}: {:.0f} s left", what, seconds * (1 - share)));
  });
}

int keep(const std::filesystem::path& path, const fusion::MotionCalibration& calibration) {
  if (path.empty()) throw std::runtime_error("neither XDG_CONFIG_HOME nor HOME names a folder to keep it in");
  backends::save_calibration(path, calibration);
  print(fmt::format("kept in {}\n", path.native()));
  return 0;
}

int take_over(const std::string& file) {
  constexpr std::size_t kLargest = 1 << 20;
  return keep(backends::calibration_path(),
              backends::parse_rtimulib(base::read_whole_file(file, kLargest), file));
}

}  // namespace

void add_hat_options(Command app, HatDoctorOptions& options) {
  app.add_option("--bus", options.bus, "The I2C bus of the HAT; without it a Pi's are searched")
      .type_name("FILE");
  app.add_flag("--share", options.share, "Read chips beside the kernel drivers that own them");
  app.add_option("--seconds", options.seconds, "For how long the sensors are watched").in_range(0.0, 3600.0);
  app.add_option("--dump", options.dump, "Writes what the chips' registers hold").type_name("FILE");
  app.add_flag("--calibrate", options.calibrate, "Calibrates gyroscope and compass: one minute of your help");
  app.add_option("--take-calibration", options.calibration, "Takes over a calibration of RTIMULib")
      .type_name("RTIMULib.ini");
}

HatFindings describe_hat(devices::Hat& hat, bus::Bus* bus, base::Clock& clock,
                         const HatDoctorOptions& options, nlohmann::ordered_json& object) {
  HatFindings findings{.text = "HAT\n"};
  object["HAT"] = nlohmann::ordered_json::array();
  if (!hat.any()) {
    const auto& report = hat.report(Part::Humidity);
    findings.text +=
        fmt::format("  less {:<34} {}\n{:42}remedy: {}\n", hat.in_use.empty() ? "none found" : "left alone",
                    report.problem, "", report.remedy);
    object["HAT"].push_back(
        {{"name", "Sense HAT"}, {"ok", false}, {"what", report.problem}, {"remedy", report.remedy}});
    if (!options.dump.empty()) findings.text += fmt::format("{:42}{} was not written\n", "", options.dump);
    return findings;
  }
  const auto examined = backends::examine(hat, clock, duration_of(options.seconds));
  for (std::size_t k = 0; k < devices::kPartCount; ++k) {
    const auto part = static_cast<Part>(k);
    findings.text += part_text(part, hat.report(part), examined.at(k));
    findings.broken = findings.broken || is_fault(hat.report(part));
    object["HAT"].push_back(part_json(part, hat.report(part), examined.at(k)));
  }
  findings.text += dump_text(options, bus);
  return findings;
}

HatFindings examine_hat(const HatDoctorOptions& options, nlohmann::ordered_json& object) {
  base::SystemClock clock;
  devices::Hat hat = devices::find_hat(hat_options(options), clock);
  return describe_hat(hat, hat.own_bus.get(), clock, options, object);
}

int calibrate_hat(devices::Hat& hat, base::Clock& clock, const std::filesystem::path& path) {
  for (const Part part : {Part::Inertial, Part::Magnetometer}) {
    if (hat.report(part).found) continue;
    complain(fmt::format("{}: {}; {}", devices::part_name(part), hat.report(part).problem,
                         hat.report(part).remedy));
    return kSomeFailed;
  }
  print("Lay the HAT down and do not touch it.\n");
  const auto still = recorded(hat, clock, 5, "the gyroscope at rest");
  const auto bias = fusion::still_rotation(still.rotation_rad_s);
  if (!bias) {
    complain("the HAT moved; lay it on something firm and start again");
    return kSomeFailed;
  }
  print("Now turn it slowly in all directions, each side up once, away from iron and loudspeakers.\n");
  const auto turned = recorded(hat, clock, 45, "the compass in all directions");
  const auto fit = fusion::fit_field(turned.field_ut);
  if (!fit || !fit->good()) {
    complain(
        fit ? fmt::format(
                  "the compass scatters by {:.1f} % over {:.0f} % of the directions (wanted: less than 3 "
                  "over more than 60); turn it further, away from iron, and start again",
                  fit->residual_percent, fit->coverage_percent)
            : "the compass saw too few directions; turn it further and start again");
    return kSomeFailed;
  }
  print(fmt::format("compass: field of {:.1f} uT, scatter {:.1f} %, {:.0f} % of the directions\n",
                    fit->strength_ut, fit->residual_percent, fit->coverage_percent));
  auto calibration = backends::load_calibration(path).value_or(fusion::MotionCalibration{});
  calibration.gyroscope_bias_rad_s = *bias;
  calibration.field_offset_ut = fit->offset_ut;
  calibration.field_matrix = fit->matrix;
  return keep(path, calibration);
}

int calibrate_hat(const HatDoctorOptions& options) {
  if (!options.calibration.empty()) return take_over(options.calibration);
  base::SystemClock clock;
  devices::Hat hat = devices::find_hat(hat_options(options), clock);
  return calibrate_hat(hat, clock, backends::calibration_path());
}

}  // namespace cupola::cli
