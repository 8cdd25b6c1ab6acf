#pragma once

#include "emulator/app/window/sdl_window.hpp"
#include "emulator/ui/context.hpp"
#include "emulator/ui/top_bar.hpp"
#include "emulator/ui/widget_map.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace cupola::app {

/// When the window is drawn: a few pictures after anything that happened (ImGui settles over several), at
/// once after what a person did and paced after what data did, at the time a panel asked for, and never
/// otherwise.
class Painter {
 public:
  explicit Painter(SdlWindow& window) : window_(window) {}

  /// A person did something, or the window changed: the next pictures follow each other at once.
  void touch() { pictures_ = kSettling; }
  /// Data changed that is shown. However often that is, no more than kPacedPerSecond pictures come of it.
  void refresh() { paced_ = kSettling; }
  static constexpr int kPacedPerSecond = 30;
  /// A picture at this time at the latest.
  void draw_at(double time_s) { next_redraw_s_ = std::min(next_redraw_s_, time_s); }
  /// Milliseconds to sleep if nothing happens: 0 draw now, -1 for ever.
  int sleep_ms(double now_s) const;
  bool due(double now_s) const { return sleep_ms(now_s) == 0; }
  /// Draws one picture of the whole window, with fonts and colours as the preferences want them.
  void paint(double now_s, const ui::Preferences& preferences, const ui::Catalogue& words,
             const std::function<void(const ui::Context&)>& draw);
  /// The names and places in the picture painted last.
  const ui::WidgetMap& widgets() const { return widgets_; }
  /// Font files that were looked for in vain.
  const std::vector<std::string>& missing_fonts() const { return missing_fonts_; }

 private:
  static constexpr int kSettling = 3;
  static constexpr int kMostUnseen = 32;
  void dress(const ui::Preferences& preferences);

  SdlWindow& window_;
  ui::WidgetMap widgets_;
  ui::Fonts fonts_;
  std::vector<std::string> missing_fonts_;
  float scale_ = 0;
  ui::Theme theme_ = ui::Theme::Light;
  int pictures_ = kSettling;
  int paced_ = 0;
  double painted_s_ = -1;
  double next_redraw_s_ = 0;
};

}  // namespace cupola::app
