#include "emulator/app/window/painter.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cupola::app {

int Painter::sleep_ms(double now_s) const {
  if (pictures_ > 0 || window_.input_waits()) return 0;
  const double paced_s =
      paced_ > 0 ? painted_s_ + 1.0 / kPacedPerSecond : std::numeric_limits<double>::infinity();
  const double next_s = std::min(next_redraw_s_, paced_s);
  if (next_s == std::numeric_limits<double>::infinity()) return -1;
  constexpr double kLongest_s = 3600;
  return static_cast<int>(std::ceil(std::clamp(next_s - now_s, 0.0, kLongest_s) * 1000));
}

void Painter::dress(const ui::Preferences& preferences) {
  const ui::Theme theme = ui::shown_theme(preferences);
  const float display = window_.display_scale();
  const WindowPlace place = window_.place();
  const float wanted = ui::shown_scale(preferences, static_cast<float>(place.width) / display,
                                       static_cast<float>(place.height) / display);
  const float scale = std::clamp(wanted * display, ui::kSmallestScale, ui::kLargestScale * 2);
  if (scale != scale_) {
    missing_fonts_ = ui::load_fonts(fonts_, scale);
    window_.fonts_changed();
  } else if (theme == theme_) {
    return;
  }
  scale_ = scale;
  theme_ = theme;
  ui::dress(ImGui::GetStyle(), ui::palette_of(theme), scale);
}

void Painter::paint(double now_s, const ui::Preferences& preferences, const ui::Catalogue& words,
                    const std::function<void(const ui::Context&)>& draw) {
  dress(preferences);
  pictures_ = std::max(0, pictures_ - 1);
  paced_ = std::max(0, paced_ - 1);
  painted_s_ = now_s;
  const ui::Palette& palette = ui::palette_of(theme_);
  const ui::Context context{.words = words,
                            .fonts = fonts_,
                            .palette = palette,
                            .now_s = now_s,
                            .reduced_motion = preferences.reduced_motion,
                            .em_px = fonts_.body->FontSize,
                            .next_redraw_s = next_redraw_s_};
  // ImGui takes quick input in steps, one key or character each. Laying out is cheap and drawing is not, so
  // the steps between are not shown.
  for (int unseen = 0;; ++unseen) {
    next_redraw_s_ = std::numeric_limits<double>::infinity();
    widgets_.begin_frame();
    window_.begin_frame();
    ImGui::PushFont(fonts_.body);
    draw(context);
    ImGui::PopFont();
    if (!window_.input_waits() || unseen == kMostUnseen) break;
    ImGui::EndFrame();
  }
  window_.end_frame(palette.ground);
}

}  // namespace cupola::app
