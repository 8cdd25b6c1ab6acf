#pragma once

#include "hat_driver/backends/sampler.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/world_side.hpp"
#include "hat_driver/devices/hat.hpp"
#include "hat_driver/fusion/calibration.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace cupola::bridge {

/// The LEDs are shown at most 57 pictures a second: more do not fit through the wire at 100 kHz.
inline constexpr base::Monotonic kShortestPicture = std::chrono::nanoseconds(17'543'860);

/// The world of a board that stands for a real HAT: the only one that touches the devices, while programs see
/// nothing but the board. One thread: bridge_thread.hpp keeps it going.
///
/// One board at a time. Before a program and after it the LEDs are dark, gamma is the default one and what
/// the joystick did meanwhile is forgotten; sensors go on all the time, so that a program's first reading is
/// there.
class Bridge {
 public:
  /// Keeps the clock.
  Bridge(devices::Hat hat, const base::Clock& clock, const fusion::MotionCalibration& calibration = {});
  Bridge(const Bridge&) = delete;
  Bridge& operator=(const Bridge&) = delete;
  /// Leaves the LEDs dark.
  ~Bridge();

  const devices::Hat& hardware() const { return hat_; }
  /// Feeds this board from now on, the last samples at once. The pages are borrowed until detach().
  void attach(board::BoardPages& pages);
  void detach();

  /// Samples to the board, its picture and gamma to the LEDs, the joystick's events to the board. A device
  /// that fails throws nothing: its chip is missing on the board until it answers again. LEDs that lost their
  /// picture, also the dark one between programs, get it back within a second.
  void step();
  /// When step() should be called next, a few milliseconds from now.
  base::Monotonic due() const;
  /// What the LEDs or the joystick said when they last failed; empty if they never did.
  const std::string& trouble() const { return trouble_; }
  /// Pictures that were written to the LEDs.
  std::uint64_t pictures() const { return pictures_; }

 private:
  /// A board while a program has it.
  struct Attached {
    explicit Attached(board::BoardPages& pages) : world(pages), program(pages.program()) {}
    board::WorldSide world;
    board::ProgramView program;
    std::optional<std::uint64_t> picture;  ///< the number of the one shown last
  };
  void publish(const backends::NewSamples& samples);
  void tell_chips(base::Monotonic now);
  void show(base::Monotonic now);
  void pass_events();
  void keep_lit(base::Monotonic now);
  void clean();

  const base::Clock& clock_;
  devices::Hat hat_;
  backends::Sampler sampler_;
  backends::NewSamples newest_;
  std::optional<Attached> board_;
  hat::GammaTable gamma_ = hat::kDefaultGamma;
  base::Monotonic next_picture_{};
  base::Monotonic next_look_{};  ///< at what the LEDs hold
  std::string trouble_;
  std::uint64_t pictures_ = 0;
};

}  // namespace cupola::bridge
