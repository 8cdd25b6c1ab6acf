#pragma once

#include <string>
#include <vector>

struct ImFont;

namespace cupola::ui {

/// The typefaces of the window. Latin, Greek, Cyrillic, arrows and simple shapes are in each; the toolkit
/// cannot shape Arabic, Hebrew or Indic scripts, nor hold the thousands of signs of Chinese, Japanese and
/// Korean.
struct Fonts {
  ImFont* body = nullptr;
  ImFont* strong = nullptr;  ///< headings and the big buttons
  ImFont* code = nullptr;    ///< every sign as wide as the others
  ImFont* large = nullptr;   ///< big numbers, names for the back row
};

/// The size of the body's text at 100 %, px.
inline constexpr float kBodyPx = 16;

/// Fills the font atlas of the current ImGui context for `scale` (1: 100 %, 0.75–3), replacing what it held.
/// Uses Debian's fonts-inter, fonts-jetbrains-mono and fonts-dejavu-core; of those missing the next best, in
/// the end the toolkit's own bitmap font. Gives the names of the files that were missing.
std::vector<std::string> load_fonts(Fonts& fonts, float scale);

}  // namespace cupola::ui
