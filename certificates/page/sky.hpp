#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/time.hpp"

namespace cupola::page {

/// Where the Sun stands overhead. Within 0.02 degrees.
geo::MapPoint below_the_sun(orbit::Time utc);

/// A circle on the globe as a ring of places, `points` of them: all that are `radius_deg` away from
/// `centre`, counter-clockwise. Longitudes go on over ±180 without a jump.
geo::Ring circle_around(geo::MapPoint centre, double radius_deg, int points);

/// Where the Sun stands lower than `altitude_deg` (0: night, −6: after civil twilight), as an outline that
/// goes around the place opposite the Sun.
geo::Ring darkness(geo::MapPoint sun, double altitude_deg, int points);

/// A great circle's length in degrees, 0–180.
double angle_between(geo::MapPoint a, geo::MapPoint b);
/// The compass direction from `a` to `b`, degrees, 0 north, 90 east.
double bearing(geo::MapPoint from, geo::MapPoint to);

}  // namespace cupola::page
