#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/passes.hpp"
#include "certificates/orbit/root.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cupola::orbit {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180;
constexpr double kStep_s = 30;
constexpr double kRootTolerance_s = 1e-5;
constexpr double kEarthRadiusKm = 6378.135;
constexpr double kTurnOfEarth = 7.2921159e-5;  // rad/s
constexpr double kLongestPass_s = 9000;        // nothing with a period below 225 minutes stays up longer

/// Sine of the elevation, its rate, and the angle at the Earth's centre from the observer.
struct View {
  double sine = 0;
  double rate = 0;     // 1/s
  double central = 0;  // rad; only up to the geodetic latitude's difference from the geocentric one
};

/// One satellite in one sky, by seconds since the beginning of the search.
class Sky {
 public:
  Sky(const Orbit& orbit, const Observer& observer, Time zero, const PassOptions& options)
      : orbit_{orbit}, observer_{observer}, zero_{zero}, options_{options} {}

  Time time(double s) const { return zero_ + std::chrono::nanoseconds{std::llround(s * 1e9)}; }

  /// The Earth-fixed state; remembers why if there is none, and then gives a satellite far below.
  EarthFixedState state(double s) const {
    const auto teme = orbit_.at(time(s));
    if (teme) return to_earth_fixed(*teme, time(s), options_.earth);
    failure_ = teme.reason();
    return {-2.0 * observer_.position_km(), {}};
  }

  View view(double s) const {
    const EarthFixedState here = state(s);
    const Vec3 line = here.position_km - observer_.position_km();
    const double range = length(line), up = dot(line, observer_.up());
    const double closing = dot(line, here.velocity_km_s) / (range * range);
    const double cosine = dot(here.position_km, observer_.up()) / length(here.position_km);
    return {.sine = up / range,
            .rate = (dot(here.velocity_km_s, observer_.up()) - up * closing) / range,
            .central = std::acos(std::clamp(cosine, -1.0, 1.0))};
  }

  Sighting sighting(double s) const { return {time(s), observer_.look(state(s).position_km)}; }
  const std::optional<OrbitFailure>& failure() const { return failure_; }

 private:
  const Orbit& orbit_;
  const Observer& observer_;
  Time zero_;
  const PassOptions& options_;
  mutable std::optional<OrbitFailure> failure_;
};

/// How far from the observer, in angle at the Earth's centre, a satellite may be and still stand high enough;
/// and how fast that angle can change. Both with something to spare.
struct Reach {
  double angle = 0;
  double rate = 0;  // rad/s

  Reach(const Orbit& orbit, const Observer& observer, double min_elevation) {
    constexpr double kSpareKm = 60;                 // short-period terms and drag
    constexpr double kSpareAngle = 0.6 * kRadians;  // geodetic against geocentric zenith, and the same again
    const double e = orbit.eccentricity;
    const double apogee_km = orbit.semi_major_axis * (1 + e) * kEarthRadiusKm + kSpareKm;
    const double elevation = min_elevation * kRadians;
    const double cosine = length(observer.position_km()) * std::cos(elevation) / apogee_km;
    angle = std::acos(std::clamp(cosine, -1.0, 1.0)) - elevation + kSpareAngle;
    const double at_perigee =
        orbit.mean_motion / 60 * (1 + e) * (1 + e) / std::pow(1 - e * e, 1.5);  // Kepler's second law
    rate = 1.03 * at_perigee + kTurnOfEarth;
  }
};

/// Rise, culmination and set in seconds since the beginning of the search.
struct Arc {
  double rise = 0, culmination = 0, set = 0;
  double highest = -1;  // sine of the elevation at culmination
};

/// Walks along the time and notes where the satellite crosses the least elevation and where it is highest.
class Walk {
 public:
  Walk(const Sky& sky, const Reach& reach, double min_elevation_deg)
      : sky_{sky}, reach_{reach}, level_{std::sin(min_elevation_deg * kRadians)} {}

  /// The arcs that set between `from` and `to`; begins well before, so that none is cut.
  std::vector<Arc> arcs(double from, double to) {
    double s = from - kLongestPass_s;
    View here = sky_.view(s);
    up_ = false;
    while (s < to && !sky_.failure()) {
      const double ahead = (here.central - reach_.angle) / reach_.rate;
      const double next = s + std::max(kStep_s, ahead);
      const View there = sky_.view(next);
      if (sky_.failure()) break;
      if (ahead < kStep_s) look_between(s, here, next, there);
      s = next;
      here = there;
    }
    return std::move(found_);
  }

 private:
  void look_between(double a, const View& at_a, double b, const View& at_b) {
    if (at_a.rate > 0 && at_b.rate <= 0) {
      const double peak = find_root([&](double s) { return sky_.view(s).rate; }, a, b, at_a.rate, at_b.rate,
                                    kRootTolerance_s);
      const View at_peak = sky_.view(peak);
      cross(a, at_a, peak, at_peak);
      if (up_ && at_peak.sine > arc_.highest) {
        arc_.culmination = peak;
        arc_.highest = at_peak.sine;
      }
      cross(peak, at_peak, b, at_b);
    } else {
      cross(a, at_a, b, at_b);
    }
  }

  void cross(double a, const View& at_a, double b, const View& at_b) {
    if ((at_a.sine >= level_) == (at_b.sine >= level_)) return;
    const double moment = find_root([&](double s) { return sky_.view(s).sine - level_; }, a, b,
                                    at_a.sine - level_, at_b.sine - level_, kRootTolerance_s);
    if (at_b.sine >= level_) {
      arc_ = {.rise = moment};
      up_ = true;
    } else if (up_) {
      arc_.set = moment;
      found_.push_back(arc_);
      up_ = false;
    }
  }

  const Sky& sky_;
  const Reach& reach_;
  double level_;
  bool up_ = false;
  Arc arc_;
  std::vector<Arc> found_;
};

void check(const PassOptions& options, Time from, Time to) {
  if (to < from) throw std::invalid_argument{"a search for passes must not end before it starts"};
  if (!(options.min_elevation_deg >= 0 && options.min_elevation_deg <= 89)) {
    throw std::invalid_argument{"the least elevation of a pass must be 0 to 89 degrees, got " +
                                std::to_string(options.min_elevation_deg)};
  }
  if (!(options.max_sun_deg >= -90 && options.max_sun_deg <= 90)) {
    throw std::invalid_argument{"the highest Sun must be -90 to 90 degrees, got " +
                                std::to_string(options.max_sun_deg)};
  }
  if (!(std::abs(options.magnitude) <= 30)) {
    throw std::invalid_argument{"the standard magnitude must be -30 to 30, got " +
                                std::to_string(options.magnitude)};
  }
}

/// The stretches of time in which one set is the nearest of all.
struct Reign {
  const ElementSet* set = nullptr;
  Time from{}, to{};
};

std::vector<Reign> reigns(std::span<const ElementSet> sets, Time from, Time to) {
  std::vector<const ElementSet*> order;
  for (const ElementSet& set : sets) order.push_back(&set);
  std::stable_sort(order.begin(), order.end(),
                   [](const ElementSet* a, const ElementSet* b) { return a->epoch < b->epoch; });
  // Of two sets with one epoch the first is meant, as in nearest_set.
  order.erase(std::unique(order.begin(), order.end(),
                          [](const ElementSet* a, const ElementSet* b) { return a->epoch == b->epoch; }),
              order.end());
  std::vector<Reign> result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto half_way = [&](std::size_t k) {
      return order[k]->epoch + (order[k + 1]->epoch - order[k]->epoch) / 2;
    };
    const Time first = i == 0 ? from : std::max(from, half_way(i - 1));
    const Time last = i + 1 == order.size() ? to : std::min(to, half_way(i));
    if (first < last) result.push_back({order[i], first, last});
  }
  return result;
}

}  // namespace

PassSearch find_passes(const Orbit& orbit, const Observer& observer, Time from, Time to,
                       const PassOptions& options) {
  check(options, from, to);
  const Sky sky{orbit, observer, from, options};
  const Reach reach{orbit, observer, options.min_elevation_deg};
  const double end = std::chrono::duration<double>(to - from).count();
  PassSearch search;
  for (const Arc& arc : Walk{sky, reach, options.min_elevation_deg}.arcs(0, end + kLongestPass_s)) {
    if (arc.highest < 0 || arc.culmination < 0 || arc.culmination >= end) continue;
    Pass pass{.rise = sky.sighting(arc.rise),
              .culmination = sky.sighting(arc.culmination),
              .set = sky.sighting(arc.set),
              .element_set_epoch = orbit.epoch};
    add_light(pass, orbit, observer, options);
    search.passes.push_back(pass);
  }
  search.stopped = sky.failure();
  return search;
}

PassSearch find_passes(std::span<const ElementSet> sets, const Observer& observer, Time from, Time to,
                       const PassOptions& options) {
  check(options, from, to);
  const auto longest = std::chrono::seconds{static_cast<int>(kLongestPass_s)};
  PassSearch all;
  for (const Reign& reign : reigns(sets, from - longest, to + longest)) {
    const auto orbit = Orbit::from(*reign.set);
    if (!orbit) {
      all.stopped = orbit.reason();
      continue;
    }
    PassSearch search = find_passes(*orbit, observer, reign.from, reign.to, options);
    std::copy_if(search.passes.begin(), search.passes.end(), std::back_inserter(all.passes),
                 [&](const Pass& pass) { return pass.set.time > from && pass.rise.time < to; });
    if (search.stopped) all.stopped = search.stopped;
  }
  return all;
}

std::optional<Look> look_at(const Orbit& orbit, const Observer& observer, Time time,
                            const EarthOrientation& earth) {
  const auto state = orbit.at(time);
  if (!state) return std::nullopt;
  return observer.look(to_earth_fixed(*state, time, earth).position_km);
}

}  // namespace cupola::orbit
