#pragma once

#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/layout.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <optional>

namespace cupola::board {

/// What an untrusted program page shows now, for a window. Keeps the last good value of each kind when the
/// page holds nothing sensible. The page is borrowed.
class ProgramView {
 public:
  explicit ProgramView(const ProgramPage& page) : page_(&page) {}

  /// The newest whole picture; nothing before the first.
  const std::optional<Picture>& picture() {
    if (const auto newest = page_->frames.newest()) {
      picture_ = Picture{newest->number, stamp_from(newest->record), frame_from(newest->record)};
    }
    return picture_;
  }
  /// The table set last, the default one before the first.
  const hat::GammaTable& gamma() {
    if (const auto newest = page_->gamma.newest()) gamma_ = gamma_from(newest->record).value_or(gamma_);
    return gamma_;
  }
  /// What the program says it did.
  bool claims(hat::Claim claim) const {
    return (page_->claims.load(std::memory_order_relaxed) & static_cast<std::uint64_t>(claim)) != 0;
  }

 private:
  const ProgramPage* page_;
  std::optional<Picture> picture_;
  hat::GammaTable gamma_ = hat::kDefaultGamma;
};

}  // namespace cupola::board
