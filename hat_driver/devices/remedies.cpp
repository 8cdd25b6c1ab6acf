#include "hat_driver/devices/remedies.hpp"

#include "hat_driver/bus/linux_bus.hpp"

#include <cerrno>
#include <filesystem>

namespace cupola::devices {
namespace {

constexpr const char* kGroups =
    "add your user to the groups i2c, video, input: sudo usermod -aG i2c,video,input $USER, then log in "
    "again";
constexpr const char* kSwitchOn =
    "switch I2C on: put dtparam=i2c_arm=on into /boot/firmware/config.txt, then restart";
constexpr const char* kSeat = "switch off, push the HAT onto all 40 pins, and try again";

bool forbidden(const std::error_code& code) {
  return bus::problem_of(code.value()) == bus::Problem::NotPermitted;
}

}  // namespace

void explain_bus(PartReport& report, const bus::BusError& error) {
  report.problem = error.what();
  switch (error.problem()) {
    case bus::Problem::NotPermitted:
      report.remedy = kGroups;
      break;
    case bus::Problem::Absent:
      report.remedy = std::string("name one of ls /dev/i2c-*; if there is none, ") + kSwitchOn;
      break;
    default:
      report.remedy = "name another bus: CUPOLA_I2C_BUS=/dev/i2c-N";
  }
}

void explain_no_bus(PartReport& report, const bus::SystemPaths& paths) {
  std::error_code unreadable;
  const bool pi = std::filesystem::exists(paths.sys / "firmware/devicetree/base", unreadable);
  report.problem = pi ? "there is no I2C bus: " + (paths.dev / "i2c-1").string() + " is missing"
                      : "this machine is no Raspberry Pi";
  report.remedy = pi ? kSwitchOn
                     : "programs run on the emulator here; if there is a HAT on a bus of its own, name that: "
                       "CUPOLA_I2C_BUS=/dev/i2c-N";
}

void explain_chip(PartReport& report, const bus::BusError& error) {
  const int code = error.code().value();
  const bool silent = code == ENXIO || code == EREMOTEIO;
  report.problem = silent && !report.where.empty() ? "nothing answers at " + report.where : error.what();
  switch (error.problem()) {
    case bus::Problem::NotPermitted:
      report.remedy = kGroups;
      break;
    case bus::Problem::TimedOut:
      report.remedy = "another device holds the bus: take off other boards, and keep it at 100 kHz";
      break;
    default:
      report.remedy = kSeat;
  }
}

void explain_busy(PartReport& report, const std::string& bus, std::uint8_t address) {
  const std::string chip = bus::chip_folder({}, bus, address).filename().string();
  report.problem = "the kernel driver " + report.driver + " owns the chip and gives no values of it";
  report.remedy = "take it away from the driver: echo " + chip + " | sudo tee /sys/bus/i2c/drivers/" +
                  report.driver + "/unbind; or read beside it: CUPOLA_I2C_SHARE=1";
}

void explain_in_use(PartReport& report, const std::string& owner) {
  report.problem = "the HAT is in use by " + owner;
  report.remedy = "wait for that to end, or end it";
}

void explain_file(PartReport& report, const std::system_error& error) {
  report.problem = error.what();
  report.remedy = forbidden(error.code()) ? kGroups : kSeat;
}

void explain_no_device(PartReport& report, std::string_view module) {
  report.problem = "the kernel driver " + report.driver + " owns the controller, but made no device";
  report.remedy =
      "load the driver: sudo modprobe " + std::string(module) +
      "; if that is not found, put dtoverlay=rpi-sense into /boot/firmware/config.txt, then restart";
}

}  // namespace cupola::devices
