#pragma once

#include "hat_driver/bus/bus.hpp"
#include "hat_driver/devices/source.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace cupola::devices {

/// A part of a HAT that gives samples, kept alive: asked when a sample is due, and opened anew when it fails
/// again and again or falls silent, as after a loose contact. One thread.
template <typename Sample>
class Sensor {
 public:
  using Open = std::function<std::unique_ptr<Source<Sample>>()>;
  /// A part that is not there.
  Sensor() = default;
  /// `source` is open already, `open` opens it again; it throws bus::BusError.
  Sensor(std::unique_ptr<Source<Sample>> source, Open open)
      : source_(std::move(source)), open_(std::move(open)) {}

  bool present() const { return open_ != nullptr; }
  /// When poll() should be called next.
  base::Monotonic due() const { return due_; }
  /// Why there are no samples at the moment; empty while all is well.
  const std::string& trouble() const { return trouble_; }

  /// A new sample, if there is one. Throws nothing for a chip that fails: that is trouble().
  std::optional<Sample> poll(base::Monotonic now) {
    if (!present() || now < due_) return std::nullopt;
    try {
      if (!source_) reopen(now);
      if (silent_since_ == base::Monotonic{}) silent_since_ = now;
      auto sample = source_->poll();
      note(sample.has_value(), now);
      return sample;
    } catch (const bus::BusError& error) {
      trouble_ = error.what();
      due_ = now + kRetry;
      source_.reset();
      return std::nullopt;
    }
  }

 private:
  static constexpr base::Monotonic kRetry = std::chrono::milliseconds(500);
  static constexpr int kSilentPeriods = 10;

  void reopen(base::Monotonic now) {
    source_ = open_();
    silent_since_ = now;
  }
  void note(bool fresh, base::Monotonic now) {
    const base::Monotonic period = source_->period();
    if (fresh) {
      trouble_.clear();
      silent_since_ = now;
      due_ = now + source_->rest();
      return;
    }
    due_ = now + period / 8;
    if (now - silent_since_ < std::max(kSilentPeriods * period, kRetry)) return;
    trouble_ =
        "no sample for " + std::to_string((now - silent_since_) / std::chrono::milliseconds(1)) + " ms";
    source_.reset();
  }

  std::unique_ptr<Source<Sample>> source_;
  Open open_;
  base::Monotonic due_{};
  base::Monotonic silent_since_{};
  std::string trouble_;
};

}  // namespace cupola::devices
