#include "emulator/world/recording.hpp"

#include <algorithm>

namespace cupola::world {
namespace {

void set(RecordedRow& row, Column x, const hat::Vec3& v) {
  const auto first = static_cast<std::size_t>(x);
  row.values[first] = v.x;
  row.values[first + 1] = v.y;
  row.values[first + 2] = v.z;
}

/// The first that was measured, else `usual`.
double first_of(const RecordedRow& row, std::initializer_list<Column> columns, double usual) {
  for (const Column column : columns) {
    if (row.has(column)) return row[column];
  }
  return usual;
}

/// Three columns from `x` on; nothing if none of them was measured.
std::optional<hat::Vec3> vector_of(const RecordedRow& row, Column x) {
  const auto first = static_cast<std::size_t>(x);
  const auto column = [&](std::size_t i) { return static_cast<Column>(first + i); };
  if (!row.has(column(0)) && !row.has(column(1)) && !row.has(column(2))) return std::nullopt;
  const auto part = [&](std::size_t i) { return first_of(row, {column(i)}, 0); };
  return hat::Vec3{part(0), part(1), part(2)};
}

std::optional<hat::MotionSample> motion_of(const RecordedRow& row) {
  const auto acceleration = vector_of(row, Column::AccelerationX);
  const auto rotation = vector_of(row, Column::RotationX);
  const auto field = vector_of(row, Column::FieldX);
  if (!acceleration && !rotation && !field) return std::nullopt;
  return hat::MotionSample{.acceleration_g = acceleration.value_or(hat::Vec3{}),
                           .rotation_rad_s = rotation.value_or(hat::Vec3{}),
                           .magnetic_field_ut = field.value_or(hat::Vec3{})};
}

constexpr double kUsual_c = 20;
constexpr double kUsual_percent = 45;
constexpr double kUsual_hpa = 1013;

}  // namespace

bool Recording::has(Column column) const {
  return std::any_of(rows.begin(), rows.end(), [&](const RecordedRow& row) { return row.has(column); });
}

RecordedRow row_of(std::int64_t time_ns, const Samples& samples,
                   const std::optional<hat::Orientation>& pose) {
  RecordedRow row;
  row.time_ns = time_ns;
  if (samples.humidity) {
    row[Column::Humidity] = samples.humidity->humidity_percent;
    row[Column::HumidityTemperature] = samples.humidity->temperature_c;
  }
  if (samples.pressure) {
    row[Column::Pressure] = samples.pressure->pressure_hpa;
    row[Column::PressureTemperature] = samples.pressure->temperature_c;
  }
  if (samples.motion) {
    set(row, Column::AccelerationX, samples.motion->acceleration_g);
    set(row, Column::RotationX, samples.motion->rotation_rad_s);
    set(row, Column::FieldX, samples.motion->magnetic_field_ut);
  }
  if (pose) set(row, Column::Roll, {pose->roll, pose->pitch, pose->yaw});
  if (samples.light) {
    row[Column::Red] = samples.light->red;
    row[Column::Green] = samples.light->green;
    row[Column::Blue] = samples.light->blue;
    row[Column::Clear] = samples.light->clear;
  }
  return row;
}

Samples samples_of(const RecordedRow& row) {
  Samples samples;
  if (row.has(Column::Humidity) || row.has(Column::HumidityTemperature)) {
    samples.humidity = {
        .humidity_percent = first_of(row, {Column::Humidity}, kUsual_percent),
        .temperature_c = first_of(row, {Column::HumidityTemperature, Column::PressureTemperature}, kUsual_c)};
  }
  if (row.has(Column::Pressure) || row.has(Column::PressureTemperature)) {
    samples.pressure = {
        .pressure_hpa = first_of(row, {Column::Pressure}, kUsual_hpa),
        .temperature_c = first_of(row, {Column::PressureTemperature, Column::HumidityTemperature}, kUsual_c)};
  }
  samples.motion = motion_of(row);
  if (row.has(Column::Red) || row.has(Column::Green) || row.has(Column::Blue) || row.has(Column::Clear)) {
    samples.light = {.red = first_of(row, {Column::Red}, 0),
                     .green = first_of(row, {Column::Green}, 0),
                     .blue = first_of(row, {Column::Blue}, 0),
                     .clear = first_of(row, {Column::Clear}, 0)};
  }
  return samples;
}

}  // namespace cupola::world
