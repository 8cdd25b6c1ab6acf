#pragma once

namespace cupola::orbit {

/// A place above the WGS84 ellipsoid: degrees, north and east positive, longitude in (−180, 180].
struct Geodetic {
  double latitude_deg = 0;
  double longitude_deg = 0;
  double altitude_km = 0;
};

}  // namespace cupola::orbit
