#pragma once

#include "certificates/orbit/time.hpp"
#include "certificates/orbit/vec3.hpp"

namespace cupola::orbit {

/// Unit vector from the Earth's centre to the apparent Sun, mean equator and equinox of date (TEME to within
/// 0.006 degrees). Within 0.01 degrees from 1950 to 2100. Meeus, Astronomical Algorithms, chapter 25, low
/// accuracy.
Vec3 sun_direction(Time utc);

/// Whether the Sun lights a satellite at `position_km` (TEME, or any frame that `sun` is in too). The Earth's
/// shadow is a cylinder of radius 6378.137 km, which is what published pass tables follow (docs/accuracy.md).
bool sunlit(const Vec3& position_km, const Vec3& sun);

}  // namespace cupola::orbit
