#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/track.hpp"
#include "certificates/page/content.hpp"
#include "certificates/page/issue.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

picture::Film read_film(const FlownRun& run) {
  const std::string bytes = read_bytes(run.film);
  if (record::sha256_hex(bytes) != run.end.film_sha256) {
    throw std::runtime_error(run.film.string() +
                             ": not the film the journal names (film_sha256); bring the log's films/ again");
  }
  try {
    return picture::decode_film(bytes);
  } catch (const std::invalid_argument& error) {
    throw std::runtime_error(run.film.string() + ": " + error.what());
  }
}

/// The orbit of one element set over the Earth as it stood.
struct Follower {
  const orbit::ElementSet& elements;
  const orbit::EarthOrientation& earth;

  std::vector<orbit::TrackPoint> track(const orbit::TrackSpan& span) const {
    orbit::GroundTrack track = orbit::ground_track(elements, span, earth);
    if (track.stopped) {
      throw std::runtime_error(
          fmt::format("the element set of epoch {} gives no orbit at the time of the run: {}",
                      moment_words(elements.epoch), orbit::describe(*track.stopped)));
    }
    return std::move(track.points);
  }
  std::vector<orbit::Geodetic> path(const orbit::TrackSpan& span) const {
    const std::vector<orbit::TrackPoint> points = track(span);
    std::vector<orbit::Geodetic> result;
    result.reserve(points.size());
    for (const orbit::TrackPoint& point : points) result.push_back(point.place);
    return result;
  }
};

/// What the form said.
Certificate with_names(const mission::Mission& mission, const mission::Entry& entry) {
  Certificate certificate;
  certificate.id = entry.id;
  certificate.team = entry.team.empty() ? entry.id : entry.team;
  certificate.members = entry.members;
  certificate.school = entry.school;
  certificate.mission_name = mission.name;
  certificate.language = Words::choose({}, entry.language, entry.country);
  certificate.country = entry.country;
  certificate.timezone = entry.timezone;
  return certificate;
}

}  // namespace

Certificate make_certificate(const mission::Mission& mission, const mission::Entry& entry,
                             const FlownRun& run, const orbit::ElementSet& elements, const geo::Atlas& atlas,
                             const orbit::EarthOrientation& earth) {
  const Follower follower{elements, earth};
  Certificate certificate = with_names(mission, entry);
  certificate.start = run.end.start;
  certificate.end = std::max(run.end.start, run.end.end);
  certificate.clock_synchronised = run.clock_synchronised;
  certificate.simulated = run.simulated;
  const nanoseconds length = certificate.end - certificate.start;
  const orbit::Time middle = certificate.start + length / 2;
  const nanoseconds half_revolution{std::llround(43200e9 / elements.mean_motion_rev_per_day)};
  const orbit::TrackPoint spot = follower.track({middle, middle, 1s}).front();
  certificate.position = spot.place;
  certificate.speed_km_s = spot.speed_km_s;
  certificate.below = atlas.below(certificate.position.latitude_deg, certificate.position.longitude_deg);
  certificate.near = nearest_place(certificate.position.latitude_deg, certificate.position.longitude_deg);
  certificate.orbit_path = follower.path({middle - half_revolution, middle + half_revolution, 60s});
  certificate.flown_path =
      follower.path({certificate.start, certificate.end, std::max<nanoseconds>(1s, length / 60)});
  const double age = std::abs(orbit::age_days(elements, middle));
  certificate.elements = {elements.epoch, age, orbit::uncertainty_km(age)};
  certificate.film = read_film(run);
  return certificate;
}

Certificate make_participation(const mission::Mission& mission, const mission::Entry& entry, Reason reason,
                               orbit::Time when) {
  Certificate certificate = with_names(mission, entry);
  certificate.participation = reason;
  certificate.start = certificate.end = when;
  return certificate;
}

}  // namespace cupola::page
