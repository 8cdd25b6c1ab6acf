#pragma once

#include "emulator/ui/canvas.hpp"
#include "emulator/ui/context.hpp"
#include "emulator/ui/widget_map.hpp"

#include <functional>
#include <limits>
#include <memory>
#include <string_view>

namespace cupola::tests {

/// Where panels are tested without a window: presses widgets by their label, types, and looks at the picture.
/// Time only goes on with step(): 1/60 s each.
class Stage {
 public:
  struct Options {
    int width = 1280;
    int height = 800;
    ui::Theme theme = ui::Theme::Light;
    float scale = 1;
    ui::Catalogue words = {};
    bool own_windows = false;  ///< what is drawn opens its own ImGui windows
  };
  /// `draw` is called for each picture, inside one ImGui window that fills the stage.
  explicit Stage(std::function<void(const ui::Context&)> draw) : Stage(std::move(draw), Options()) {}
  Stage(std::function<void(const ui::Context&)> draw, Options options);

  /// Draws `pictures` pictures.
  void step(int pictures = 1);
  /// Presses the widget with that label in its middle. Throws std::runtime_error, naming the labels there
  /// are, if there is none to press.
  void click(std::string_view label);
  /// The same at a place inside: 0, 0 the upper left, 1, 1 the lower right corner.
  void click_at(std::string_view label, float x, float y);
  void double_click(std::string_view label);
  /// Presses the widget, moves by so many px in small steps, lets go.
  void drag(std::string_view label, float dx, float dy);
  /// Moves the pointer to the middle of the widget.
  void point_at(std::string_view label);
  void wheel(float lines);
  void press(ImGuiKey key);
  /// With Ctrl, Shift or Alt (ImGuiMod_…).
  void press(ImGuiKey key, ImGuiKey modifier);
  void key_down(ImGuiKey key);
  void key_up(ImGuiKey key);
  /// Types UTF-8 text into what has the keyboard.
  void type(std::string_view text);

  bool shows(std::string_view label) const;
  ui::Widget widget(std::string_view label) const;
  const ui::WidgetMap& map() const { return *map_; }
  SDL_Renderer* renderer() const { return canvas_.renderer(); }
  /// Whether the picture drawn last asked for another one by itself.
  bool wants_redraw() const { return next_redraw_s_ < std::numeric_limits<double>::infinity(); }
  ui::CanvasPixels pixels() const { return canvas_.pixels(); }
  /// Writes the picture as PNG.
  void save(const char* path) const;

 private:
  /// Of this stage, whatever other one drew last.
  ImGuiIO& io();
  void move_to(float x, float y);
  void mouse(bool down);

  Options options_;
  std::function<void(const ui::Context&)> draw_;
  ui::Canvas canvas_;
  std::unique_ptr<ui::WidgetMap> map_;
  ui::Fonts fonts_;
  double now_s_ = 0;
  double next_redraw_s_ = 0;
};

}  // namespace cupola::tests
