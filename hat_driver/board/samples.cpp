#include "hat_driver/board/samples.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cupola::board {
namespace {

std::uint64_t word(double value) { return std::bit_cast<std::uint64_t>(value); }
std::uint64_t word(std::int64_t value) { return std::bit_cast<std::uint64_t>(value); }
double real(std::uint64_t word) { return std::bit_cast<double>(word); }
std::int64_t integer(std::uint64_t word) { return std::bit_cast<std::int64_t>(word); }

constexpr std::uint64_t kDirections = 5;
constexpr std::uint64_t kActions = 3;

}  // namespace

std::uint32_t chips_of(hat::Profile profile) {
  constexpr std::uint32_t kAll = 0xf;
  return profile == hat::Profile::V1 ? kAll & ~static_cast<std::uint32_t>(Chip::Colour) : kAll;
}

HumidityCell::Record to_words(const hat::HumiditySample& sample) {
  return {word(sample.time_ns), word(sample.humidity_percent), word(sample.temperature_c)};
}

PressureCell::Record to_words(const hat::PressureSample& sample) {
  return {word(sample.time_ns), word(sample.pressure_hpa), word(sample.temperature_c)};
}

MotionCell::Record to_words(const hat::MotionSample& sample) {
  const hat::Vec3& a = sample.acceleration_g;
  const hat::Vec3& r = sample.rotation_rad_s;
  const hat::Vec3& m = sample.magnetic_field_ut;
  return {word(sample.time_ns),
          word(a.x),
          word(a.y),
          word(a.z),
          word(r.x),
          word(r.y),
          word(r.z),
          word(m.x),
          word(m.y),
          word(m.z)};
}

LightCell::Record to_words(const hat::LightSample& sample) {
  return {word(sample.time_ns), word(sample.red), word(sample.green), word(sample.blue), word(sample.clear)};
}

StickRing::Record to_words(const hat::StickEvent& event) {
  return {word(event.time_ns),
          static_cast<std::uint64_t>(event.direction) + 256 * static_cast<std::uint64_t>(event.action)};
}

GammaCell::Record to_words(const hat::GammaTable& table) { return std::bit_cast<GammaCell::Record>(table); }

FrameRing::Record to_words(std::int64_t stamp_ns, const hat::Frame& frame) {
  FrameRing::Record words;
  words[0] = word(stamp_ns);
  std::memcpy(&words[1], frame.pixels.data(), sizeof frame.pixels);
  return words;
}

std::optional<hat::HumiditySample> newest_humidity(const WorldPage& page) {
  const auto newest = page.humidity.newest();
  if (!newest) return std::nullopt;
  const auto& w = newest->record;
  return hat::HumiditySample{
      .time_ns = integer(w[0]), .humidity_percent = real(w[1]), .temperature_c = real(w[2])};
}

std::optional<hat::PressureSample> newest_pressure(const WorldPage& page) {
  const auto newest = page.pressure.newest();
  if (!newest) return std::nullopt;
  const auto& w = newest->record;
  return hat::PressureSample{
      .time_ns = integer(w[0]), .pressure_hpa = real(w[1]), .temperature_c = real(w[2])};
}

std::optional<hat::MotionSample> newest_motion(const WorldPage& page) {
  const auto newest = page.motion.newest();
  if (!newest) return std::nullopt;
  const auto& w = newest->record;
  return hat::MotionSample{.time_ns = integer(w[0]),
                           .acceleration_g = {real(w[1]), real(w[2]), real(w[3])},
                           .rotation_rad_s = {real(w[4]), real(w[5]), real(w[6])},
                           .magnetic_field_ut = {real(w[7]), real(w[8]), real(w[9])}};
}

std::optional<hat::LightSample> newest_light(const WorldPage& page) {
  const auto newest = page.light.newest();
  if (!newest) return std::nullopt;
  const auto& w = newest->record;
  return hat::LightSample{.time_ns = integer(w[0]),
                          .red = real(w[1]),
                          .green = real(w[2]),
                          .blue = real(w[3]),
                          .clear = real(w[4])};
}

std::optional<hat::StickEvent> stick_event_from(const StickRing::Record& words) {
  const std::uint64_t direction = words[1] % 256;
  const std::uint64_t action = words[1] / 256;
  if (direction >= kDirections || action >= kActions) return std::nullopt;
  return hat::StickEvent{.time_ns = integer(words[0]),
                         .direction = static_cast<hat::Direction>(direction),
                         .action = static_cast<hat::Action>(action)};
}

std::optional<hat::GammaTable> gamma_from(const GammaCell::Record& words) {
  const auto table = std::bit_cast<hat::GammaTable>(words);
  if (std::any_of(table.begin(), table.end(), [](std::uint8_t entry) { return entry > 31; })) {
    return std::nullopt;
  }
  return table;
}

std::int64_t stamp_from(const FrameRing::Record& words) { return integer(words[0]); }

hat::Frame frame_from(const FrameRing::Record& words) {
  hat::Frame frame;
  std::memcpy(frame.pixels.data(), &words[1], sizeof frame.pixels);
  return frame;
}

}  // namespace cupola::board
