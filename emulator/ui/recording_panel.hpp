#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/graphs.hpp"
#include "emulator/ui/model/phrase.hpp"
#include "emulator/world/recording.hpp"

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace cupola::ui {

/// A recording in the list.
struct RecordingEntry {
  std::string name;  ///< as the person calls it
  double length_s = 0;
  bool lights = false;  ///< what the LEDs showed was kept too
};

/// What a recording can be saved as. The first two hold the sensors, the others what the LEDs showed.
enum class ExportKind { Csv, Hat, Gif, Apng, Png };

struct RecordingPanelState {
  GraphsState graphs;
};

/// What the app knows. Times in seconds of the recording that is open.
struct RecordingPanelInput {
  std::span<const RecordingEntry> list{};
  std::optional<std::size_t> open{};  ///< which of the list is open; nothing: none, or the one being made
  const world::Recording* recording = nullptr;  ///< what is open, or being made; null: nothing
  std::uint64_t revision = 0;                   ///< another number: another recording (rows added are not)
  bool recording_now = false;
  bool can_record = true;
  bool playing = false;
  bool has_board = false;  ///< the recording moves the board, also while it is paused
  double position_s = 0;
  double speed = 1;
  bool loop = false;
  bool has_pictures = false;   ///< what the LEDs showed was kept too
  ImTextureID leds = nullptr;  ///< the LED picture of the position; null: none
  /// What is to be known of the open recording, or why some could not be opened: a line each.
  std::span<const Phrase> notes{};
};

/// What the person asked for.
struct RecordingPanelRequests {
  bool record = false;  ///< begin to record
  bool stop_recording = false;
  bool play = false;
  bool pause = false;
  bool release_board = false;  ///< back to the world of the sliders
  std::optional<double> seek_s;
  std::optional<double> speed;
  std::optional<bool> loop;
  std::optional<std::size_t> open;  ///< one of the list
  bool import = false;              ///< ask for a .hat or .csv file
  std::optional<ExportKind> save_as;
};

/// The speeds that are offered.
inline constexpr double kPlaySpeeds[] = {0.5, 1, 2, 10, 60};

/// Draws the panel's inside into the current ImGui window: what there is on the left, the graphs of what is
/// open on the right. With the keyboard outside of a field the space bar plays and pauses.
RecordingPanelRequests draw_recording_panel(RecordingPanelState& state, const RecordingPanelInput& input,
                                            const Context& ui);

}  // namespace cupola::ui
