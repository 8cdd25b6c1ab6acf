#pragma once

#include "certificates/orbit/frames.hpp"
#include "certificates/orbit/observer.hpp"
#include "certificates/orbit/sgp4.hpp"
#include "certificates/orbit/sun.hpp"

#include <optional>
#include <span>
#include <vector>

namespace cupola::orbit {

/// Where a satellite stood in the sky at one moment.
struct Sighting {
  Time time{};
  Look look{};
};

/// From when to when a satellite can be seen.
struct Visibility {
  Sighting from{}, to{};
  Sighting highest{};
  double magnitude = 0;  ///< the brightest of that time; smaller is brighter
};

/// One flight of a satellite over somebody's sky.
struct Pass {
  Sighting rise{}, culmination{}, set{};  ///< rise and set at PassOptions::min_elevation_deg
  std::optional<Visibility> visible{};    ///< the longest stretch in sunlight above a dark sky
  std::optional<Time> shadow_entry{};     ///< between rise and set
  std::optional<Time> shadow_exit{};      ///< likewise
  double sun_elevation_deg = 0;           ///< at culmination, for the observer
  Time element_set_epoch{};               ///< of the set that says so
};

/// What counts as a pass, and as visible.
struct PassOptions {
  double min_elevation_deg = 10;  ///< 0 to 89
  double max_sun_deg = -6;        ///< visible only while the Sun stands at most that high: -90 to 90
  double magnitude = -1.8;        ///< standard magnitude, at 1000 km and half phase; the ISS has -1.8
  Shadow shadow = Shadow::Cylinder;
  EarthOrientation earth{};
};

/// The passes found, in order of time, and why the search ended early if it did.
struct PassSearch {
  std::vector<Pass> passes;
  std::optional<OrbitFailure> stopped;
};

/// The passes that culminate from `from` to before `to`. Times are right to a millisecond of the orbit's own.
/// Throws std::invalid_argument for options out of range or `to` before `from`.
PassSearch find_passes(const Orbit& orbit, const Observer& observer, Time from, Time to,
                       const PassOptions& options = {});

/// The passes of which some part lies from `from` to `to`, each from the set with the nearest epoch to its
/// culmination. All sets are of one satellite; without any there is no pass.
PassSearch find_passes(std::span<const ElementSet> sets, const Observer& observer, Time from, Time to,
                       const PassOptions& options = {});

/// Fills in what light has to do with a pass whose rise, culmination and set are known: shadow, Sun,
/// visibility, magnitude.
void add_light(Pass& pass, const Orbit& orbit, const Observer& observer, const PassOptions& options);

/// Apparent magnitude of a satellite at `range_km` whose standard magnitude holds at 1000 km and half phase.
/// `phase_angle_rad` is the angle Sun - satellite - observer, 0 to pi (docs/passes.md says where it is from).
double apparent_magnitude(double standard, double range_km, double phase_angle_rad);

/// "north", "north-east" …: the nearest of the eight directions.
const char* direction_name(double azimuth_deg);

/// Where a satellite of `orbit` stands in the sky; nothing where the orbit gives no position.
std::optional<Look> look_at(const Orbit& orbit, const Observer& observer, Time time,
                            const EarthOrientation& earth = {});

}  // namespace cupola::orbit
