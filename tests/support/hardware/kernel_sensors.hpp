#pragma once

#include <filesystem>
#include <fstream>
#include <string>

// What Linux's own drivers show of the HAT's chips in sysfs, with the values that the simulated chips have.

namespace cupola::tests {

inline void write_attribute(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text << "\n";
}

inline void add_kernel_hts221(const std::filesystem::path& chip_folder) {
  const auto device = chip_folder / "iio:device3";
  write_attribute(device / "in_humidityrelative_raw", "2500");
  write_attribute(device / "in_humidityrelative_offset", "2000");
  write_attribute(device / "in_humidityrelative_scale", "10.000000");
  write_attribute(device / "in_temp_raw", "0");
  write_attribute(device / "in_temp_offset", "1000");
  write_attribute(device / "in_temp_scale", "20.000000");
  write_attribute(device / "sampling_frequency", "12.5");
}

inline void add_kernel_lps25h(const std::filesystem::path& chip_folder) {
  const auto device = chip_folder / "iio:device0";
  write_attribute(device / "in_pressure_raw", "4150272");
  write_attribute(device / "in_pressure_scale", "0.000024414");
  write_attribute(device / "in_temp_raw", "-8400");
  write_attribute(device / "in_temp_offset", "20400.000000");
  write_attribute(device / "in_temp_scale", "2.083333");
  write_attribute(device / "sampling_frequency", "25");
}

inline void add_kernel_lsm9ds1(const std::filesystem::path& inertial,
                               const std::filesystem::path& magnetometer) {
  const auto accelerometer = inertial / "iio:device1";
  write_attribute(accelerometer / "in_accel_scale", "0.002393");
  write_attribute(accelerometer / "in_accel_x_raw", "0");
  write_attribute(accelerometer / "in_accel_y_raw", "0");
  write_attribute(accelerometer / "in_accel_z_raw", "4098");
  const auto gyroscope = inertial / "iio:device2";
  write_attribute(gyroscope / "in_anglvel_scale", "0.000305");
  write_attribute(gyroscope / "in_anglvel_x_raw", "100");
  write_attribute(gyroscope / "in_anglvel_y_raw", "-200");
  write_attribute(gyroscope / "in_anglvel_z_raw", "300");
  write_attribute(gyroscope / "sampling_frequency", "119");
  const auto field = magnetometer / "iio:device4";
  write_attribute(field / "in_magn_x_scale", "0.000146");
  write_attribute(field / "in_magn_x_raw", "1000");
  write_attribute(field / "in_magn_y_raw", "-500");
  write_attribute(field / "in_magn_z_raw", "3000");
  write_attribute(field / "sampling_frequency", "80");
}

}  // namespace cupola::tests
