#pragma once

#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/expected.hpp"
#include "certificates/orbit/vec3.hpp"

#include <string_view>

namespace cupola::orbit {

/// Why there is no position. None of these is a fault of the program: they are what orbits do.
enum class OrbitFailure {
  DeepSpace,     ///< period of 225 min or more: needs Sun and Moon terms (SDP4), which Cupola leaves out
  Unphysical,    ///< the elements describe no orbit at all
  Eccentricity,  ///< drag has driven the mean eccentricity out of [-0.001, 1): far outside the set's validity
  NoEllipse,     ///< the semi-latus rectum has become negative: far outside the set's validity
  Decayed,       ///< the satellite would be below the Earth's surface
};
/// One phrase in plain English, to stand after "satellite 25544: ".
std::string_view describe(OrbitFailure failure);

/// Position and velocity in TEME (true equator, mean equinox of date), km and km/s.
struct TemeState {
  Vec3 position_km;
  Vec3 velocity_km_s;
};

/// An element set made ready for propagation: the constants of SGP4, near-Earth part. Plain data, never
/// changed afterwards, so one may be used from several threads.
///
/// Equations: Hoots & Roehrich, Spacetrack Report No. 3 (1980), section 6, with the corrections of Vallado,
/// Crawford, Hujsak & Kelso, "Revisiting Spacetrack Report #3", AIAA 2006-6753 ("improved" operation mode),
/// WGS-72 constants. Names in the comments are those of the papers. Units: radians, minutes, Earth radii
/// (6378.135 km).
struct Orbit {
  Time epoch{};
  double mean_anomaly = 0;      ///< M0
  double perigee_argument = 0;  ///< omega0
  double ascending_node = 0;    ///< Omega0
  double eccentricity = 0;      ///< e0
  double inclination = 0;       ///< i0
  double bstar = 0;             ///< B*
  double mean_motion = 0;       ///< n0'' (Brouwer)
  double semi_major_axis = 0;   ///< a0''

  double mean_anomaly_rate = 0;
  double perigee_rate = 0;
  double node_rate = 0;
  double node_drag = 0;     ///< coefficient of t² in the node
  double perigee_drag = 0;  ///< coefficient of t in delta omega
  double anomaly_drag = 0;  ///< coefficient of the cube in delta M
  double anomaly_cube = 0;  ///< (1 + eta cos M0)³
  double eta = 0;
  double sin_mean_anomaly = 0;
  double c1 = 0, c4 = 0, c5 = 0, d2 = 0, d3 = 0, d4 = 0;
  double t2 = 0, t3 = 0, t4 = 0, t5 = 0;  ///< coefficients of t²…t⁵ in the mean longitude
  bool simple_drag = false;               ///< perigee below 220 km: the higher drag terms are left out

  double cos_inclination = 0, sin_inclination = 0;
  double three_theta2_minus_1 = 0, one_minus_theta2 = 0, seven_theta2_minus_1 = 0;  ///< theta = cos i
  double long_period_l = 0, long_period_ay = 0;  ///< coefficients of the long-period terms in L and a_y

  /// Refuses deep space and elements that describe no orbit.
  static Expected<Orbit, OrbitFailure> from(const ElementSet& set);

  /// Where the satellite is `minutes` after the epoch (before it where negative).
  Expected<TemeState, OrbitFailure> after(double minutes) const;
  /// Where the satellite is at `time`.
  Expected<TemeState, OrbitFailure> at(Time time) const;
};

}  // namespace cupola::orbit
