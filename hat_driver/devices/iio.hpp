#pragma once

#include "hat_driver/bus/system_paths.hpp"
#include "hat_driver/devices/lsm9ds1.hpp"
#include "hat_driver/devices/source.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

// The chips through the kernel's own drivers (industrial I/O): for those that such a driver owns. The kernel
// scales the values; its units are kPa, milli-%RH, milli-°C, gauss, m/s² and rad/s (Linux,
// Documentation/ABI/testing/sysfs-bus-iio). Reading one may take as long as the chip takes to measure.

namespace cupola::devices {

/// One attribute as a number. Throws bus::BusError: it cannot be read, or says no number.
double iio_number(const std::filesystem::path& device, const std::string& attribute);
/// (raw + offset) · scale of a channel such as "in_temp"; a channel need not have an offset.
double iio_value(const std::filesystem::path& device, const std::string& channel);

/// The device of the chip in `chip_folder` (bus::chip_folder) that has `channel`; empty if no driver made
/// one.
std::filesystem::path iio_device(const std::filesystem::path& chip_folder, const std::string& channel);

/// A source for each kind of sample, in a thread of its own. Null if no driver gives these channels. Keep the
/// clock.
std::unique_ptr<Source<hat::HumiditySample>> iio_humidity(const std::filesystem::path& chip_folder,
                                                          const base::Clock& clock);
std::unique_ptr<Source<hat::PressureSample>> iio_pressure(const std::filesystem::path& chip_folder,
                                                          const base::Clock& clock);
std::unique_ptr<Source<InertialSample>> iio_inertial(const std::filesystem::path& chip_folder,
                                                     const base::Clock& clock);
std::unique_ptr<Source<FieldSample>> iio_field(const std::filesystem::path& chip_folder,
                                               const base::Clock& clock);

}  // namespace cupola::devices
