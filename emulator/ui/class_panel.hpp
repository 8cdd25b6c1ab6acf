#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/led_atlas.hpp"
#include "emulator/ui/model/class_wall.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// All that the page keeps between pictures.
struct ClassPanelState {
  ClassOrder order = ClassOrder::ByName;
  bool paused = false;                ///< the best picture of each program instead of its film
  std::string selected;               ///< the file name of the tile that was chosen last
  std::string large;                  ///< the one that fills the page; empty: the wall
  bool take_focus = false;            ///< the chosen tile gets the keyboard with the next picture
  std::string typed;                  ///< a path
  std::vector<std::string> arranged;  ///< file names in the order of the tiles
  std::optional<double> began_s;      ///< when all films began together, as Context::now_s
  std::size_t open_before = 0;        ///< programs that waited or ran in the picture before
};

/// What the app knows.
struct ClassPanelInput {
  std::span<const ClassEntry> entries = {};
  std::string_view folder = {};              ///< a path; empty: none was chosen
  std::string_view problem = {};             ///< one line: why the folder cannot be read, …
  std::size_t left_out = 0;                  ///< programs of the folder that are too many
  std::span<const std::string> recent = {};  ///< folders, newest first
  LedAtlas& atlas;
};

/// What the person asked for. Names are those of `entries`.
struct ClassPanelRequests {
  bool run_all = false;
  bool stop = false;
  std::optional<std::string> run;     ///< this one, now
  std::optional<std::string> open;    ///< in the editor
  std::optional<std::string> folder;  ///< a path, as it was typed
  bool browse = false;                ///< choose a folder from a list
};

/// Draws the page's inside into the current ImGui window: a wall of LED matrices, all films in a loop, or one
/// of them large. On the wall the arrow keys choose, Enter opens, Space shows large; R runs the chosen one,
/// F5 all. A film that does not change asks for no picture.
ClassPanelRequests draw_class_panel(ClassPanelState& state, const ClassPanelInput& input, const Context& ui);

}  // namespace cupola::ui
