#pragma once

#include <cupola/hat/orientation.hpp>
#include <cupola/hat/readings.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::world {

/// What is recorded over time, in the order of a .hat file (docs/recordings.md).
enum class Column : std::uint8_t {
  Pressure,
  PressureTemperature,
  Humidity,
  HumidityTemperature,
  AccelerationX,
  AccelerationY,
  AccelerationZ,
  RotationX,
  RotationY,
  RotationZ,
  FieldX,
  FieldY,
  FieldZ,
  Roll,
  Pitch,
  Yaw,
  Red,
  Green,
  Blue,
  Clear,
};
inline constexpr std::size_t kColumns = 20;

/// A column's heading in CSV files and its unit.
struct ColumnName {
  std::string_view name;
  std::string_view unit;
};
inline constexpr std::array<ColumnName, kColumns> kColumnNames{{
    {"pressure", "hPa"},     {"pressure_temp", "°C"},   {"humidity", "%"},        {"humidity_temp", "°C"},
    {"accel_x", "g"},        {"accel_y", "g"},          {"accel_z", "g"},         {"gyro_x", "rad/s"},
    {"gyro_y", "rad/s"},     {"gyro_z", "rad/s"},       {"compass_x", "µT"},      {"compass_y", "µT"},
    {"compass_z", "µT"},     {"orient_x", "rad"},       {"orient_y", "rad"},      {"orient_z", "rad"},
    {"colour_red", "count"}, {"colour_green", "count"}, {"colour_blue", "count"}, {"colour_clear", "count"},
}};

/// All sensors at one moment.
struct RecordedRow {
  std::int64_t time_ns = 0;  ///< UTC, nanoseconds since 1970
  /// In the columns' units; NaN: not measured, as in the files. Light: what one integration cycle would have
  /// counted at gain 1, as hat::LightSample has it.
  std::array<double, kColumns> values = nothing_measured();
  std::uint16_t gain = 1;     ///< under which the light was counted, or is to be written
  std::uint16_t cycles = 64;  ///< 1–256; at 64 and gain 1 the counts reach their full scale with the chip

  double operator[](Column column) const { return values[static_cast<std::size_t>(column)]; }
  double& operator[](Column column) { return values[static_cast<std::size_t>(column)]; }
  bool has(Column column) const { return (*this)[column] == (*this)[column]; }

 private:
  static constexpr std::array<double, kColumns> nothing_measured();
};

constexpr std::array<double, kColumns> RecordedRow::nothing_measured() {
  std::array<double, kColumns> values{};
  for (double& value : values) value = __builtin_nan("");
  return values;
}

/// Times never go back.
struct Recording {
  std::vector<RecordedRow> rows;
  std::int64_t duration_ns() const { return rows.empty() ? 0 : rows.back().time_ns - rows.front().time_ns; }
  /// Whether any row has this column.
  bool has(Column column) const;
};

/// A recording as it was read, and what a person should know about it: one line each, with its place.
struct ReadRecording {
  Recording recording;
  std::vector<std::string> notes;  ///< what was passed over or put right
  std::string damage;              ///< why not everything could be read; empty: everything was
};

/// The newest samples of a HAT, as a board has them; nothing for a chip that is not there.
struct Samples {
  std::optional<hat::HumiditySample> humidity;
  std::optional<hat::PressureSample> pressure;
  std::optional<hat::MotionSample> motion;
  std::optional<hat::LightSample> light;
};

/// A row for a file. The samples' own times are not kept. `pose` in radians, as programs are told it.
RecordedRow row_of(std::int64_t time_ns, const Samples& samples, const std::optional<hat::Orientation>& pose);

/// What a board shows while the row is played; the samples' times are left at 0. Of a chip that measured
/// something, what is missing is filled in: the other chip's temperature (else 20 °C, 45 %, 1013 hPa), no
/// rotation, no field. A chip of which nothing was measured gives nothing.
Samples samples_of(const RecordedRow& row);

}  // namespace cupola::world
