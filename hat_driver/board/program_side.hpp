#pragma once

#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/samples.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace cupola::board {

/// The board as a program uses it. All calls may come from several threads at once: pictures are written one
/// after the other, and nothing waits for a reader.
class ProgramSide {
 public:
  /// Opens the board behind two inherited descriptors, which may be closed afterwards.
  /// Throws std::system_error that names the page and what is wrong with it (see OpenedPages).
  static ProgramSide open(int world_fd, int program_fd);
  ProgramSide(ProgramSide&& other) noexcept : pages_(std::move(other.pages_)) {}

  /// Flight for a number that this library does not know.
  hat::Profile profile() const;
  bool has(Chip chip) const;

  /// The newest samples; nothing before the first. Whether the chip is there is the caller's question.
  std::optional<hat::HumiditySample> humidity() const { return newest_humidity(pages_.world()); }
  std::optional<hat::PressureSample> pressure() const { return newest_pressure(pages_.world()); }
  std::optional<hat::MotionSample> motion() const { return newest_motion(pages_.world()); }
  std::optional<hat::LightSample> light() const { return newest_light(pages_.world()); }

  /// The number of joystick events so far: where a new reader's cursor starts.
  std::uint64_t stick_events() const;
  /// The event at `cursor`, which moves on past it and past those that were overwritten; nothing if it is up
  /// to date.
  std::optional<hat::StickEvent> next_stick_event(std::uint64_t& cursor) const;

  /// The picture shown last, black before the first.
  hat::Frame frame() const;
  /// Shows a picture. `stamp_ns`: CLOCK_MONOTONIC as the program sees it.
  void set_frame(const hat::Frame& frame, std::int64_t stamp_ns);
  /// The table set last, the default one before the first.
  hat::GammaTable gamma() const;
  /// Throws std::invalid_argument for an entry over 31.
  void set_gamma(const hat::GammaTable& table);
  void claim(hat::Claim claim);
  /// Notes a text that starts to scroll (UTF-8); of a long one the first 1008 bytes, cut between characters.
  void note_text(std::string_view text);

 private:
  explicit ProgramSide(OpenedPages pages) : pages_(std::move(pages)) {}
  /// After every change: wakes the owner if it sleeps.
  void wake_owner();

  OpenedPages pages_;
  std::mutex writing_;
};

}  // namespace cupola::board
