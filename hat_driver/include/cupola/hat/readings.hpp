#pragma once

#include <cstdint>

namespace cupola::hat {

struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;
  friend bool operator==(const Vec3&, const Vec3&) = default;
};

/// One sample of the HTS221. `time_ns`: CLOCK_MONOTONIC of the moment it was taken, as in every sample.
struct HumiditySample {
  std::int64_t time_ns = 0;
  double humidity_percent = 0;  ///< %RH, 0–100
  double temperature_c = 0;     ///< °C, −40…120
};

/// One sample of the LPS25H.
struct PressureSample {
  std::int64_t time_ns = 0;
  double pressure_hpa = 0;   ///< hPa (= mbar), 260–1260
  double temperature_c = 0;  ///< °C, −30…105
};

/// One sample of the LSM9DS1 in the board's axes, as the existing library reports them: x to the right of the
/// LEDs, y to their lower side, z into the board, all as seen on an unturned picture. Acceleration at rest is
/// the direction of down, so flat with the LEDs up it is (0, 0, 1); with the right side down, (1, 0, 0).
struct MotionSample {
  std::int64_t time_ns = 0;
  Vec3 acceleration_g;     ///< g, ±8
  Vec3 rotation_rad_s;     ///< rad/s, ±500 °/s
  Vec3 magnetic_field_ut;  ///< µT, ±400
};

/// The light that falls on the colour sensor: the counts that one integration cycle gives at gain 1, not yet
/// saturated or rounded, so that whatever gain and cycles a program sets can be applied to it.
struct LightSample {
  std::int64_t time_ns = 0;
  double red = 0;
  double green = 0;
  double blue = 0;
  double clear = 0;
};

/// Which HAT a board imitates.
enum class Profile : std::uint32_t {
  Flight = 1,    ///< TCS34725: gains 1/4/16/60, 2.4 ms a cycle
  RetailV2 = 2,  ///< TCS3400: gains 1/4/16/64, 2.75 ms a cycle
  V1 = 3,        ///< no colour sensor
};

enum class Direction : std::uint8_t { Up, Down, Left, Right, Middle };
enum class Action : std::uint8_t { Pressed, Released, Held };

/// One movement of the joystick. `time_ns`: CLOCK_REALTIME, what `InputEvent.timestamp` shows in seconds.
struct StickEvent {
  std::int64_t time_ns = 0;
  Direction direction = Direction::Up;
  Action action = Action::Pressed;
};

/// What a program says it did; kept as bits of the program page. Claims inform people, they decide no
/// verdict's cause.
enum class Claim : std::uint32_t {
  LedsUsed = 1u << 0,  ///< set a channel of a pixel to something other than 0
  ReadTemperature = 1u << 1,
  ReadHumidity = 1u << 2,
  ReadPressure = 1u << 3,
  ReadColour = 1u << 4,
  ReadMotion = 1u << 5,
  UsedJoystick = 1u << 6,
  AskedForInput = 1u << 7,
};

}  // namespace cupola::hat
