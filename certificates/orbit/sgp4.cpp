#include "certificates/orbit/sgp4.hpp"

#include <cmath>

namespace cupola::orbit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kTwoPi = 2 * kPi;
constexpr double kRadians = kPi / 180;

// WGS-72: element sets are fitted with these constants, so no newer ones may stand in for them.
constexpr double kEarthRadiusKm = 6378.135;
constexpr double kKe = 0.07436691613317342;  // 60 / sqrt(radius³ / 398600.8 km³/s²)
constexpr double kJ2 = 0.001082616;
constexpr double kJ3 = -0.00000253881;
constexpr double kJ4 = -0.00000165597;
constexpr double kJ3OverJ2 = kJ3 / kJ2;

constexpr double kDeepSpaceMinutes = 225;
constexpr double kSimpleDragPerigeeKm = 220;

constexpr double squared(double x) { return x * x; }
constexpr double cubed(double x) { return x * x * x; }

/// The density function of the drag model: s, and (q0 - s)⁴.
struct Atmosphere {
  double s = 0;
  double q_minus_s_4 = 0;
};

Atmosphere atmosphere(double perigee_km) {
  double s_km = 78;
  if (perigee_km < 156) s_km = perigee_km - 78;
  if (perigee_km < 98) s_km = 20;
  return {s_km / kEarthRadiusKm + 1, squared(squared((120 - s_km) / kEarthRadiusKm))};
}

void take_elements(Orbit& orbit, const ElementSet& set) {
  orbit.epoch = set.epoch;
  orbit.mean_anomaly = set.mean_anomaly_deg * kRadians;
  orbit.perigee_argument = set.perigee_argument_deg * kRadians;
  orbit.ascending_node = set.ascending_node_deg * kRadians;
  orbit.eccentricity = set.eccentricity;
  orbit.inclination = set.inclination_deg * kRadians;
  orbit.bstar = set.bstar;
  orbit.mean_motion = set.mean_motion_rev_per_day * kTwoPi / 1440;
  orbit.cos_inclination = std::cos(orbit.inclination);
  orbit.sin_inclination = std::sin(orbit.inclination);
  const double theta2 = squared(orbit.cos_inclination);
  orbit.three_theta2_minus_1 = 3 * theta2 - 1;
  orbit.one_minus_theta2 = 1 - theta2;
  orbit.seven_theta2_minus_1 = 7 * theta2 - 1;
}

/// From Kozai's mean motion, which the set holds, to Brouwer's, which the theory needs.
void recover_brouwer_mean_motion(Orbit& orbit) {
  const double beta2 = 1 - squared(orbit.eccentricity);
  const double a1 = std::pow(kKe / orbit.mean_motion, 2.0 / 3.0);
  const double k = 0.75 * kJ2 * orbit.three_theta2_minus_1 / (std::sqrt(beta2) * beta2);
  const double delta1 = k / squared(a1);
  const double a0 = a1 * (1 - squared(delta1) - delta1 * (1.0 / 3.0 + 134.0 / 81.0 * squared(delta1)));
  orbit.mean_motion /= 1 + k / squared(a0);
  orbit.semi_major_axis = std::pow(kKe / orbit.mean_motion, 2.0 / 3.0);
}

void prepare_higher_drag(Orbit& orbit, double xi, double s) {
  const double a = orbit.semi_major_axis;
  const double c1 = orbit.c1;
  orbit.d2 = 4 * a * xi * squared(c1);
  const double common = orbit.d2 * xi * c1 / 3;
  orbit.d3 = (17 * a + s) * common;
  orbit.d4 = 0.5 * common * a * xi * (221 * a + 31 * s) * c1;
  orbit.t3 = orbit.d2 + 2 * squared(c1);
  orbit.t4 = 0.25 * (3 * orbit.d3 + c1 * (12 * orbit.d2 + 10 * squared(c1)));
  orbit.t5 = 0.2 * (3 * orbit.d4 + 12 * c1 * orbit.d3 + 6 * squared(orbit.d2) +
                    15 * squared(c1) * (2 * orbit.d2 + squared(c1)));
}

void prepare_drag(Orbit& orbit, double perigee_km) {
  const double e = orbit.eccentricity, a = orbit.semi_major_axis, n = orbit.mean_motion;
  const double beta2 = 1 - squared(e);
  const auto [s, q_minus_s_4] = atmosphere(perigee_km);
  const double xi = 1 / (a - s);
  const double eta = a * e * xi, eta2 = squared(eta), e_eta = e * eta;
  const double psi2 = std::abs(1 - eta2);
  const double factor = q_minus_s_4 * squared(squared(xi));
  const double drag = factor / (cubed(psi2) * std::sqrt(psi2));

  const double c2 = drag * n *
                    (a * (1 + 1.5 * eta2 + e_eta * (4 + eta2)) +
                     0.375 * kJ2 * xi / psi2 * orbit.three_theta2_minus_1 * (8 + 3 * eta2 * (8 + eta2)));
  // For a circular orbit C3 is 0/0; its terms vanish with e.
  const bool circular = e <= 1.0e-4;
  const double c3 = circular ? 0 : -2 * factor * xi * kJ3OverJ2 * n * orbit.sin_inclination / e;
  orbit.eta = eta;
  orbit.c1 = orbit.bstar * c2;
  orbit.c4 = 2 * n * drag * a * beta2 *
             (eta * (2 + 0.5 * eta2) + e * (0.5 + 2 * eta2) -
              kJ2 * xi / (a * psi2) *
                  (-3 * orbit.three_theta2_minus_1 * (1 - 2 * e_eta + eta2 * (1.5 - 0.5 * e_eta)) +
                   0.75 * orbit.one_minus_theta2 * (2 * eta2 - e_eta * (1 + eta2)) *
                       std::cos(2 * orbit.perigee_argument)));
  orbit.c5 = 2 * drag * a * beta2 * (1 + 2.75 * (eta2 + e_eta) + e_eta * eta2);
  orbit.perigee_drag = orbit.bstar * c3 * std::cos(orbit.perigee_argument);
  orbit.anomaly_drag = circular ? 0 : -2.0 / 3.0 * factor * orbit.bstar / e_eta;
  orbit.anomaly_cube = cubed(1 + eta * std::cos(orbit.mean_anomaly));
  orbit.sin_mean_anomaly = std::sin(orbit.mean_anomaly);
  orbit.t2 = 1.5 * orbit.c1;
  orbit.simple_drag = perigee_km < kSimpleDragPerigeeKm;
  if (!orbit.simple_drag) prepare_higher_drag(orbit, xi, s);
}

void prepare_gravity(Orbit& orbit) {
  const double beta2 = 1 - squared(orbit.eccentricity), beta = std::sqrt(beta2);
  const double n = orbit.mean_motion;
  const double theta = orbit.cos_inclination, theta2 = squared(theta), theta4 = squared(theta2);
  const double inverse_p2 = 1 / squared(orbit.semi_major_axis * beta2);
  const double j2 = 1.5 * kJ2 * inverse_p2 * n;
  const double j2_squared = 0.5 * j2 * kJ2 * inverse_p2;
  const double j4 = -0.46875 * kJ4 * squared(inverse_p2) * n;

  orbit.mean_anomaly_rate = n + 0.5 * j2 * beta * orbit.three_theta2_minus_1 +
                            0.0625 * j2_squared * beta * (13 - 78 * theta2 + 137 * theta4);
  orbit.perigee_rate = -0.5 * j2 * (1 - 5 * theta2) +
                       0.0625 * j2_squared * (7 - 114 * theta2 + 395 * theta4) +
                       j4 * (3 - 36 * theta2 + 49 * theta4);
  orbit.node_rate = theta * (-j2 + 0.5 * j2_squared * (4 - 19 * theta2) + 2 * j4 * (3 - 7 * theta2));
  orbit.node_drag = 3.5 * beta2 * -j2 * theta * orbit.c1;

  // The term has a pole at an inclination of 180°, where the paper bounds the divisor.
  const double divisor = std::abs(1 + theta) > 1.5e-12 ? 1 + theta : 1.5e-12;
  orbit.long_period_l = -0.25 * kJ3OverJ2 * orbit.sin_inclination * (3 + 5 * theta) / divisor;
  orbit.long_period_ay = -0.5 * kJ3OverJ2 * orbit.sin_inclination;
}

/// Sine and cosine of an angle that moves a little again and again: a series instead of two library calls,
/// right to the last place. They are what most of a propagation's time would go into.
struct SineCosine {
  double sine = 0, cosine = 1;

  static SineCosine of(double angle) { return {std::sin(angle), std::cos(angle)}; }

  /// Of the angle plus `step`.
  SineCosine moved(double step) const {
    constexpr double kLargest = 0.05;  // the first term left out is below 1e-19
    if (!(std::abs(step) < kLargest)) return of(std::atan2(sine, cosine) + step);
    const double x = step * step;
    const double s = step * (1 - x / 6 * (1 - x / 20 * (1 - x / 42 * (1 - x / 72))));
    const double versed = x / 2 * (1 - x / 12 * (1 - x / 30 * (1 - x / 56 * (1 - x / 90))));
    return {sine + (cosine * s - sine * versed), cosine - (sine * s + cosine * versed)};
  }
};

/// Mean elements at a time, after gravity's secular terms and drag.
struct MeanElements {
  double a = 0, n = 0, e = 0;
  double anomaly = 0, perigee = 0, node = 0;
};

MeanElements mean_elements(const Orbit& orbit, double t) {
  MeanElements mean;
  const double t2 = t * t;
  mean.anomaly = orbit.mean_anomaly + orbit.mean_anomaly_rate * t;
  mean.perigee = orbit.perigee_argument + orbit.perigee_rate * t;
  mean.node = orbit.ascending_node + orbit.node_rate * t + orbit.node_drag * t2;
  double shrink = 1 - orbit.c1 * t;
  double e_loss = orbit.bstar * orbit.c4 * t;
  double longitude = orbit.t2 * t2;
  if (!orbit.simple_drag) {
    const SineCosine undisturbed = SineCosine::of(mean.anomaly);
    const double swing =
        orbit.perigee_drag * t +
        orbit.anomaly_drag * (cubed(1 + orbit.eta * undisturbed.cosine) - orbit.anomaly_cube);
    mean.anomaly += swing;
    mean.perigee -= swing;
    const double t3 = t2 * t, t4 = t3 * t;
    shrink -= orbit.d2 * t2 + orbit.d3 * t3 + orbit.d4 * t4;
    e_loss += orbit.bstar * orbit.c5 * (undisturbed.moved(swing).sine - orbit.sin_mean_anomaly);
    longitude += orbit.t3 * t3 + t4 * (orbit.t4 + t * orbit.t5);
  }
  mean.a = orbit.semi_major_axis * squared(shrink);
  mean.n = kKe / (mean.a * std::sqrt(mean.a));
  mean.e = orbit.eccentricity - e_loss;
  mean.anomaly += orbit.mean_motion * longitude;
  return mean;
}

/// Solves Kepler's equation in the form U = E' + ayn cos E' - axn sin E' for E' = E + omega.
SineCosine solve_kepler(double u, double axn, double ayn) {
  constexpr int kMostSteps = 10;
  double guess = u;
  SineCosine result = SineCosine::of(guess);
  for (int step = 0; step < kMostSteps; ++step) {
    double correction =
        (u - ayn * result.cosine + axn * result.sine - guess) / (1 - result.cosine * axn - result.sine * ayn);
    if (std::abs(correction) < 1.0e-12) break;
    // Near-parabolic orbits overshoot at the first step.
    if (std::abs(correction) >= 0.95) correction = std::copysign(0.95, correction);
    guess += correction;
    result = result.moved(correction);
  }
  return result;
}

/// Position and velocity in the orbital plane and how that plane lies, with the short-period terms.
struct Osculating {
  double radius = 0, radius_rate = 0, transverse_rate = 0;
  SineCosine latitude_argument, node, inclination;
};

Expected<Osculating, OrbitFailure> osculating(const Orbit& orbit, const MeanElements& mean) {
  const double a = mean.a, beta2 = 1 - squared(mean.e);
  const SineCosine perigee = SineCosine::of(mean.perigee);
  const double axn = mean.e * perigee.cosine;
  const double ayn = mean.e * perigee.sine + orbit.long_period_ay / (a * beta2);
  const double u = mean.anomaly + mean.perigee + orbit.long_period_l * axn / (a * beta2);
  const double u0 = u - kTwoPi * std::floor(u / kTwoPi);
  const auto [sin_e, cos_e] = solve_kepler(u0, axn, ayn);

  const double e_cos = axn * cos_e + ayn * sin_e, e_sin = axn * sin_e - ayn * cos_e;
  const double e2 = squared(axn) + squared(ayn);
  const double p = a * (1 - e2);
  if (!(p > 0)) return OrbitFailure::NoEllipse;
  const double beta = std::sqrt(1 - e2), r = a * (1 - e_cos), shared = e_sin / (1 + beta);
  const double sin_u = a / r * (sin_e - ayn - axn * shared), cos_u = a / r * (cos_e - axn + ayn * shared);
  const double sin_2u = 2 * cos_u * sin_u, cos_2u = 1 - 2 * squared(sin_u);

  const double k1 = 0.5 * kJ2 / p, k2 = k1 / p, theta = orbit.cos_inclination;
  Osculating result;
  result.radius =
      r * (1 - 1.5 * k2 * beta * orbit.three_theta2_minus_1) + 0.5 * k1 * orbit.one_minus_theta2 * cos_2u;
  const double latitude_step = -0.25 * k2 * orbit.seven_theta2_minus_1 * sin_2u;
  const double inclination_step = 1.5 * k2 * theta * orbit.sin_inclination * cos_2u;
  result.latitude_argument = SineCosine{sin_u, cos_u}.moved(latitude_step);
  result.node = SineCosine::of(mean.node + 1.5 * k2 * theta * sin_2u);
  result.inclination = SineCosine{orbit.sin_inclination, orbit.cos_inclination}.moved(inclination_step);
  result.radius_rate = std::sqrt(a) * e_sin / r - mean.n * k1 * orbit.one_minus_theta2 * sin_2u / kKe;
  result.transverse_rate =
      std::sqrt(p) / r +
      mean.n * k1 * (orbit.one_minus_theta2 * cos_2u + 1.5 * orbit.three_theta2_minus_1) / kKe;
  return result;
}

TemeState to_teme(const Osculating& o) {
  const auto [sin_u, cos_u] = o.latitude_argument;
  const auto [sin_n, cos_n] = o.node;
  const auto [sin_i, cos_i] = o.inclination;
  const Vec3 outwards{cos_n * cos_u - sin_n * cos_i * sin_u, sin_n * cos_u + cos_n * cos_i * sin_u,
                      sin_i * sin_u};
  const Vec3 forwards{-cos_n * sin_u - sin_n * cos_i * cos_u, -sin_n * sin_u + cos_n * cos_i * cos_u,
                      sin_i * cos_u};
  constexpr double kKmPerSecond = kEarthRadiusKm * kKe / 60;
  return {o.radius * kEarthRadiusKm * outwards,
          kKmPerSecond * (o.radius_rate * outwards + o.transverse_rate * forwards)};
}

}  // namespace

std::string_view describe(OrbitFailure failure) {
  switch (failure) {
    case OrbitFailure::DeepSpace:
      return "deep space: its period is 225 minutes or more, Cupola propagates near-Earth orbits only";
    case OrbitFailure::Unphysical:
      return "its elements describe no orbit";
    case OrbitFailure::Eccentricity:
      return "the time is too far from the epoch: the eccentricity leaves its range";
    case OrbitFailure::NoEllipse:
      return "the time is too far from the epoch: the orbit is no ellipse any more";
    case OrbitFailure::Decayed:
      return "decayed: it would be below the ground by then";
  }
  return "unknown failure";
}

Expected<Orbit, OrbitFailure> Orbit::from(const ElementSet& set) {
  if (!(set.mean_motion_rev_per_day > 0) || !(set.eccentricity >= 0 && set.eccentricity < 1)) {
    return OrbitFailure::Unphysical;
  }
  Orbit orbit;
  take_elements(orbit, set);
  recover_brouwer_mean_motion(orbit);
  if (!(orbit.mean_motion > 0 && std::isfinite(orbit.semi_major_axis))) return OrbitFailure::Unphysical;
  if (kTwoPi / orbit.mean_motion >= kDeepSpaceMinutes) return OrbitFailure::DeepSpace;
  const double perigee = orbit.semi_major_axis * (1 - orbit.eccentricity);
  // A perigee below the ground is let through: the verification vectors hold one that flies for 50 minutes.
  prepare_drag(orbit, (perigee - 1) * kEarthRadiusKm);
  prepare_gravity(orbit);
  return orbit;
}

Expected<TemeState, OrbitFailure> Orbit::after(double minutes) const {
  MeanElements mean = mean_elements(*this, minutes);
  if (!(mean.e >= -0.001 && mean.e < 1)) return OrbitFailure::Eccentricity;
  if (mean.e < 1.0e-6) mean.e = 1.0e-6;  // the improved mode's fix: a circle has no perigee to speak of
  const auto plane = osculating(*this, mean);
  if (!plane) return plane.reason();
  if (!(plane->radius >= 1) || !std::isfinite(plane->transverse_rate)) return OrbitFailure::Decayed;
  return to_teme(*plane);
}

Expected<TemeState, OrbitFailure> Orbit::at(Time time) const {
  return after(std::chrono::duration<double, std::ratio<60>>(time - epoch).count());
}

}  // namespace cupola::orbit
