#pragma once

#include "certificates/orbit/geodetic.hpp"
#include "certificates/orbit/time.hpp"
#include "certificates/orbit/vec3.hpp"
#include "certificates/passes/sky.hpp"

#include <array>
#include <string>
#include <vector>

namespace cupola::passes {

/// Where something stands in somebody's sky; no refraction.
struct SkyAngle {
  double azimuth_deg = 0;    ///< from north through east
  double elevation_deg = 0;  ///< above the horizon
};

struct Planet {
  std::string name;
  SkyAngle angle;
  double magnitude = 0;
};

struct Moon {
  SkyAngle angle;
  double lit = 0;  ///< part of its disc that the Sun lights, 0 to 1
  double bright_limb_deg =
      0;  ///< where its bright side points: from the zenith's direction, clockwise as seen
};

/// The sky over one place at one moment: precession, nutation and the turning Earth by ERFA (IAU 2006), UT1 =
/// UTC. Stars are right to the arc second of the catalogue, the Moon to 0.02 degrees, planets to 0.1.
class Heavens {
 public:
  Heavens(orbit::Time utc, const orbit::Geodetic& place);

  SkyAngle of(const SkyPlace& place) const;
  Moon moon() const;
  /// Mercury, Venus, Mars, Jupiter, Saturn.
  std::vector<Planet> planets() const;
  SkyAngle sun() const;

 private:
  /// A direction in the celestial frame (GCRS), of any length.
  SkyAngle of(const orbit::Vec3& direction) const;
  orbit::Vec3 earth_au() const;  ///< heliocentric

  double tt_ = 0;                                      ///< terrestrial time: days since J2000
  std::array<std::array<double, 3>, 3> to_horizon_{};  ///< rows: east, north, up, in GCRS
  orbit::Vec3 observer_au_;                            ///< from the Earth's centre, GCRS
};

}  // namespace cupola::passes
