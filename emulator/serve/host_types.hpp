#pragma once

#include "emulator/world/state.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/named_board.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cupola::serve {

struct HostOptions {
  std::filesystem::path folder = board::board_folder();
  std::string name{board::kDefaultBoardName};
  hat::Profile profile = hat::Profile::RetailV2;
  world::WorldState state = world::still_desk();
  std::uint64_t seed = 1;
  /// Whether a window takes the files that second windows hand over.
  bool takes_files = false;
  /// At most so often is a change told, however fast a program draws.
  std::chrono::nanoseconds change_period = std::chrono::milliseconds(16);
  /// Called from a thread of the host when a program drew, set, said or claimed something, came or went; many
  /// changes become one call. It may ask the host what is new, and must not wait for another thread that
  /// does.
  std::function<void()> on_change = {};
};

/// What the program's side of the board shows now.
struct Leds {
  std::optional<board::Picture> picture;  ///< nothing before the first
  hat::GammaTable gamma = hat::kDefaultGamma;
  std::uint32_t claims = 0;   ///< bits of hat::Claim; forgotten when the next program starts afresh
  std::uint64_t updates = 0;  ///< LED updates since the board is there; a claim like everything here
};

/// The newest sample of each chip the board has.
struct Readings {
  std::optional<hat::HumiditySample> humidity;
  std::optional<hat::PressureSample> pressure;
  std::optional<hat::MotionSample> motion;
  std::optional<hat::LightSample> light;
};

/// Where a recording that is played is.
struct PlaybackState {
  std::chrono::nanoseconds position{0};
  std::chrono::nanoseconds duration{0};
  std::size_t row = 0;
  bool playing = false;
  double speed = 1;
  bool loop = false;
};

}  // namespace cupola::serve
