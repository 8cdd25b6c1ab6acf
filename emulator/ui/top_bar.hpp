#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/palette.hpp"

#include <span>
#include <string>

namespace cupola::ui {

/// The pages of the window.
enum class Page { Play, Studio, Record, Class };

/// How the person wants the window; kept between sessions.
struct Preferences {
  Theme theme = Theme::Light;
  float scale = 1;  ///< 0.75–3
  bool reduced_motion = false;
  bool sounds = false;     ///< a cue when a program starts, ends or fails
  bool projector = false;  ///< big and in high contrast, for the back row
  std::string language;    ///< a code such as "de"; empty: as the machine speaks
  friend bool operator==(const Preferences&, const Preferences&) = default;
};

inline constexpr float kSmallestScale = 0.75F;
inline constexpr float kLargestScale = 3;
/// How much larger everything is for the back row, at most: so large that the pages still find their room.
inline constexpr float kProjectorScale = 1.5F;

/// The theme and scale to draw with: a projector's go before the person's own.
Theme shown_theme(const Preferences& preferences);
/// `width` and `height` of the window in px of a display that wants nothing larger.
float shown_scale(const Preferences& preferences, float width, float height);

struct TopBarRequests {
  bool help = false;
};

/// A language that can be chosen.
struct LanguageChoice {
  std::string code;
  std::string name;  ///< in that language
};

/// The pages on the left, the preferences on the right; with more than one language a choice among them.
TopBarRequests draw_top_bar(Page& page, Preferences& preferences, const Context& ui,
                            std::span<const LanguageChoice> languages = {});

}  // namespace cupola::ui
