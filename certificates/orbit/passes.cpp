#include "certificates/orbit/passes.hpp"

#include "certificates/orbit/root.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cupola::orbit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kStep_s = 10;
constexpr double kTolerance_s = 1e-3;

/// Light and shadow along one pass, by seconds since its rise.
class Lighting {
 public:
  Lighting(const Pass& pass, const Orbit& orbit, const Observer& observer, const PassOptions& options)
      : pass_{pass}, orbit_{orbit}, observer_{observer}, options_{options} {}

  double duration() const { return std::chrono::duration<double>(pass_.set.time - pass_.rise.time).count(); }
  Time time(double s) const { return pass_.rise.time + std::chrono::nanoseconds{std::llround(s * 1e9)}; }

  bool sunlit(double s) const {
    const auto state = orbit_.at(time(s));
    return state && orbit::sunlit(state->position_km, sun_direction(time(s)), options_.shadow);
  }

  double sun_elevation_deg(Time when) const {
    const TemeState sun{sun_direction(when), {}};
    return observer_.elevation_deg(to_earth_fixed(sun, when, options_.earth).position_km);
  }

  bool seen(double s) const { return sun_elevation_deg(time(s)) <= options_.max_sun_deg && sunlit(s); }

  Sighting sighting(double s) const {
    const auto state = orbit_.at(time(s));
    if (!state) return {time(s), {}};
    return {time(s), observer_.look(to_earth_fixed(*state, time(s), options_.earth).position_km)};
  }

  double magnitude(double s) const {
    const auto state = orbit_.at(time(s));
    if (!state) return std::numeric_limits<double>::infinity();
    const Vec3 satellite = to_earth_fixed(*state, time(s), options_.earth).position_km;
    const Vec3 sun =
        to_earth_fixed(TemeState{sun_direction(time(s)), {}}, time(s), options_.earth).position_km;
    const Vec3 to_observer = observer_.position_km() - satellite;
    const double range = length(to_observer);
    const double cosine = dot(to_observer, sun) / range;
    return apparent_magnitude(options_.magnitude, range, std::acos(std::clamp(cosine, -1.0, 1.0)));
  }

  /// Calls visit(before, after) for neighbouring samples, the first at rise, the last at set.
  template <class Visit>
  void each_step(Visit visit) const {
    const double end = duration();
    const int steps = std::max(1, static_cast<int>(std::ceil(end / kStep_s)));
    for (int i = 0; i < steps; ++i) visit(end * i / steps, end * (i + 1) / steps);
  }

 private:
  const Pass& pass_;
  const Orbit& orbit_;
  const Observer& observer_;
  const PassOptions& options_;
};

void add_shadow(Pass& pass, const Lighting& light) {
  const auto lit = [&](double s) { return light.sunlit(s); };
  bool before = lit(0);
  light.each_step([&](double a, double b) {
    const bool after = lit(b);
    if (after != before) {
      (before ? pass.shadow_entry : pass.shadow_exit) = light.time(find_change(lit, a, b, kTolerance_s));
    }
    before = after;
  });
}

struct Stretch {
  double from = 0, to = 0;
};

/// The longest time in which the satellite can be seen.
Stretch longest_visible(const Lighting& light) {
  const auto seen = [&](double s) { return light.seen(s); };
  Stretch best, now;
  bool before = seen(0);
  const auto close = [&](double end) {
    now.to = end;
    if (now.to - now.from > best.to - best.from) best = now;
  };
  light.each_step([&](double a, double b) {
    const bool after = seen(b);
    if (after != before) {
      const double change = find_change(seen, a, b, kTolerance_s);
      if (before) close(change);
      now.from = change;
    }
    before = after;
  });
  if (before) close(light.duration());
  return best;
}

Visibility describe(const Pass& pass, const Lighting& light, const Stretch& stretch) {
  const double culmination = std::chrono::duration<double>(pass.culmination.time - pass.rise.time).count();
  Visibility visible{.from = light.sighting(stretch.from), .to = light.sighting(stretch.to)};
  visible.highest = light.sighting(std::clamp(culmination, stretch.from, stretch.to));
  visible.magnitude = std::numeric_limits<double>::infinity();
  constexpr int kSamples = 60;
  for (int i = 0; i <= kSamples; ++i) {
    const double s = stretch.from + (stretch.to - stretch.from) * i / kSamples;
    visible.magnitude = std::min(visible.magnitude, light.magnitude(s));
  }
  return visible;
}

}  // namespace

void add_light(Pass& pass, const Orbit& orbit, const Observer& observer, const PassOptions& options) {
  const Lighting light{pass, orbit, observer, options};
  pass.sun_elevation_deg = light.sun_elevation_deg(pass.culmination.time);
  add_shadow(pass, light);
  const Stretch stretch = longest_visible(light);
  if (stretch.to > stretch.from) pass.visible = describe(pass, light, stretch);
}

double apparent_magnitude(double standard, double range_km, double phase_angle_rad) {
  const double lit = std::max(2 * (1 - phase_angle_rad / kPi), 1e-9);  // 1 at half phase
  return standard + 5 * std::log10(range_km / 1000) - 2.5 * std::log10(lit);
}

const char* direction_name(double azimuth_deg) {
  static constexpr const char* kNames[] = {"north", "north-east", "east", "south-east",
                                           "south", "south-west", "west", "north-west"};
  const long eighths = std::lround(azimuth_deg / 45);
  return kNames[static_cast<std::size_t>((eighths % 8 + 8) % 8)];
}

}  // namespace cupola::orbit
