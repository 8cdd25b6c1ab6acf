#pragma once

#include <cupola/hat/backend.hpp>
#include <cupola/hat/waiting.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace cupola::hat {

/// What tells one colour chip from the other (TCS3472 and TCS3400 datasheets: CONTROL and ATIME registers).
struct ColourChip {
  std::array<int, 4> gains{};
  std::chrono::nanoseconds cycle{};  ///< the length of one integration cycle
};

/// The chip of a profile; nothing for `V1`, which has none.
std::optional<ColourChip> colour_chip(Profile profile);

/// Red, green, blue and clear, in that order.
using ColourCounts = std::array<int, 4>;

/// The largest raw value: 1024 a cycle, 65535 from 64 cycles up.
int max_raw_colour(int integration_cycles);

/// Raw counts as 0–255: divided by max_raw/256 and cut off at 255, which the chip's largest value passes.
ColourCounts scaled_colour(const ColourCounts& raw, int integration_cycles);

/// The colour sensor: light as counts, under the gain and integration time the program chose.
class ColourSensor {
 public:
  /// Switched on, gain 1, one cycle. Throws std::invalid_argument for a HAT without a colour sensor.
  ColourSensor(Backend& backend, Waiting& waiting);

  const ColourChip& chip() const { return chip_; }
  int gain() const { return gain_; }
  /// One of chip().gains; throws std::invalid_argument otherwise.
  void set_gain(int gain);
  int integration_cycles() const { return cycles_; }
  /// 1–256; throws std::invalid_argument otherwise. Waits for one cycle, as the original does.
  void set_integration_cycles(int cycles);
  std::chrono::nanoseconds integration_time() const { return chip_.cycle * cycles_; }
  int max_raw() const { return max_raw_colour(cycles_); }
  bool enabled() const { return enabled_; }
  /// Waits for two cycles when switching on, as the original does. Off, the last counts stay.
  void set_enabled(bool enabled);

  /// Counts of the last finished integration: until one integration time has passed since a setting was
  /// changed, those of the old settings. Saturates at max_raw(). Zeros when no light sample came within a
  /// second.
  ColourCounts colour_raw();
  /// colour_raw() as 0–255.
  ColourCounts colour();

 private:
  /// What the chip's data registers hold at this moment.
  ColourCounts registers();
  /// Keeps the registers as they are until one integration under the settings of then is finished.
  void restart();

  Backend& backend_;
  Waiting& waiting_;
  ColourChip chip_;
  int gain_ = 1;
  int cycles_ = 1;
  bool enabled_ = true;
  bool waited_ = false;
  ColourCounts held_{};                      ///< the counts of the last finished integration
  std::optional<std::int64_t> finished_ns_;  ///< when the first integration under new settings is finished
};

}  // namespace cupola::hat
