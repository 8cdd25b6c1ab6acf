#pragma once

#include <cupola/hat/readings.hpp>

#include <termios.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::cli {

/// What a key says to a command that watches a board.
enum class KeyMeaning { Stick, Lights, Sensors, Help, Quit };
struct Key {
  KeyMeaning meaning = KeyMeaning::Help;
  hat::Direction direction = hat::Direction::Up;  ///< of Stick
  friend bool operator==(const Key&, const Key&) = default;
};

/// Turns the bytes of a terminal into keys: the arrows (in both spellings of ECMA-48 terminals) and Return or
/// Space are the joystick, l the lights, s the sensors, h or ? help, q or Ctrl+D the end. A sequence may come
/// in pieces; others are passed over.
class KeyReader {
 public:
  std::vector<Key> take(std::string_view bytes);

 private:
  std::string unfinished_;
};

/// Keys one by one and unseen, as long as it lives; the terminal is as before then. Signals of the keyboard
/// stay, but for the one that stops a process, which would leave the terminal like this.
class KeyboardMode {
 public:
  /// Does nothing if `fd` is no terminal.
  explicit KeyboardMode(int fd);
  KeyboardMode(const KeyboardMode&) = delete;
  KeyboardMode& operator=(const KeyboardMode&) = delete;
  ~KeyboardMode();
  bool on() const { return before_.has_value(); }

 private:
  int fd_;
  std::optional<termios> before_;
};

}  // namespace cupola::cli
