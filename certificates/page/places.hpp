#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/geodetic.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace cupola::page {

/// A place that people know: a city or an island of the time zone database (public domain), whose name in
/// every language ICU holds.
struct KnownPlace {
  std::string_view zone;  ///< "Pacific/Pitcairn"
  geo::MapPoint at;
};

/// All of them, from places.tsv.
std::span<const KnownPlace> known_places();

/// How a spot lies from the nearest known place.
struct NearPlace {
  std::string_view zone;
  double distance_km = 0;
  double bearing_deg = 0;  ///< seen from the place: 0 north, 90 east
};
NearPlace nearest_place(double latitude_deg, double longitude_deg);

/// A place to be named on the map.
struct TrackPlace {
  const KnownPlace* place = nullptr;
  double off_track_deg = 0;
  double from_marker_deg = 0;
};
/// The places within 6° of a path, those near the spot of the flight first.
std::vector<TrackPlace> places_near(std::span<const orbit::Geodetic> path, const orbit::Geodetic& spot);

}  // namespace cupola::page
