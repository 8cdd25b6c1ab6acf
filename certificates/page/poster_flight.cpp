#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/track.hpp"
#include "certificates/page/flight_log.hpp"
#include "certificates/page/poster.hpp"
#include "certificates/page/words.hpp"
#include "emulator/picture/highlights.hpp"
#include "emulator/picture/led_look.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

/// The picture shown longest, as seen; all dark if nothing was lit.
std::array<hat::Color, hat::kPixelCount> lights_of(const FlownRun& run) {
  const std::string bytes = read_bytes(run.film);
  if (record::sha256_hex(bytes) != run.end.film_sha256)
    throw std::runtime_error(run.film.string() + ": not the film the journal names (film_sha256)");
  const picture::Film film = picture::decode_film(bytes);
  const std::vector<std::size_t> best = picture::highlights(film, 1);
  if (best.empty()) return {};
  return picture::led_colors(film.frames.at(best.front()).frame, picture::Look::AsSeen, film.gamma);
}

/// A shared element set's revolution.
nanoseconds revolution(const orbit::ElementSet& set) {
  return nanoseconds{static_cast<std::int64_t>(86400e9 / set.mean_motion_rev_per_day)};
}

std::vector<orbit::Geodetic> path(const orbit::ElementSet& set, const orbit::TrackSpan& span) {
  const orbit::GroundTrack track = orbit::ground_track(set, span);
  std::vector<orbit::Geodetic> result;
  result.reserve(track.points.size());
  for (const orbit::TrackPoint& point : track.points) result.push_back(point.place);
  return result;
}

class Gatherer {
 public:
  Gatherer(const FlightRequest& request, Flight& flight, std::vector<std::string>& problems)
      : request_(request), flight_(flight), problems_(problems) {}

  void add(const FlownRun& run, const std::string& team) {
    const orbit::Time start = run.end.start;
    const orbit::Time end = std::max<orbit::Time>(start, run.end.end);
    const orbit::ElementSet& set = *orbit::nearest_set(request_.elements, start);
    const std::vector<orbit::Geodetic> middle =
        path(set, {start + (end - start) / 2, start + (end - start) / 2, 1s});
    if (middle.empty()) {
      problems_.push_back(fmt::format("{}: the element set gives no orbit at that time", run.end.entry));
      return;
    }
    PosterMark mark{.start = start, .position = middle.front(), .team = team, .lights = {}};
    try {
      mark.lights = lights_of(run);
    } catch (const std::exception& error) {
      problems_.push_back(fmt::format("{}: {}", run.end.entry, error.what()));
    }
    follow(set, start, end);
    flight_.simulated = flight_.simulated || run.simulated;
    flight_.marks.push_back(std::move(mark));
    flight_.end = std::max(flight_.end, end);
  }

 private:
  /// Where the station flew since the last run, unless the pause was longer than a revolution.
  void follow(const orbit::ElementSet& set, orbit::Time start, orbit::Time end) {
    if (flight_.marks.empty()) flight_.start = flown_to_ = start;
    const bool paused = start - flown_to_ > revolution(set);
    const orbit::Time from = paused ? start : flown_to_;
    if (end <= from) return;
    std::vector<orbit::Geodetic> piece = path(set, {from, end, 30s});
    if (piece.empty()) return;
    if (paused || flight_.track.empty()) flight_.track.emplace_back();
    std::vector<orbit::Geodetic>& whole = flight_.track.back();
    whole.insert(whole.end(), piece.begin() + (whole.empty() ? 0 : 1), piece.end());
    flight_.revolutions += std::chrono::duration<double>(end - from) / revolution(set);
    flown_to_ = end;
  }

  const FlightRequest& request_;
  Flight& flight_;
  std::vector<std::string>& problems_;
  orbit::Time flown_to_{};
};

std::vector<FlownRun> runs_in_order(const FlightRequest& request, const mission::Mission& mission,
                                    std::vector<std::string>& problems) {
  std::vector<FlightLog> logs;
  for (const std::filesystem::path& folder : request.logs) {
    try {
      logs.push_back(read_flight_log(folder, mission));
      problems.insert(problems.end(), logs.back().problems.begin(), logs.back().problems.end());
    } catch (const std::exception& error) {
      problems.emplace_back(error.what());
    }
  }
  std::vector<FlownRun> runs;
  for (auto& [id, run] : merge_runs(logs)) runs.push_back(std::move(run));
  std::stable_sort(runs.begin(), runs.end(),
                   [](const FlownRun& a, const FlownRun& b) { return a.end.start < b.end.start; });
  return runs;
}

}  // namespace

Flight read_flight(const FlightRequest& request, std::vector<std::string>& problems) {
  if (request.elements.empty())
    throw std::invalid_argument("a poster needs an element set of the ISS, got none");
  const Words known(request.language);
  const mission::Mission mission = mission::read_mission(request.mission);
  std::map<std::string, std::string> teams;
  for (mission::Entry& entry : mission::read_entries(mission)) {
    teams[entry.id] = entry.team.empty() ? entry.id : std::move(entry.team);
  }
  Flight flight;
  flight.mission_name = mission.name;
  flight.language = known.language();
  flight.simulated = false;
  const std::filesystem::path patch = request.mission / "patch.png";
  if (std::filesystem::exists(patch)) flight.patch_png = read_bytes(patch);
  Gatherer gatherer(request, flight, problems);
  for (const FlownRun& run : runs_in_order(request, mission, problems)) {
    const auto team = teams.find(run.end.entry);
    gatherer.add(run, team == teams.end() ? run.end.entry : team->second);
  }
  if (flight.marks.empty()) {
    throw mission::BadInput("no completed run in these logs; a poster shows what flew" +
                            (problems.empty() ? std::string() : ": " + problems.front()));
  }
  const orbit::Time middle = flight.start + (flight.end - flight.start) / 2;
  const orbit::ElementSet& set = *orbit::nearest_set(request.elements, middle);
  if (flight.end - flight.start < revolution(set)) {
    flight.around = path(set, {middle - revolution(set) / 2, middle + revolution(set) / 2, 30s});
  }
  return flight;
}

}  // namespace cupola::page
