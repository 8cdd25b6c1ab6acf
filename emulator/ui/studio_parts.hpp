#pragma once

#include "emulator/ui/studio.hpp"

#include <imgui.h>

#include <cstddef>
#include <optional>

namespace cupola::ui {

// What the frame studio is made of; each draws into the current ImGui window.

/// Tools, mirrors and colours.
void draw_studio_tools(StudioState& state, const Context& ui);

/// The open picture, as large as there is room: paint with the mouse, or with arrows and Space when it has
/// the keyboard.
void draw_studio_canvas(StudioState& state, const Context& ui);

/// All pictures in a row, with what arranges and times them. `playing`: the picture that plays now.
void draw_studio_timeline(StudioState& state, std::optional<std::size_t> playing, const Context& ui);

/// What a tool does at an LED, as part of a stroke.
void apply_studio_tool(StudioState& state, std::size_t led);

/// An 8 × 8 picture in plain squares. Black LEDs are grey bodies as seen, black as coded.
void draw_small_picture(ImDrawList& draw, const picture::TimedPicture& picture, picture::Look look,
                        ImVec2 corner, float side);

/// The colour in which a screen shows an LED.
ImU32 led_paint(hat::Color color, picture::Look look);

}  // namespace cupola::ui
