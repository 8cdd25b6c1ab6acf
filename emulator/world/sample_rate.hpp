#pragma once

#include <cupola/hat/readings.hpp>

#include <chrono>
#include <cstdint>

namespace cupola::world {

/// How often a chip measures: `samples` in every `per`. Sample 0 is taken at time 0.
struct SampleRate {
  std::int64_t samples = 1;
  std::chrono::nanoseconds per = std::chrono::seconds(1);

  /// When sample `number` is taken.
  constexpr std::chrono::nanoseconds time_of(std::uint64_t number) const {
    const auto whole = static_cast<std::int64_t>(number) / samples;
    const auto rest = static_cast<std::int64_t>(number) % samples;
    return whole * per + rest * per / samples;
  }
  /// The newest sample at a time (not before 0), in constant time however late it is.
  constexpr std::uint64_t newest_at(std::chrono::nanoseconds time) const {
    const std::int64_t whole = time / per;
    const std::int64_t rest = ((time % per).count() * samples + samples - 1) / per.count();
    const auto number = static_cast<std::uint64_t>(whole * samples + rest);
    return time_of(number) > time ? number - 1 : number;
  }
};

inline constexpr SampleRate kHts221Rate{25, std::chrono::seconds(2)};
inline constexpr SampleRate kLps25hRate{25, std::chrono::seconds(1)};
inline constexpr SampleRate kLsm9ds1Rate{119, std::chrono::seconds(1)};
inline constexpr SampleRate kMagnetometerRate{20, std::chrono::seconds(1)};

/// One sample for each integration cycle: 2.4 ms (TCS34725) or 2.75 ms (TCS3400).
constexpr SampleRate light_rate(hat::Profile profile) {
  return {1, std::chrono::microseconds(profile == hat::Profile::RetailV2 ? 2750 : 2400)};
}

}  // namespace cupola::world
