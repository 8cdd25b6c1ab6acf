#include "tests/support/stage.hpp"
#include "emulator/picture/png.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace cupola::tests {
namespace {

constexpr float kStep_s = 1.0F / 60;

ImVec2 inside(const ui::Widget& widget, float x, float y) {
  return {widget.left + (widget.right - widget.left) * x, widget.top + (widget.bottom - widget.top) * y};
}

}  // namespace

Stage::Stage(std::function<void(const ui::Context&)> draw, Options options)
    : options_(std::move(options)), draw_(std::move(draw)), canvas_(options_.width, options_.height) {
  map_ = std::make_unique<ui::WidgetMap>();
  ui::load_fonts(fonts_, options_.scale);
  ui::dress(ImGui::GetStyle(), ui::palette_of(options_.theme), options_.scale);
  ImGui::GetIO().ConfigInputTrickleEventQueue = false;
}

void Stage::step(int pictures) {
  for (int i = 0; i < pictures; ++i) {
    now_s_ += static_cast<double>(kStep_s);
    next_redraw_s_ = std::numeric_limits<double>::infinity();
    const ui::Palette& palette = ui::palette_of(options_.theme);
    const ui::Context context{.words = options_.words,
                              .fonts = fonts_,
                              .palette = palette,
                              .now_s = now_s_,
                              .reduced_motion = true,
                              .em_px = fonts_.body->FontSize,
                              .next_redraw_s = next_redraw_s_};
    map_->begin_frame();
    canvas_.begin_frame(kStep_s);
    if (!options_.own_windows) ImGui::SetNextWindowPos({0, 0});
    if (!options_.own_windows)
      ImGui::SetNextWindowSize({static_cast<float>(options_.width), static_cast<float>(options_.height)});
    ImGui::PushFont(fonts_.body);
    if (!options_.own_windows)
      ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    draw_(context);
    if (!options_.own_windows) ImGui::End();
    ImGui::PopFont();
    canvas_.end_frame(palette.ground);
  }
}

bool Stage::shows(std::string_view label) const { return map_->find(label).has_value(); }

ui::Widget Stage::widget(std::string_view label) const {
  if (const auto found = map_->find(label)) return *found;
  std::string message = "no widget is called \"" + std::string(label) + "\"; there are";
  for (const ui::Widget& each : map_->widgets()) message += " \"" + each.label + "\"";
  throw std::runtime_error(message);
}

ImGuiIO& Stage::io() {
  canvas_.make_current();
  return ImGui::GetIO();
}

void Stage::move_to(float x, float y) {
  io().AddMousePosEvent(x, y);
  step();
}

void Stage::mouse(bool down) {
  io().AddMouseButtonEvent(ImGuiMouseButton_Left, down);
  step();
}

void Stage::point_at(std::string_view label) {
  const ImVec2 place = inside(widget(label), 0.5F, 0.5F);
  move_to(place.x, place.y);
}

void Stage::click(std::string_view label) { click_at(label, 0.5F, 0.5F); }

void Stage::click_at(std::string_view label, float x, float y) {
  const ui::Widget target = widget(label);
  if (!target.shown) throw std::runtime_error("\"" + std::string(label) + "\" cannot be pressed");
  const ImVec2 place = inside(target, x, y);
  move_to(place.x, place.y);
  mouse(true);
  mouse(false);
  step();
}

void Stage::double_click(std::string_view label) {
  click(label);
  mouse(true);
  mouse(false);
  step();
}

void Stage::drag(std::string_view label, float dx, float dy) {
  constexpr int kSteps = 8;
  const ImVec2 from = inside(widget(label), 0.5F, 0.5F);
  move_to(from.x, from.y);
  mouse(true);
  for (int i = 1; i <= kSteps; ++i) {
    const float part = static_cast<float>(i) / kSteps;
    move_to(from.x + dx * part, from.y + dy * part);
  }
  mouse(false);
  step();
}

void Stage::wheel(float lines) {
  io().AddMouseWheelEvent(0, lines);
  step(2);
}

void Stage::key_down(ImGuiKey key) {
  io().AddKeyEvent(key, true);
  step();
}

void Stage::key_up(ImGuiKey key) {
  io().AddKeyEvent(key, false);
  step();
}

void Stage::press(ImGuiKey key) {
  key_down(key);
  key_up(key);
}

void Stage::press(ImGuiKey key, ImGuiKey modifier) {
  key_down(modifier);
  press(key);
  key_up(modifier);
}

void Stage::type(std::string_view text) {
  io().AddInputCharactersUTF8(std::string(text).c_str());
  step(2);
}

void Stage::save(const char* path) const {
  const ui::CanvasPixels shot = pixels();
  picture::Image image{shot.width, shot.height, {}};
  image.pixels.reserve(shot.width * shot.height);
  for (std::size_t i = 0; i < shot.rgb.size(); i += 3) {
    image.pixels.push_back({shot.rgb[i], shot.rgb[i + 1], shot.rgb[i + 2]});
  }
  const std::string bytes = picture::encode_png(image);
  std::ofstream file(path, std::ios::binary);
  if (!file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    throw std::runtime_error(std::string("cannot write ") + path);
  }
}

}  // namespace cupola::tests
