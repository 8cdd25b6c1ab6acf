#pragma once

#include "certificates/orbit/frames.hpp"
#include "certificates/orbit/sgp4.hpp"

#include <optional>
#include <span>
#include <vector>

namespace cupola::orbit {

/// Where a satellite was at one moment.
struct TrackPoint {
  Time time{};
  Geodetic place;
  double speed_km_s = 0;         ///< along its orbit, seen from outside (TEME)
  double ground_speed_km_s = 0;  ///< of the point below it, over the WGS84 surface
};

/// Where the satellite is at `time`.
Expected<TrackPoint, OrbitFailure> track_point(const Orbit& orbit, Time time,
                                               const EarthOrientation& earth = {});

/// The moments of a ground track: `from`, then every `step`, then `to` itself.
struct TrackSpan {
  Time from{};
  Time to{};
  std::chrono::nanoseconds step = std::chrono::seconds{1};
};

/// The points in order of time, and why they end before `span.to` if they do.
struct GroundTrack {
  std::vector<TrackPoint> points;
  std::optional<OrbitFailure> stopped;
};

/// Throws std::invalid_argument where `to` lies before `from`, the step is not above zero,
/// or more than ten million points would come of it.
GroundTrack ground_track(const ElementSet& set, const TrackSpan& span, const EarthOrientation& earth = {});

/// The path in pieces none of which crosses the date line; where it does, one piece ends and the next begins
/// on it (at +180 and -180). A map drawer can then join the points of a piece without a line across the whole
/// map.
std::vector<std::vector<Geodetic>> split_at_date_line(std::span<const Geodetic> path);

}  // namespace cupola::orbit
