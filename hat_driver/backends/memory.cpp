#include "hat_driver/backends/memory.hpp"

namespace cupola::backends {
namespace {

constexpr std::size_t kFramesKept = 4096;
using Lock = std::lock_guard<std::mutex>;

}  // namespace

hat::Frame MemoryBackend::frame() const {
  const Lock lock(mutex_);
  return frame_;
}

void MemoryBackend::set_frame(const hat::Frame& frame) {
  const Lock lock(mutex_);
  frame_ = frame;
  ++frame_count_;
  frames_.push_back(frame);
  if (frames_.size() > kFramesKept) frames_.pop_front();
}

hat::GammaTable MemoryBackend::gamma() const {
  const Lock lock(mutex_);
  return gamma_;
}

void MemoryBackend::set_gamma(const hat::GammaTable& table) {
  const Lock lock(mutex_);
  gamma_ = table;
}

std::optional<hat::LightSample> MemoryBackend::light() {
  if (profile_ == hat::Profile::V1) return std::nullopt;
  return readings().light;
}

std::uint64_t MemoryBackend::stick_events() const {
  const Lock lock(mutex_);
  return events_.size();
}

std::optional<hat::StickEvent> MemoryBackend::next_stick_event(std::uint64_t& cursor) {
  const Lock lock(mutex_);
  if (cursor >= events_.size()) return std::nullopt;
  return events_[cursor++];
}

void MemoryBackend::claim(hat::Claim claim) {
  const Lock lock(mutex_);
  claims_ |= static_cast<std::uint32_t>(claim);
}

void MemoryBackend::note_text(std::string_view text) {
  const Lock lock(mutex_);
  texts_.emplace_back(text);
}

MemoryReadings MemoryBackend::readings() const {
  const Lock lock(mutex_);
  return readings_;
}

void MemoryBackend::set_readings(const MemoryReadings& readings) {
  const Lock lock(mutex_);
  readings_ = readings;
}

void MemoryBackend::push_stick_event(const hat::StickEvent& event) {
  const Lock lock(mutex_);
  events_.push_back(event);
}

std::uint64_t MemoryBackend::frame_count() const {
  const Lock lock(mutex_);
  return frame_count_;
}

std::vector<hat::Frame> MemoryBackend::frames() const {
  const Lock lock(mutex_);
  return {frames_.begin(), frames_.end()};
}

std::uint32_t MemoryBackend::claims() const {
  const Lock lock(mutex_);
  return claims_;
}

std::vector<std::string> MemoryBackend::texts() const {
  const Lock lock(mutex_);
  return texts_;
}

}  // namespace cupola::backends
