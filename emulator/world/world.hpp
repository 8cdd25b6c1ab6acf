#pragma once

#include "emulator/world/sample_rate.hpp"
#include "emulator/world/settling.hpp"
#include "emulator/world/state.hpp"

#include <cupola/hat/readings.hpp>

#include <chrono>
#include <cstdint>

namespace cupola::world {

/// What the chips of a HAT measure in a simulated place. Sample number k of a chip depends on the seed, on k
/// and on the states the world was given and when, and on nothing else: samples may be asked for in any
/// order, or left out. Times are counted from the beginning of the world; `time_ns` of a sample is its moment
/// on that count.
///
/// A new state is reached exponentially, with the time constants of settling.hpp. The chips' noise,
/// resolution and full scale are applied: values stay in the ranges that readings.hpp gives.
class World {
 public:
  /// Throws std::invalid_argument if a number of `state` is not finite, or the field's period is not
  /// positive.
  World(const WorldState& state, std::uint64_t seed);

  /// Goes over to `state` from `at` on (not before the last change). Throws as the constructor does, changing
  /// nothing.
  void change(const WorldState& state, std::chrono::nanoseconds at);
  /// Where the world is heading: the state given last.
  const WorldState& state() const { return state_; }

  hat::HumiditySample humidity(std::uint64_t number) const;
  hat::PressureSample pressure(std::uint64_t number) const;
  hat::MotionSample motion(std::uint64_t number) const;
  hat::LightSample light(std::uint64_t number, SampleRate rate) const;

 private:
  WorldState state_;
  std::uint64_t seed_;
  Settling humidity_;
  Settling humidity_temperature_;
  Settling pressure_;
  Settling pressure_temperature_;
  Settling red_;
  Settling green_;
  Settling blue_;
  Settling clear_;
  Settling yaw_;
  Settling pitch_;
  Settling roll_;
  Settling gravity_;

  void retarget(const WorldState& state, double at_s);
  struct Attitude;
  Attitude attitude(double time_s) const;
};

}  // namespace cupola::world
