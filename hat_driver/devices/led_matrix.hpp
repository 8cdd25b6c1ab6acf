#pragma once

#include <cupola/hat/frame.hpp>

#include <string>

namespace cupola::devices {

/// The 64 LEDs, however they are reached. One thread. What fails is thrown as std::system_error.
class LedMatrix {
 public:
  LedMatrix() = default;
  LedMatrix(const LedMatrix&) = delete;
  LedMatrix& operator=(const LedMatrix&) = delete;
  virtual ~LedMatrix() = default;

  /// The picture the LEDs hold; black where that cannot be asked.
  virtual hat::Frame frame() const = 0;
  /// Shows a picture with one write; with none if it is the one shown last.
  virtual void show(const hat::Frame& frame) = 0;
  /// Shows the picture again if the LEDs no longer hold it, as after a loose contact, when the controller
  /// comes up with its rainbow; whether they did not. Where that cannot be asked, nothing happens.
  virtual bool restore() { return false; }
  virtual hat::GammaTable gamma() const = 0;
  virtual void set_gamma(const hat::GammaTable& table) = 0;
  /// "/dev/fb1", or bus and address.
  virtual std::string where() const = 0;
};

}  // namespace cupola::devices
