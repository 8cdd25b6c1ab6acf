#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/bridge/bridge_thread.hpp"
#include "runner/record/outcome.hpp"

#include <cupola/hat/readings.hpp>

#include <optional>
#include <string>

namespace cupola::cli {

/// What --hat means for a command that runs programs: the simulated cabin, or the HAT of this machine, which
/// is then owned here and lent to one program after the other.
class HatChoice {
 public:
  /// `hat`: auto, emulated (auto is that, too) or hardware. Throws std::invalid_argument for hardware on a
  /// virtual clock, std::runtime_error if no part of a HAT is found or another process has it, with the
  /// remedy in its text.
  HatChoice(const std::string& hat, record::ClockKind clock);

  record::HatKind kind() const { return bridge_ ? record::HatKind::Hardware : record::HatKind::Emulated; }
  /// Null for the simulated cabin.
  bridge::BridgeThread* bridge() { return bridge_ ? &*bridge_ : nullptr; }
  /// The real HAT's own, or else the one that was asked for.
  hat::Profile profile(hat::Profile asked) const { return bridge_ ? bridge_->profile() : asked; }

 private:
  base::SystemClock clock_;
  std::optional<bridge::BridgeThread> bridge_;
};

}  // namespace cupola::cli
