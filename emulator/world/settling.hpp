#pragma once

#include "emulator/world/state.hpp"

#include <cmath>

namespace cupola::world {

/// Time constants in seconds: after one of them 63 % of a change is seen. 0: at once.
struct ResponseTimes {
  double humidity = 0;
  double humidity_temperature = 0;
  double pressure = 0;
  double pressure_temperature = 0;
  double light = 0;
};

/// A learner who moves a slider should not have to wait long to see it.
inline constexpr ResponseTimes kGentleResponse{.humidity = 1.3,
                                               .humidity_temperature = 1.5,
                                               .pressure = 0.3,
                                               .pressure_temperature = 1.5,
                                               .light = 0.01};

/// HTS221 datasheet, tables 3 and 4: 10 s for humidity, 15 s for temperature, to 63 %. LPS25H: one conversion
/// of 62 · (32 + 16) + 975 µs at its averages (AN4450, 4.1); it gives no time for its temperature, which is
/// that of the board and taken as the HTS221's. The colour sensor has none but its integration, which whoever
/// reads it adds up.
inline constexpr ResponseTimes kDatasheetResponse{
    .humidity = 10, .humidity_temperature = 15, .pressure = 0.004, .pressure_temperature = 15, .light = 0};

constexpr ResponseTimes response_times(Response response) {
  switch (response) {
    case Response::Gentle:
      return kGentleResponse;
    case Response::Datasheet:
      return kDatasheetResponse;
    case Response::Instant:
      break;
  }
  return {};
}

/// A quantity on its way from one value to another, exponentially; known at any time without the steps before
/// it.
class Settling {
 public:
  explicit Settling(double value) : from_(value), to_(value) {}

  double at(double time_s) const { return to_ + (from_ - to_) * remaining(time_s); }
  double slope_per_s(double time_s) const {
    if (time_s < start_s_ || constant_s_ <= 0) return 0;
    return (to_ - from_) / constant_s_ * remaining(time_s);
  }
  /// Goes to `value` from `time_s` on, from wherever it is then.
  void go_to(double value, double time_s, double constant_s) {
    if (value == to_ && constant_s == constant_s_) return;
    *this = Settling(at(time_s), value, time_s, constant_s);
  }

 private:
  Settling(double from, double to, double start_s, double constant_s)
      : from_(from), to_(to), start_s_(start_s), constant_s_(constant_s) {}
  double remaining(double time_s) const {
    if (time_s < start_s_) return 1;
    return constant_s_ > 0 ? std::exp((start_s_ - time_s) / constant_s_) : 0;
  }
  double from_;
  double to_;
  double start_s_ = 0;
  double constant_s_ = 0;
};

}  // namespace cupola::world
