#pragma once

#include "emulator/ui/catalogue.hpp"
#include "emulator/ui/fonts.hpp"
#include "emulator/ui/palette.hpp"

#include <algorithm>

namespace cupola::ui {

/// What every panel may use while it draws; made anew for each picture of the window.
struct Context {
  const Catalogue& words;
  const Fonts& fonts;
  const Palette& palette;
  double now_s = 0;             ///< since the window opened
  bool reduced_motion = false;  ///< nothing blinks or slides
  float em_px = kBodyPx;        ///< the height of the body's text: the unit of every size
  /// When the window must be drawn again though nothing happens.
  double& next_redraw_s;

  float em(float count = 1) const { return em_px * count; }
  /// Asks for another picture at `time_s` (as now_s); without it the window sleeps until something happens.
  void redraw_at(double time_s) const { next_redraw_s = std::min(next_redraw_s, time_s); }
};

}  // namespace cupola::ui
