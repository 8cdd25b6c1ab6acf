#pragma once

#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/source.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace cupola::devices {

inline constexpr std::uint8_t kInertialAddress = 0x6a;
inline constexpr std::uint8_t kMagnetometerAddress = 0x1c;

/// Half of a motion sample: accelerometer and gyroscope, in the board's axes (hat::MotionSample).
struct InertialSample {
  std::int64_t time_ns = 0;
  hat::Vec3 acceleration_g;
  hat::Vec3 rotation_rad_s;
};

/// The other half, in the board's axes.
struct FieldSample {
  std::int64_t time_ns = 0;
  hat::Vec3 field_ut;
};

/// Raw counts of x, y, z in the chip's own axes.
using AxisCounts = std::array<std::int16_t, 3>;

/// What the outputs mean at ±8 g, ±500 °/s and ±4 gauss (datasheet table 3: 0.244 mg, 17.5 m°/s and 0.14
/// mgauss a count), turned into the board's axes: the chip's accelerometer has x and y the other way round,
/// its gyroscope z, its magnetometer x and z.
hat::Vec3 acceleration_g(const AxisCounts& counts);
hat::Vec3 rotation_rad_s(const AxisCounts& counts);
hat::Vec3 field_ut(const AxisCounts& counts);

/// Turns values of the chip's axes into the board's.
hat::Vec3 acceleration_on_board(const hat::Vec3& chip);
hat::Vec3 rotation_on_board(const hat::Vec3& chip);
hat::Vec3 field_on_board(const hat::Vec3& chip);

/// Accelerometer and gyroscope of the LSM9DS1 (ST DocID025715) at 119 Hz.
class Lsm9ds1Inertial final : public Source<InertialSample> {
 public:
  static constexpr base::Monotonic kPeriod = std::chrono::nanoseconds(8'403'361);

  /// Checks who answers and starts the chip, its FIFO off. Throws bus::BusError. Keeps both references.
  Lsm9ds1Inertial(bus::Bus& bus, const base::Clock& clock);
  std::optional<InertialSample> poll() override;
  base::Monotonic period() const override { return kPeriod; }

 private:
  bus::Chip chip_;
  const base::Clock& clock_;
};

/// Its magnetometer, a chip of its own, at 80 Hz.
class Lsm9ds1Magnetometer final : public Source<FieldSample> {
 public:
  static constexpr base::Monotonic kPeriod = std::chrono::microseconds(12'500);

  Lsm9ds1Magnetometer(bus::Bus& bus, const base::Clock& clock);
  /// Status and outputs in one read, for a whole motion sample must fit into 3.2 ms of the bus. A sample that
  /// is finished during a read which came too early is lost by it; so this comes late, and after a read in
  /// vain the status alone is asked.
  std::optional<FieldSample> poll() override;
  base::Monotonic period() const override { return kPeriod; }
  base::Monotonic rest() const override { return kPeriod; }

 private:
  bus::Chip chip_;
  const base::Clock& clock_;
  bool expected_ = true;  ///< a sample should be there by now
};

}  // namespace cupola::devices
