#include "emulator/world/noise.hpp"

#include "emulator/world/sample_rate.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::world;
using namespace std::chrono_literals;

TEST_CASE("noise is the same on every machine") {
  // Worked out apart from this code, with Python's integers.
  CHECK(random_bits(1, Stream::Humidity, 0) == 0xa7ed8821dca10c0eu);
  CHECK(random_bits(2018, Stream::Roll, 123456789) == 0xbf6c3d11fda107a9u);
}

TEST_CASE("noise has mean 0, deviation 1 and tails, and one quantity's says nothing about another's") {
  constexpr int kCount = 100'000;
  double sum = 0;
  double squares = 0;
  double product = 0;
  int beyond_two = 0;
  for (std::uint64_t k = 0; k < kCount; ++k) {
    const double g = gaussian(1, Stream::Pressure, k);
    sum += g;
    squares += g * g;
    product += g * gaussian(1, Stream::Humidity, k);
    if (std::abs(g) > 2) ++beyond_two;
  }
  CHECK(std::abs(sum / kCount) < 0.015);
  CHECK(squares / kCount == doctest::Approx(1).epsilon(0.02));
  CHECK(std::abs(product / kCount) < 0.015);
  CHECK(beyond_two == doctest::Approx(0.0455 * kCount).epsilon(0.06));
}

TEST_CASE("a wander stays within one and its slope is its slope") {
  for (int t = 0; t < 3000; t += 7) {
    const Wander here = wander(9, Stream::Yaw, t);
    CHECK(std::abs(here.value) <= 1);
    const double step = wander(9, Stream::Yaw, t + 0.001).value - wander(9, Stream::Yaw, t - 0.001).value;
    CHECK(here.slope_per_s == doctest::Approx(step / 0.002).epsilon(1e-4));
  }
}

TEST_CASE("the newest sample at a time is the last one taken by then") {
  for (const SampleRate rate : {kHts221Rate, kLps25hRate, kLsm9ds1Rate, kMagnetometerRate,
                                light_rate(cupola::hat::Profile::RetailV2)}) {
    CHECK(rate.newest_at(0ns) == 0);
    for (const std::uint64_t k :
         {std::uint64_t{1}, std::uint64_t{118}, std::uint64_t{119}, std::uint64_t{120},
          std::uint64_t{1'000'003}, std::uint64_t{40'000'000'001}}) {
      CHECK(rate.newest_at(rate.time_of(k)) == k);
      CHECK(rate.newest_at(rate.time_of(k) - 1ns) == k - 1);
    }
  }
}
