#pragma once

#include <cupola/hat/waiting.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace cupola::api {

/// Asks `read` until it gives a sample, for a second at most. The chips need up to 80 ms after power-on for
/// their first conversion (HTS221 at 12.5 Hz), a world that is only just starting a little more.
template <typename Read>
auto first_sample(hat::Waiting& waiting, Read&& read) -> decltype(read()) {
  constexpr auto kPause = std::chrono::milliseconds(10);
  constexpr auto kPatience = std::chrono::seconds(1);
  auto sample = read();
  for (std::chrono::nanoseconds waited{0}; !sample && waited < kPatience; waited += kPause) {
    waiting.wait(kPause);
    sample = read();
  }
  return sample;
}

}  // namespace cupola::api
