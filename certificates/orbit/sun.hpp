#pragma once

#include "certificates/orbit/time.hpp"
#include "certificates/orbit/vec3.hpp"

namespace cupola::orbit {

/// Unit vector from the Earth's centre to the apparent Sun, mean equator and equinox of date (TEME to within
/// 0.006 degrees). Within 0.01 degrees from 1950 to 2100. Meeus, Astronomical Algorithms, chapter 25, low
/// accuracy.
Vec3 sun_direction(Time utc);

/// How the Earth's shadow is drawn. Both circles have the equator's radius, 6378.137 km.
enum class Shadow {
  Cylinder,  ///< what published pass tables follow
  Umbra,     ///< the cone in which none of the Sun's disc is seen: the ISS enters it about 4 s later
};

/// Whether the Sun lights a satellite at `position_km` (TEME, or any frame that `sun` is in too). How
/// well the shadows fit: docs/accuracy.md.
bool sunlit(const Vec3& position_km, const Vec3& sun, Shadow shadow = Shadow::Cylinder);

}  // namespace cupola::orbit
