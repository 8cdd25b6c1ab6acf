#pragma once

#include "hat_driver/devices/hat.hpp"

#include <cstdint>
#include <string>
#include <system_error>

// What a person can do, in words. The texts are what docs/hardware.md explains.

namespace cupola::devices {

/// Problem and remedy for a bus that could not be opened.
void explain_bus(PartReport& report, const bus::BusError& error);
/// For a machine that has no bus a HAT could be on.
void explain_no_bus(PartReport& report, const bus::SystemPaths& paths);
/// For a chip that failed.
void explain_chip(PartReport& report, const bus::BusError& error);
/// For a chip that the kernel driver `report.driver` owns without giving values of it.
void explain_busy(PartReport& report, const std::string& bus, std::uint8_t address);
/// For a HAT that another process has.
void explain_in_use(PartReport& report, const std::string& owner);
/// For a device file that could not be opened.
void explain_file(PartReport& report, const std::system_error& error);
/// For LEDs or a joystick of which the kernel shows no device, though its driver `report.driver` owns the
/// controller.
void explain_no_device(PartReport& report, std::string_view module);

}  // namespace cupola::devices
