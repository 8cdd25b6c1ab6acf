#pragma once

#include "certificates/orbit/geodetic.hpp"
#include "certificates/orbit/vec3.hpp"

namespace cupola::orbit {

/// Where something stands in somebody's sky. No refraction.
struct Look {
  double azimuth_deg = 0;    ///< from north through east, 0 to below 360
  double elevation_deg = 0;  ///< above the plane of the horizon, -90 to 90
  double range_km = 0;
};

/// Somebody on the ground who looks up: the WGS84 horizon of one place.
class Observer {
 public:
  /// Throws std::invalid_argument where the latitude leaves -90 to 90, the longitude -360 to 360, or the
  /// height -1 to 100 km.
  explicit Observer(const Geodetic& place);

  const Geodetic& place() const { return place_; }
  const Vec3& position_km() const { return position_km_; }  ///< Earth-fixed
  const Vec3& up() const { return up_; }                    ///< unit vector to the zenith, Earth-fixed

  /// Of a position fixed to the Earth.
  Look look(const Vec3& earth_fixed_km) const;
  /// Elevation of a direction fixed to the Earth, of something as far away as the Sun.
  double elevation_deg(const Vec3& direction) const;

 private:
  Geodetic place_;
  Vec3 position_km_, east_, north_, up_;
};

}  // namespace cupola::orbit
