#pragma once

#include "emulator/app/sound/tones.hpp"

#include <cstdint>
#include <optional>

namespace cupola::app {

/// Plays cues. The sound card is open only while something sounds and a moment after, so that a quiet window
/// costs nothing; a machine without sound is no error, only silent.
class Sounds {
 public:
  Sounds() = default;
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;
  ~Sounds();

  /// `now_s` as in ui::Context.
  void play(Cue cue, double now_s);
  /// Closes the card if it is time.
  void tick(double now_s);
  /// When tick() has something to do; nothing while the card is closed.
  std::optional<double> due_s() const;
  bool open() const { return device_ != 0; }

 private:
  bool open_card(double now_s);
  void close_card();

  CueGate gate_;
  std::uint32_t device_ = 0;
  double try_again_s_ = 0;
};

}  // namespace cupola::app
