// Thread-safe; a thread of its own asks the sensors, from the first reading on.
#pragma once

#include "hat_driver/backends/sampler.hpp"
#include "hat_driver/devices/hat.hpp"

#include <cupola/hat/backend.hpp>

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace cupola::backends {

/// When the sensors are asked.
enum class Sampling {
  InThread,  ///< at the rates of their chips, in a thread
  WhenRead   ///< at the moment of each reading
};

/// A real HAT in this process. Whatever part is missing throws the original's words as std::system_error
/// (ENODEV) when it is first used, and says what is wrong and what helps in one line on stderr.
class HardwareBackend : public hat::Backend {
 public:
  /// Keeps the clock. Changes no LED.
  HardwareBackend(devices::Hat hat, const base::Clock& clock, Sampling sampling = Sampling::InThread,
                  const fusion::MotionCalibration& calibration = {});
  ~HardwareBackend() override;

  /// What was found.
  const devices::Hat& hardware() const { return hat_; }
  hat::Profile profile() const override { return hat_.profile; }
  hat::Frame frame() const override;
  void set_frame(const hat::Frame& frame) override;
  hat::GammaTable gamma() const override;
  void set_gamma(const hat::GammaTable& table) override;
  std::optional<hat::HumiditySample> humidity() override;
  std::optional<hat::PressureSample> pressure() override;
  std::optional<hat::MotionSample> motion() override;
  std::optional<hat::LightSample> light() override;
  std::uint64_t stick_events() const override;
  std::optional<hat::StickEvent> next_stick_event(std::uint64_t& cursor) override;
  /// Nobody watches a HAT that has no runner.
  void claim(hat::Claim) override {}
  void note_text(std::string_view) override {}

 private:
  void require(Reading reading, devices::Part part, const char* text);
  devices::LedMatrix& leds() const;
  [[noreturn]] void missing(devices::Part part, const char* text) const;
  void take(const NewSamples& samples, base::Monotonic now);
  void wake_thread();
  void work();
  void poll_stick() const;

  const base::Clock& clock_;
  devices::Hat hat_;
  Sampling sampling_;
  bool stick_is_polled_;  ///< and would miss what nobody asks for in time

  mutable std::mutex leds_mutex_;
  base::Monotonic next_look_{};  ///< at what the LEDs hold

  mutable std::mutex stick_mutex_;
  mutable std::deque<hat::StickEvent> events_;  ///< the last ones
  mutable std::uint64_t event_count_ = 0;

  Sampler sampler_;  ///< the thread's, if there is one: nobody waits for a bus
  struct Wishes {
    std::array<bool, kReadings.size()> readings{};
    bool stick = false;  ///< a joystick that must be asked
    bool stop = false;
    friend bool operator==(const Wishes&, const Wishes&) = default;
  };
  std::mutex samples_mutex_;
  Wishes wishes_;
  NewSamples newest_;
  std::array<bool, kReadings.size()> lost_{};
  std::condition_variable wake_;

  mutable std::mutex said_mutex_;
  mutable std::array<bool, devices::kPartCount> said_{};
  std::thread thread_;
};

}  // namespace cupola::backends
