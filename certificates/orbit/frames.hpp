#pragma once

#include "certificates/orbit/geodetic.hpp"
#include "certificates/orbit/sgp4.hpp"
#include "certificates/orbit/time.hpp"
#include "certificates/orbit/vec3.hpp"

namespace cupola::orbit {

/// What the Earth does that no formula foretells, as IERS Bulletin A publishes it. Zeros when unknown:
/// at most 0.9 s of dUT1 (417 m on the ground) and 9 m of polar motion are lost then.
struct EarthOrientation {
  double dut1_s = 0;  ///< UT1 - UTC, -0.9 to 0.9
  double polar_x_arcsec = 0;
  double polar_y_arcsec = 0;
};

/// Greenwich mean sidereal time in radians, 0 to 2 pi, by the IAU 1982 expression.
double sidereal_time(Time utc, double dut1_s = 0);

/// Position (km) and velocity (km/s) fixed to the turning Earth (ITRF): TEME turned by sidereal time, then by
/// polar motion. AIAA 2006-6753, appendix C.
struct EarthFixedState {
  Vec3 position_km;
  Vec3 velocity_km_s;
};
EarthFixedState to_earth_fixed(const TemeState& state, Time utc, const EarthOrientation& earth = {});

/// The place above the WGS84 ellipsoid. Within 1 mm from the centre's surroundings (50 km) out to 100 000 km.
Geodetic to_geodetic(const Vec3& earth_fixed_km);
/// The same, with sine and cosine of the latitude, which were worked out on the way.
struct GeodeticNormal {
  Geodetic place;
  double sine = 0;
  double cosine = 1;
};
GeodeticNormal to_geodetic_normal(const Vec3& earth_fixed_km);
/// The inverse, exactly.
Vec3 to_earth_fixed(const Geodetic& place);

}  // namespace cupola::orbit
