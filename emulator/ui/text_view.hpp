#pragma once

#include "emulator/ui/context.hpp"

#include <cupola/hat/frame.hpp>

namespace cupola::ui {

/// The matrix in words: for those who cannot see it, and to paste it somewhere.
struct TextViewState {
  bool open = false;
};

/// A small window of its own while it is open: a sentence, the grid as letters, the legend. "Copy" (or
/// Ctrl+Shift+C anywhere) puts it on the clipboard. `frame` as it looks on the screen.
void draw_text_view(TextViewState& state, const hat::Frame& frame, const hat::GammaTable& gamma,
                    const Context& ui);

}  // namespace cupola::ui
