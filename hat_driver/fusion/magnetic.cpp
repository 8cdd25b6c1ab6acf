#include "hat_driver/fusion/magnetic.hpp"

#include "hat_driver/fusion/low_pass.hpp"
#include "hat_driver/fusion/rotation_math.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::fusion {
namespace {

// The published choices (Laidig & Seel 2023).
constexpr double kSettles_s = 0.05;
constexpr double kReferenceSettles_s = 20;
constexpr double kNormPart = 0.1;
constexpr double kDip = 10 * kPi / 180;
constexpr double kUndisturbedNeeded_s = 0.5;
constexpr double kCandidateNeeded_s = 20;
constexpr double kCandidateTurn_rad_s = 20 * kPi / 180;
constexpr double kLongestRejection_s = 60;
constexpr double kDoubtAfterwards = 2;

struct Field {
  double norm_ut = 0;
  double dip = 0;
};

bool alike(const Field& one, const Field& other) {
  return std::abs(one.norm_ut - other.norm_ut) < kNormPart * other.norm_ut &&
         std::abs(one.dip - other.dip) < kDip;
}

Field smooth(const hat::MagneticState& state) { return {state.now.value.x, state.now.value.y}; }

void take_reference(hat::MagneticState& state, double norm_ut, double dip) {
  state.norm_ut = norm_ut;
  state.dip = dip;
  state.known_s = kFirstSeconds;
  state.undisturbed_s = kUndisturbedNeeded_s;
  state.disturbed = false;
}

/// The reading itself counts beside its low-pass: what that lets through would turn the heading far already.
void watch_reference(hat::MagneticState& state, const Field& read, double seconds) {
  const Field reference{state.norm_ut, state.dip};
  if (!alike(smooth(state), reference) || !alike(read, reference)) {
    state.undisturbed_s = 0;
    state.disturbed = true;
    return;
  }
  state.undisturbed_s += seconds;
  if (state.undisturbed_s < kUndisturbedNeeded_s) return;
  state.disturbed = false;
  const double part = gain_of_mean(seconds, kReferenceSettles_s, state.known_s);
  state.norm_ut += part * (state.now.value.x - state.norm_ut);
  state.dip += part * (state.now.value.y - state.dip);
  state.known_s += seconds;
}

void watch_candidate(hat::MagneticState& state, const FieldReading& reading) {
  if (!alike(smooth(state), {state.candidate_norm_ut, state.candidate_dip})) {
    state.candidate_norm_ut = state.now.value.x;
    state.candidate_dip = state.now.value.y;
    state.candidate_s = 0;
    return;
  }
  const double part = gain(reading.seconds, kReferenceSettles_s);
  state.candidate_norm_ut += part * (state.now.value.x - state.candidate_norm_ut);
  state.candidate_dip += part * (state.now.value.y - state.candidate_dip);
  if (reading.turn_rad_s >= kCandidateTurn_rad_s) state.candidate_s += reading.seconds;
  if (state.disturbed && state.candidate_s >= kCandidateNeeded_s) {
    take_reference(state, state.candidate_norm_ut, state.candidate_dip);
  }
}

}  // namespace

void observe(hat::MagneticState& state, const FieldReading& reading) {
  const double norm = length(reading.level_ut);
  const double dip = -std::asin(std::clamp(reading.level_ut.z / norm, -1.0, 1.0));
  step(state.now, {norm, dip, 0}, reading.seconds, kSettles_s);
  if (state.norm_ut == 0) take_reference(state, norm, dip);
  watch_reference(state, {norm, dip}, reading.seconds);
  watch_candidate(state, reading);
}

double trust(hat::MagneticState& state, double seconds) {
  if (!state.disturbed) {
    state.rejected_s = std::max(state.rejected_s - kDoubtAfterwards * seconds, 0.0);
    return 1;
  }
  if (state.rejected_s > kLongestRejection_s) return 1 / kDoubtAfterwards;
  state.rejected_s += seconds;
  return 0;
}

}  // namespace cupola::fusion
