#pragma once

#include "emulator/picture/led_look.hpp"
#include "emulator/ui/context.hpp"
#include "emulator/ui/led_texture.hpp"
#include "emulator/ui/model/studio_model.hpp"

#include <cupola/hat/frame.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// What the frame studio says about the last thing that was asked of it.
struct StudioNote {
  std::string text;
  bool bad = false;
};

/// All that the frame studio keeps between frames. The app saves `model` as text (write_frame_code) and reads
/// it back with read_into_studio().
struct StudioState {
  StudioModel model;
  StudioTool tool = StudioTool::Pencil;
  hat::Color color{255, 0, 0};
  StudioModel::Mirror mirror;
  picture::Look look = picture::Look::AsSeen;
  bool onion_skin = true;            ///< the picture before shines through
  std::vector<hat::Color> recent{};  ///< colours painted with, the newest first
  std::optional<picture::TimedPicture> copied;
  StudioNote note;
  bool on_hat = false;  ///< what is painted goes to the HAT at once

  std::size_t cursor = 27;                 ///< where the keyboard paints
  std::optional<std::size_t> stroke_from;  ///< the LED that was painted last in this stroke
  bool dragging = false;                   ///< a thumbnail is being moved
  bool reveal_open = false;                ///< scroll the timeline to the open picture
  bool playing = false;
  double play_start_s = 0;
  std::optional<hat::Frame> sent;  ///< what the HAT was last asked to show
};

struct StudioInput {
  LedTexture& preview;
  std::string_view program;  ///< the text of the editor
  bool hat_busy = false;     ///< a program draws on the HAT: pictures cannot be shown there
};

struct StudioRequests {
  std::optional<std::string> program;  ///< put this program into the editor
  std::optional<hat::Frame> show;      ///< show this on the HAT
  bool open_image = false;             ///< let the person choose a PNG or GIF, then import_into_studio()
  bool save_film = false;              ///< let the person choose a GIF or APNG to write film_of() to
  bool changed = false;                ///< the animation changed: worth saving
};

/// The whole page: tools and colours, the picture, the preview, the timeline. Keys: P F E I the tools, arrows
/// and Space paint, PageUp and PageDown change the picture, with Ctrl they move it, Ctrl+Z, Ctrl+Y, Ctrl+C,
/// Ctrl+V, Ctrl+D, Delete, Insert, Ctrl+Return plays.
StudioRequests draw_studio(StudioState& state, const StudioInput& input, const Context& ui);

/// Takes the pictures of a PNG or GIF file instead of the animation; what is wrong with it becomes the note.
void import_into_studio(StudioState& state, std::string_view bytes, const Catalogue& words);

/// Takes the pictures that a program draws; what is wrong with it becomes the note.
void read_into_studio(StudioState& state, std::string_view program, const Catalogue& words);

}  // namespace cupola::ui
