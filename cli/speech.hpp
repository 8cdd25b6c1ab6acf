#pragma once

#include "hat_driver/base/child_process.hpp"

#include <optional>
#include <string>

namespace cupola::cli {

/// Speaks through speech-dispatcher's `spd-say`. What comes while it speaks waits, and of that only the last:
/// a voice that is half a minute behind helps nobody.
class Speech {
 public:
  /// Nothing is on PATH: `missing`, and nothing is ever said.
  Speech();
  bool missing() const { return command_.empty(); }

  void say(std::string text);
  /// Goes on to the text that waits once the one before has been spoken.
  void tick();
  /// Readable when there is something for tick to do; -1 while it is silent.
  int fd() const { return speaking_ ? speaking_->fd() : -1; }

 private:
  std::string command_;
  std::optional<base::ChildProcess> speaking_;
  std::string waiting_;
};

}  // namespace cupola::cli
