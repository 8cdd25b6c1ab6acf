#pragma once

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace cupola::hat {

/// What SenseHat stands on: one HAT, wherever it is. All calls may come from several threads at once.
/// An absent chip throws std::system_error (ENODEV) with the original's text, e.g. "Humidity Init Failed".
/// "No sample yet" is an empty optional.
class Backend {
 public:
  Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;
  virtual ~Backend() = default;

  virtual Profile profile() const = 0;

  /// The picture the LEDs hold now; whole, never half of two.
  virtual Frame frame() const = 0;
  /// Shows a picture; every call counts as one LED update, even if nothing changed.
  virtual void set_frame(const Frame& frame) = 0;
  virtual GammaTable gamma() const = 0;
  virtual void set_gamma(const GammaTable& table) = 0;

  virtual std::optional<HumiditySample> humidity() = 0;
  virtual std::optional<PressureSample> pressure() = 0;
  virtual std::optional<MotionSample> motion() = 0;
  virtual std::optional<LightSample> light() = 0;

  /// The number of joystick events so far; a reader starts with its cursor here.
  virtual std::uint64_t stick_events() const = 0;
  /// The event with the number `cursor`, which then moves on; events that were overwritten are skipped.
  virtual std::optional<StickEvent> next_stick_event(std::uint64_t& cursor) = 0;

  /// Notes what the program did, for whoever watches the board.
  virtual void claim(Claim claim) = 0;
  /// Notes a text that `show_message` starts to scroll (UTF-8).
  virtual void note_text(std::string_view text) = 0;
};

}  // namespace cupola::hat
