#pragma once

#include <cupola/hat/backend.hpp>
#include <cupola/hat/colour.hpp>
#include <cupola/hat/orientation.hpp>
#include <cupola/hat/scrolling_message.hpp>
#include <cupola/hat/stick.hpp>
#include <cupola/hat/text.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace cupola::hat {

/// 64 colours, upright under the rotation in force: row by row from the top, x from the left.
using Pixels = std::array<Color, kPixelCount>;

/// Whether a call that changes the picture also shows it.
enum class Redraw { Yes, No };

/// One Sense HAT. The names are those of the Python library `sense_hat`, as is what each call shows. A call
/// with a wrong argument throws std::invalid_argument, an absent chip std::system_error. Every change of the
/// LEDs is one whole picture. A sensor that has not given its first sample is waited for, once and for up to
/// a second; a reading that is still missing then is an empty optional.
class SenseHat {
 public:
  /// Keeps both references. Never changes the LEDs.
  SenseHat(Backend& backend, Waiting& waiting);

  // LEDs. Colours lose their low bits to RGB565: white comes back as 248, 252, 248.
  int rotation() const { return rotation_; }
  /// 0, 90, 180 or 270 degrees. With Redraw::Yes the picture turns, with Redraw::No only the way it is read.
  void set_rotation(int degrees = 0, Redraw redraw = Redraw::Yes);
  Pixels get_pixels() const;
  /// 64 pixels exactly.
  void set_pixels(std::span<const Color> pixels);
  /// x and y: 0–7, from the upper left.
  Color get_pixel(int x, int y) const;
  void set_pixel(int x, int y, Color colour);
  void clear(Color colour = {});
  /// Mirrors left to right; gives back the mirrored picture.
  Pixels flip_h(Redraw redraw = Redraw::Yes);
  /// Mirrors top to bottom; gives back the mirrored picture.
  Pixels flip_v(Redraw redraw = Redraw::Yes);
  /// One character, still; `?` for one that the font does not have.
  void show_letter(char32_t character, TextColours colours = {});
  /// Scrolls UTF-8 text through the picture, one column each `scroll_speed`; returns when it has passed.
  void show_message(std::string_view text,
                    std::chrono::nanoseconds scroll_speed = std::chrono::milliseconds(100),
                    TextColours colours = {});
  /// Starts to scroll a text and returns at once; the message, which this SenseHat must outlive, draws when
  /// it is asked. An addition of this library.
  ScrollingMessage scroll_message(std::string_view text,
                                  std::chrono::nanoseconds scroll_speed = std::chrono::milliseconds(100),
                                  TextColours colours = {});
  /// Whether text has the letters of Font::Extended; off unless it is set. An addition of this library.
  bool extended_font() const { return font_ == Font::Extended; }
  void set_extended_font(bool on) { font_ = on ? Font::Extended : Font::Flight; }
  /// Eight columns of text as one picture: what letters and messages are made of.
  void show_columns(std::span<const Column, kSide> columns, TextColours colours);
  GammaTable gamma() const { return backend_.gamma(); }
  /// 32 values of 0–31.
  void set_gamma(const GammaTable& table);
  void gamma_reset() { backend_.set_gamma(kDefaultGamma); }
  bool low_light() const { return backend_.gamma() == kLowLightGamma; }
  void set_low_light(bool on) { backend_.set_gamma(on ? kLowLightGamma : kDefaultGamma); }

  // Environment: %RH, °C, hPa (= mbar).
  std::optional<double> get_humidity();
  std::optional<double> get_temperature() { return get_temperature_from_humidity(); }
  std::optional<double> get_temperature_from_humidity();
  std::optional<double> get_temperature_from_pressure();
  std::optional<double> get_pressure();

  // Motion. Reading one sensor never changes what another call gives back.
  /// Which sensors get_orientation listens to.
  void set_imu_config(const ImuConfig& config) { imu_config_ = config; }
  const ImuConfig& imu_config() const { return imu_config_; }
  /// Radians: roll and yaw in (−π, π], pitch in [−π/2, π/2].
  std::optional<Orientation> get_orientation_radians();
  /// Degrees, 0–360.
  std::optional<Orientation> get_orientation_degrees();
  std::optional<Orientation> get_orientation() { return get_orientation_degrees(); }
  /// Degrees from magnetic north, 0–360, by the compass with the tilt taken out.
  std::optional<double> get_compass();
  /// Degrees, by the gyroscope alone since it was first asked.
  std::optional<Orientation> get_gyroscope();
  /// Degrees; roll and pitch by gravity alone, the yaw that the orientation last had.
  std::optional<Orientation> get_accelerometer();
  std::optional<Vec3> get_compass_raw();        ///< µT
  std::optional<Vec3> get_gyroscope_raw();      ///< rad/s
  std::optional<Vec3> get_accelerometer_raw();  ///< g

  // Joystick and colour.
  SenseStick& stick() { return stick_; }
  bool has_colour_sensor() const { return colour_.has_value(); }
  /// Null on a HAT without one.
  ColourSensor* colour() { return colour_ ? &*colour_ : nullptr; }
  ColourSensor* color() { return colour(); }

  Backend& backend() { return backend_; }

 private:
  /// Which kinds of sample were waited for already.
  struct Waited {
    bool humidity = false;
    bool pressure = false;
    bool motion = false;
  };
  std::optional<HumiditySample> read_humidity();
  std::optional<PressureSample> read_pressure();
  std::optional<MotionSample> read_motion();
  bool has_claimed(Claim claim) const;
  void claim(Claim claim);
  void draw(std::span<const Color, kPixelCount> pixels);

  Backend& backend_;
  Waiting& waiting_;
  SenseStick stick_;
  std::optional<ColourSensor> colour_;
  int rotation_ = 0;
  Font font_ = Font::Flight;
  std::uint32_t claimed_ = 0;
  Waited waited_;
  ImuConfig imu_config_;
  OrientationFilter fused_;
  OrientationFilter turned_;  ///< the gyroscope alone
};

}  // namespace cupola::hat
