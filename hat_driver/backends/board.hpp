// Thread-safe, as the ProgramSide behind it is.
#pragma once

#include "hat_driver/board/program_side.hpp"

#include <cupola/hat/backend.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace cupola::backends {

/// A HAT whose world somebody else moves: the emulator, the runner, a recording or the real chips.
class BoardBackend final : public hat::Backend {
 public:
  explicit BoardBackend(board::ProgramSide side) : side_(std::move(side)) {}

  /// A board whose colour chip is not there is used like one that never had one.
  hat::Profile profile() const override;
  hat::Frame frame() const override { return side_.frame(); }
  void set_frame(const hat::Frame& frame) override;
  hat::GammaTable gamma() const override { return side_.gamma(); }
  void set_gamma(const hat::GammaTable& table) override { side_.set_gamma(table); }
  std::optional<hat::HumiditySample> humidity() override;
  std::optional<hat::PressureSample> pressure() override;
  std::optional<hat::MotionSample> motion() override;
  std::optional<hat::LightSample> light() override;
  std::uint64_t stick_events() const override { return side_.stick_events(); }
  std::optional<hat::StickEvent> next_stick_event(std::uint64_t& cursor) override;
  void claim(hat::Claim claim) override { side_.claim(claim); }
  void note_text(std::string_view text) override { side_.note_text(text); }

 private:
  board::ProgramSide side_;
};

}  // namespace cupola::backends
