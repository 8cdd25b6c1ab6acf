#pragma once

#include <cstdint>

struct ImGuiStyle;

namespace cupola::ui {

enum class Theme { Light, Dark, HighContrast };

/// A colour as Dear ImGui packs it: 0xAABBGGRR.
using Paint = std::uint32_t;

/// What colours are for, not what they look like. Text on its ground has a contrast of at least 4.5 : 1 in
/// every theme (WCAG 2.1, 1.4.3), 7 : 1 in high contrast; a test holds that.
struct Palette {
  Paint ground = 0;         ///< behind the panels
  Paint panel = 0;          ///< a panel's ground
  Paint control = 0;        ///< buttons, fields
  Paint control_hover = 0;  ///< a control under the pointer
  Paint border = 0;
  Paint text = 0;
  Paint muted = 0;      ///< text of less weight
  Paint accent = 0;     ///< the one colour that says "here"
  Paint on_accent = 0;  ///< text on the accent
  Paint good = 0;
  Paint warn = 0;
  Paint bad = 0;
  Paint bad_ground = 0;  ///< behind a marked line
  Paint selection = 0;   ///< behind selected text
  Paint keyword = 0;     ///< of Python, as the three below
  Paint string = 0;
  Paint comment = 0;
  Paint number = 0;
  Paint board = 0;     ///< the HAT's circuit board
  Paint plot[6] = {};  ///< lines of graphs; told apart by the colour-blind (Okabe and Ito, 2008)
};

/// The colours of `theme`.
const Palette& palette_of(Theme theme);

/// `color` with its opacity multiplied by `opacity` (0–1).
Paint faded(Paint color, float opacity);

/// Dresses Dear ImGui in `palette`, with sizes for `scale` (1: 100 %).
void dress(ImGuiStyle& style, const Palette& palette, float scale);

}  // namespace cupola::ui
