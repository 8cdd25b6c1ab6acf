#pragma once

#include "emulator/world/attitude.hpp"
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
/// A new state is reached exponentially, with the time constants of settling.hpp; angles as a hand turns a
/// board, and gravity is gone within a fifth of a second. The chips' noise, resolution and full scale are
/// applied (chips.hpp): values stay in the ranges that readings.hpp gives.
class World {
 public:
  /// Throws std::invalid_argument if a number of `state` is not finite, the field's period or a shake's
  /// frequency is not positive, or a spin has no axis.
  World(const WorldState& state, std::uint64_t seed);

  /// Goes over to `state` from `at` on (not before the last change). Throws as the constructor does, changing
  /// nothing.
  void change(const WorldState& state, std::chrono::nanoseconds at);
  /// Where the world is heading: the state given last.
  const WorldState& state() const { return state_; }

  /// How the board is turned at a time, sway, spin and shake included: roll and yaw −180…180, pitch −90…90.
  /// Who ends a spin here and hands this over as the new orientation leaves the board how it got to be.
  Orientation orientation_at(std::chrono::nanoseconds at) const;

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
  Settling gravity_;
  Attitude attitude_;
};

}  // namespace cupola::world
