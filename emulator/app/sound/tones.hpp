#pragma once

#include <vector>

namespace cupola::app {

/// What a person who does not see the window should hear.
enum class Cue { Started, EndedWell, EndedBadly, LightsChanged };

/// The samples of a cue (−1…1, one channel) at `rate` samples a second: soft sines that begin and end at
/// silence, never louder than 0.3. Started: two notes that rise; EndedWell: three; EndedBadly: two that fall,
/// lower and longer; LightsChanged: one short and very soft. The same every time.
std::vector<float> tone(Cue cue, int rate);

/// Its length, s.
double tone_s(Cue cue);

/// Decides which cues are played, so that a program that draws 25 pictures a second only ticks.
class CueGate {
 public:
  /// The shortest time from one changed picture that is heard to the next, s.
  static constexpr double kLightsPeriod_s = 0.5;

  /// Whether `cue` is to be played at `now_s`; changed lights only if nothing else sounds.
  bool passes(Cue cue, double now_s);
  /// When the last cue that passed has sounded out.
  double silent_at_s() const { return silent_at_s_; }

 private:
  double lights_again_s_ = 0;
  double silent_at_s_ = 0;
};

}  // namespace cupola::app
