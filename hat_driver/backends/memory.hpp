// Thread-safe: every call takes the object's own lock.
#pragma once

#include <cupola/hat/backend.hpp>

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::backends {

/// What a MemoryBackend's sensors read. An empty one has given no sample yet.
struct MemoryReadings {
  std::optional<hat::HumiditySample> humidity = hat::HumiditySample{0, 45, 20};
  std::optional<hat::PressureSample> pressure = hat::PressureSample{0, 1013, 20};
  std::optional<hat::MotionSample> motion = hat::MotionSample{0, {0, 0, 1}, {}, {33, 0, 0}};
  std::optional<hat::LightSample> light = hat::LightSample{0, 4, 5, 4, 12};
};

/// A HAT that exists only in this process: fixed readings without noise, what is drawn is kept to be looked
/// at.
class MemoryBackend final : public hat::Backend {
 public:
  explicit MemoryBackend(hat::Profile profile = hat::Profile::Flight) : profile_(profile) {}

  hat::Profile profile() const override { return profile_; }
  hat::Frame frame() const override;
  void set_frame(const hat::Frame& frame) override;
  hat::GammaTable gamma() const override;
  void set_gamma(const hat::GammaTable& table) override;
  std::optional<hat::HumiditySample> humidity() override { return readings().humidity; }
  std::optional<hat::PressureSample> pressure() override { return readings().pressure; }
  std::optional<hat::MotionSample> motion() override { return readings().motion; }
  std::optional<hat::LightSample> light() override;
  std::uint64_t stick_events() const override;
  std::optional<hat::StickEvent> next_stick_event(std::uint64_t& cursor) override;
  void claim(hat::Claim claim) override;
  void note_text(std::string_view text) override;

  MemoryReadings readings() const;
  void set_readings(const MemoryReadings& readings);
  void push_stick_event(const hat::StickEvent& event);
  /// How many pictures were shown.
  std::uint64_t frame_count() const;
  /// The last pictures shown, oldest first, 4096 at most.
  std::vector<hat::Frame> frames() const;
  /// The claims made so far, as bits.
  std::uint32_t claims() const;
  std::vector<std::string> texts() const;

 private:
  mutable std::mutex mutex_;
  hat::Profile profile_;
  MemoryReadings readings_;
  hat::Frame frame_;
  hat::GammaTable gamma_ = hat::kDefaultGamma;
  std::uint64_t frame_count_ = 0;
  std::deque<hat::Frame> frames_;
  std::vector<hat::StickEvent> events_;
  std::uint32_t claims_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace cupola::backends
