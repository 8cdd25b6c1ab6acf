#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/led_texture.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <array>
#include <vector>

namespace cupola::ui {

/// The LED matrix and the joystick as the person left them.
struct HatPanelState {
  picture::Look look = picture::Look::AsSeen;
  int rotation_deg = 0;  ///< how the board is turned on the screen, clockwise: 0, 90, 180, 270
  /// Arrow keys and Return move the joystick. So at start and after Run; Tab, Esc or a click elsewhere ends
  /// it.
  bool has_keyboard = true;
  /// Where the lights were drawn last, px, with nothing over them; empty if they were not.
  struct Place {
    float left = 0;
    float top = 0;
    float side = 0;
  } lights{};
  /// How high what stands under the lights was, px, in a panel of that width and text size.
  struct Below {
    float width = 0;
    float em = 0;
    float height = 0;
  } below{};
  /// Which directions are held down now, indexed by hat::Direction, as they look on the screen.
  std::array<bool, 5> held{};
};

/// What the board shows.
struct HatPanelInput {
  hat::Frame frame;
  hat::GammaTable gamma = hat::kDefaultGamma;
  LedTexture& texture;
};

/// A joystick direction that went down or came up, in the board's own directions.
struct StickChange {
  hat::Direction direction = hat::Direction::Up;
  bool pressed = false;
  friend bool operator==(const StickChange&, const StickChange&) = default;
};

/// What the person asked for.
struct HatPanelRequests {
  std::vector<StickChange> stick;
  bool describe = false;  ///< show the matrix as text
};

/// The direction on the board that points to `seen` on the screen when the board is turned by `rotation_deg`.
hat::Direction board_direction(hat::Direction seen, int rotation_deg);

/// Draws the panel's inside into the current ImGui window. While it has the keyboard, the keys that move
/// between widgets belong to the joystick.
HatPanelRequests draw_hat_panel(HatPanelState& state, const HatPanelInput& input, const Context& ui);

}  // namespace cupola::ui
