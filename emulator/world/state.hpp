#pragma once

#include <cupola/hat/readings.hpp>

#include <cstdint>

namespace cupola::world {

/// How the board is turned, as the existing library means it: R = Rz(yaw) · Ry(pitch) · Rx(roll) takes the
/// board's axes to the world's. Any angles; they are taken the short way round.
struct Orientation {
  double yaw_deg = 0;
  double pitch_deg = 0;
  double roll_deg = 0;
  friend bool operator==(const Orientation&, const Orientation&) = default;
};

/// What falls on the colour sensor: the counts of one integration cycle at gain 1.
struct Light {
  double red = 0;
  double green = 0;
  double blue = 0;
  double clear = 0;
  friend bool operator==(const Light&, const Light&) = default;
};

/// The Earth's field in world axes (x magnetic north, y east, z down, as the board's when it lies level and
/// faces north): a steady part, and a part that turns with the orbit. The latter is a dipole along the
/// Earth's axis seen from a cabin that keeps its floor down and its nose forwards: forward B cos u sin i,
/// right −B cos i, down 2 B sin u sin i, turned so that north is x at time 0.
struct MagneticField {
  hat::Vec3 steady_ut;
  double equator_ut = 0;  ///< B at the magnetic equator in orbit; 0: no orbit
  double inclination_deg = 51.64;
  double period_s = 5560;
  double start_deg = 60;  ///< u, the angle from the ascending node, at time 0
  friend bool operator==(const MagneticField&, const MagneticField&) = default;
};

/// What is done with the board beside turning it.
enum class MotionKind : std::uint8_t {
  None,
  Shake,     ///< by a hand: to and fro, with the swing that goes with it
  FreeFall,  ///< nothing pulls, as aboard the ISS
  Spin,      ///< turns on and on about an axis of its own
};

/// The motion and its numbers; those of another kind than `kind` say nothing.
struct Motion {
  MotionKind kind = MotionKind::None;
  double shake_g = 1;  ///< the largest acceleration along the board's x
  double shake_hz = 4;
  double shake_fades_s = 0;      ///< after each of these 37 % of the shaking is left; 0: it goes on
  hat::Vec3 spin_axis{0, 0, 1};  ///< in the board's axes; its length does not matter
  double spin_deg_s = 90;
  std::uint32_t again = 0;  ///< another number begins a fading shake anew
  friend bool operator==(const Motion&, const Motion&) = default;
};

/// How soon the chips show a change (settling.hpp).
enum class Response : std::uint8_t {
  Gentle,     ///< within seconds: what a learner can wait for
  Datasheet,  ///< as slowly as the real chips
  Instant,    ///< with the next sample
};

/// Everything about a place that a HAT can measure. A window changes these numbers and hands them to
/// World::change.
struct WorldState {
  double humidity_percent = 45;
  double humidity_temperature_c = 20;  ///< at the HTS221
  double pressure_hpa = 1013;
  double pressure_temperature_c = 20;  ///< at the LPS25H, which sits nearer to the computer's heat
  Light light{};
  Orientation orientation{};
  Motion motion{};
  /// What the accelerometer feels at rest, g. 0 would be true to the ISS, but leaves roll and pitch without
  /// meaning.
  double gravity_g = 1;
  MagneticField field{};
  double noise = 1;       ///< times the chips' own noise; 0: none
  double air_wander = 1;  ///< times ±0.08 °C, ±0.4 %RH, ±0.15 hPa, ±2 % of the light, over minutes
  double attitude_wander_deg = 0;
  Response response = Response::Gentle;
  friend bool operator==(const WorldState&, const WorldState&) = default;
};

/// The inside of Columbus: 27 °C, 45 %RH, 1013 hPa, white lamps (about two thirds of full scale at gain 60
/// and 64 cycles), a board mounted level that sways by 0.3°, a field that turns with the orbit. Gravity is
/// kept at 1 g so that orientation, the plumb line and "which way is down" work in the cabin as they do on a
/// desk; set `gravity_g` to 0 for what the ISS would feel.
WorldState iss_cabin();

/// A table in Europe: 20 °C, daylight, nothing moves.
WorldState still_desk();

}  // namespace cupola::world
