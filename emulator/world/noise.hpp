#pragma once

#include <cstdint>

namespace cupola::world {

/// One independent source of noise for every quantity that is measured.
enum class Stream : std::uint64_t {
  Humidity,
  HumidityTemperature,
  Pressure,
  PressureTemperature,
  AccelerationX,
  AccelerationY,
  AccelerationZ,
  RotationX,
  RotationY,
  RotationZ,
  FieldX,
  FieldY,
  FieldZ,
  Red,
  Green,
  Blue,
  Clear,
  Illumination,
  Yaw,
  Pitch,
  Roll,
};

/// 64 bits that depend on the three arguments and nothing else: a counter-based generator, so that sample
/// number `index` needs none of those before it. (The finaliser of SplitMix64; Steele, Lea, Flood 2014.)
std::uint64_t random_bits(std::uint64_t seed, Stream stream, std::uint64_t index);

/// Normally distributed, mean 0, deviation 1, within ±6: twelve uniform numbers added up in integers, so that
/// the value is the same on every machine and with every mathematical library.
double gaussian(std::uint64_t seed, Stream stream, std::uint64_t index);

/// A slow wander within ±1 and its slope per second: three sine waves of 97, 311 and 907 s, out of step by
/// seed.
struct Wander {
  double value = 0;
  double slope_per_s = 0;
};
Wander wander(std::uint64_t seed, Stream stream, double time_s);

}  // namespace cupola::world
