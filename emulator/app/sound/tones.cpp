#include "emulator/app/sound/tones.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace cupola::app {
namespace {

struct Note {
  double pitch_hz = 0;
  double start_s = 0;
  double length_s = 0;
  double peak = 0;
};

// Equal temperament, A4 = 440 Hz.
constexpr double kF4_hz = 349.23;
constexpr double kA4_hz = 440.00;
constexpr double kC5_hz = 523.25;
constexpr double kE5_hz = 659.26;
constexpr double kG5_hz = 783.99;

constexpr std::array kStarted{Note{kC5_hz, 0, 0.14, 0.18}, Note{kG5_hz, 0.10, 0.22, 0.18}};
constexpr std::array kEndedWell{Note{kC5_hz, 0, 0.14, 0.16}, Note{kE5_hz, 0.10, 0.14, 0.16},
                                Note{kG5_hz, 0.20, 0.34, 0.18}};
constexpr std::array kEndedBadly{Note{kA4_hz, 0, 0.26, 0.20}, Note{kF4_hz, 0.20, 0.44, 0.20}};
constexpr std::array kLightsChanged{Note{kE5_hz, 0, 0.05, 0.04}};

std::span<const Note> notes_of(Cue cue) {
  switch (cue) {
    case Cue::Started:
      return kStarted;
    case Cue::EndedWell:
      return kEndedWell;
    case Cue::EndedBadly:
      return kEndedBadly;
    case Cue::LightsChanged:
      break;
  }
  return kLightsChanged;
}

/// How loud a note is at `time_s` of its `length_s`: up within 12 ms, then down to its end, both as half a
/// cosine, because a jump would be heard as a click.
double envelope(double time_s, double length_s) {
  constexpr double kAttack_s = 0.012;
  if (time_s <= 0 || time_s >= length_s) return 0;
  const double way = time_s < kAttack_s ? time_s / kAttack_s : (length_s - time_s) / (length_s - kAttack_s);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * way);
}

double sound_of(const Note& note, double time_s) {
  const double since_s = time_s - note.start_s;
  return note.peak * envelope(since_s, note.length_s) *
         std::sin(2 * std::numbers::pi * note.pitch_hz * since_s);
}

}  // namespace

double tone_s(Cue cue) {
  const Note& last = notes_of(cue).back();
  return last.start_s + last.length_s;
}

std::vector<float> tone(Cue cue, int rate) {
  // One sample more than the length, so that the last is silence.
  std::vector<float> samples(static_cast<std::size_t>(std::ceil(tone_s(cue) * rate)) + 1);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double time_s = static_cast<double>(i) / rate;
    double sum = 0;
    for (const Note& note : notes_of(cue)) sum += sound_of(note, time_s);
    samples[i] = static_cast<float>(sum);
  }
  return samples;
}

bool CueGate::passes(Cue cue, double now_s) {
  if (cue == Cue::LightsChanged) {
    if (now_s < lights_again_s_ || now_s < silent_at_s_) return false;
    lights_again_s_ = now_s + kLightsPeriod_s;
  }
  // Cues queue behind each other.
  silent_at_s_ = std::max(silent_at_s_, now_s) + tone_s(cue);
  return true;
}

}  // namespace cupola::app
