#include "certificates/orbit/track.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cupola::orbit {
namespace {

constexpr std::int64_t kMostPoints = 10'000'000;

/// Speed of the foot point: the horizontal part of the velocity, scaled down from the satellite's height to
/// the ground by the ellipsoid's two radii of curvature.
double ground_speed(const EarthFixedState& state, const GeodeticNormal& normal) {
  constexpr double kEquatorKm = 6378.137, kE2 = 0.00669437999014131699614;
  const Vec3 &r = state.position_km, &v = state.velocity_km_s;
  const double from_axis = std::sqrt(r.x * r.x + r.y * r.y);
  const double sin_lat = normal.sine, cos_lat = normal.cosine, altitude = normal.place.altitude_km;
  const double sin_lon = from_axis > 0 ? r.y / from_axis : 0, cos_lon = from_axis > 0 ? r.x / from_axis : 1;
  const double w = 1 - kE2 * sin_lat * sin_lat;
  const double across = kEquatorKm / std::sqrt(w), along = across * (1 - kE2) / w;
  const double east = (v.y * cos_lon - v.x * sin_lon) * across / (across + altitude);
  const double north =
      (v.z * cos_lat - (v.x * cos_lon + v.y * sin_lon) * sin_lat) * along / (along + altitude);
  return std::sqrt(east * east + north * north);
}

/// Latitude and height where the straight line between two points in the map meets the date line.
Geodetic at_date_line(const Geodetic& a, const Geodetic& b, double side) {
  const double from_a = 180 - std::abs(a.longitude_deg), from_b = 180 - std::abs(b.longitude_deg);
  const double part = from_a + from_b > 0 ? from_a / (from_a + from_b) : 0;
  return {.latitude_deg = a.latitude_deg + part * (b.latitude_deg - a.latitude_deg),
          .longitude_deg = side,
          .altitude_km = a.altitude_km + part * (b.altitude_km - a.altitude_km)};
}

}  // namespace

Expected<TrackPoint, OrbitFailure> track_point(const Orbit& orbit, Time time, const EarthOrientation& earth) {
  const auto state = orbit.at(time);
  if (!state) return state.reason();
  const EarthFixedState fixed = to_earth_fixed(*state, time, earth);
  const GeodeticNormal below = to_geodetic_normal(fixed.position_km);
  return TrackPoint{.time = time,
                    .place = below.place,
                    .speed_km_s = length(state->velocity_km_s),
                    .ground_speed_km_s = ground_speed(fixed, below)};
}

GroundTrack ground_track(const ElementSet& set, const TrackSpan& span, const EarthOrientation& earth) {
  if (span.to < span.from) throw std::invalid_argument{"a ground track must not end before it starts"};
  if (span.step.count() <= 0) throw std::invalid_argument{"the step of a ground track must be above 0 s"};
  const std::int64_t steps = (span.to - span.from) / span.step;
  if (steps >= kMostPoints) {
    throw std::invalid_argument{"a ground track holds at most " + std::to_string(kMostPoints) +
                                " points; take a longer step"};
  }
  GroundTrack track;
  const auto orbit = Orbit::from(set);
  if (!orbit) {
    track.stopped = orbit.reason();
    return track;
  }
  track.points.reserve(static_cast<std::size_t>(steps) + 2);
  const auto add = [&](Time time) {
    const auto point = track_point(*orbit, time, earth);
    if (point)
      track.points.push_back(*point);
    else
      track.stopped = point.reason();
    return !track.stopped;
  };
  for (std::int64_t step = 0; step <= steps; ++step) {
    if (!add(span.from + step * span.step)) return track;
  }
  if (track.points.back().time != span.to) add(span.to);
  return track;
}

std::vector<std::vector<Geodetic>> split_at_date_line(std::span<const Geodetic> path) {
  std::vector<std::vector<Geodetic>> pieces;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i == 0) {
      pieces.push_back({path[0]});
      continue;
    }
    const Geodetic &before = path[i - 1], &here = path[i];
    if (std::abs(here.longitude_deg - before.longitude_deg) > 180) {
      const double side = before.longitude_deg > 0 ? 180 : -180;
      pieces.back().push_back(at_date_line(before, here, side));
      pieces.push_back({at_date_line(before, here, -side)});
    }
    pieces.back().push_back(here);
  }
  return pieces;
}

}  // namespace cupola::orbit
