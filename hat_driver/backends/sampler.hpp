#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/devices/hat.hpp"
#include "hat_driver/fusion/calibration.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::backends {

/// What a program can read; motion is made of two chips.
enum class Reading : std::uint8_t { Humidity, Pressure, Motion, Light };
inline constexpr std::array<Reading, 4> kReadings{Reading::Humidity, Reading::Pressure, Reading::Motion,
                                                  Reading::Light};

/// What came in one step.
struct NewSamples {
  std::optional<hat::HumiditySample> humidity;
  std::optional<hat::PressureSample> pressure;
  std::optional<hat::MotionSample> motion;
  std::optional<hat::LightSample> light;

  /// Takes over what is new.
  void update(const NewSamples& newer);
};

/// Asks the sensors of a HAT at the rates of their chips, each when its next sample is due. One thread; the
/// HAT is borrowed. Without a calibration of the gyroscope its error is measured in the first second of
/// samples in which the HAT lies still, and taken off from then on.
class Sampler {
 public:
  explicit Sampler(devices::Hat& hat, const fusion::MotionCalibration& calibration = {})
      : hat_(hat),
        calibration_(calibration),
        bias_is_known_(calibration.gyroscope_bias_rad_s != fusion::MotionCalibration{}.gyroscope_bias_rad_s) {
  }

  /// A reading costs the bus time from the moment it is wanted.
  void want(Reading reading, base::Monotonic now);
  bool wanted(Reading reading) const { return state(reading).since.has_value(); }
  /// Asks what is due. A chip that fails is asked again later and throws nothing.
  NewSamples step(base::Monotonic now);
  /// When step() should be called next; nothing if no reading is wanted.
  std::optional<base::Monotonic> due() const;

  /// Whether the chips for a reading were found at all.
  bool present(Reading reading) const;
  /// Whether a reading that is wanted has come to nothing for two seconds, because its chip fails.
  bool lost(Reading reading, base::Monotonic now) const;

 private:
  struct State {
    std::optional<base::Monotonic> since;  ///< of the last sample, or of when it was first wanted
  };
  State& state(Reading reading) { return states_.at(static_cast<std::size_t>(reading)); }
  const State& state(Reading reading) const { return states_.at(static_cast<std::size_t>(reading)); }
  std::optional<hat::MotionSample> motion(base::Monotonic now);
  void learn_bias(const hat::Vec3& rotation_rad_s);

  devices::Hat& hat_;
  fusion::MotionCalibration calibration_;
  bool bias_is_known_;
  std::vector<hat::Vec3> rotations_;  ///< of this second, while the bias is not known
  std::array<State, kReadings.size()> states_;
  std::optional<devices::FieldSample> field_;
};

}  // namespace cupola::backends
