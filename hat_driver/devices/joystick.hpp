#pragma once

#include <cupola/hat/readings.hpp>

#include <string>
#include <vector>

namespace cupola::devices {

/// The joystick, however it is reached. One thread.
class Joystick {
 public:
  Joystick() = default;
  Joystick(const Joystick&) = delete;
  Joystick& operator=(const Joystick&) = delete;
  virtual ~Joystick() = default;

  /// All that happened since the last call, oldest first; never waits. Throws std::system_error.
  virtual std::vector<hat::StickEvent> poll() = 0;
  /// Readable when something happens; -1: it must be polled, 50 times a second.
  virtual int fd() const = 0;
  /// False while it is unplugged.
  virtual bool present() const = 0;
  virtual std::string where() const = 0;
};

}  // namespace cupola::devices
