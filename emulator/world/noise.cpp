#include "emulator/world/noise.hpp"

#include <cmath>

namespace cupola::world {
namespace {

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15u;  // 2^64 divided by the golden ratio
constexpr double kTwoPi = 6.283185307179586;

}  // namespace

std::uint64_t random_bits(std::uint64_t seed, Stream stream, std::uint64_t index) {
  const std::uint64_t key = mix(mix(seed + kStep) + (static_cast<std::uint64_t>(stream) + 1) * kStep);
  return mix(key + index * kStep);
}

double gaussian(std::uint64_t seed, Stream stream, std::uint64_t index) {
  std::uint64_t sum = 0;
  for (std::uint64_t part = 0; part < 3; ++part) {
    const std::uint64_t bits = random_bits(seed, stream, 3 * index + part);
    for (unsigned shift = 0; shift < 64; shift += 16) sum += (bits >> shift) & 0xffff;
  }
  // Twelve numbers 0…65535: mean 12 · 65535/2, deviation √12 · √((65536² − 1)/12) = 65536 but for 1e-10.
  return (static_cast<double>(sum) - 6.0 * 65535.0) / 65536.0;
}

Wander wander(std::uint64_t seed, Stream stream, double time_s) {
  constexpr double kPeriods_s[] = {97, 311, 907};
  // The phases take their bits from an index that no sample reaches.
  constexpr std::uint64_t kPhases = std::uint64_t{1} << 62;
  Wander sum;
  for (std::uint64_t i = 0; i < 3; ++i) {
    const double turn = static_cast<double>(random_bits(seed, stream, kPhases + i) >> 11) * 0x1p-53;
    const double angle = kTwoPi * (time_s / kPeriods_s[i] + turn);
    sum.value += std::sin(angle) / 3;
    sum.slope_per_s += std::cos(angle) * kTwoPi / kPeriods_s[i] / 3;
  }
  return sum;
}

}  // namespace cupola::world
