#include "emulator/app/window/emulator.hpp"
#include "emulator/app/window/preferences.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>

#include <utility>

namespace cupola::app {

Emulator::Emulator(serve::Host& host, SDL_Renderer* renderer, const Places& places, const base::Clock& clock,
                   Remembered remembered)
    : host_(host),
      settings_(std::move(remembered.settings)),
      session_(std::move(remembered.session)),
      notices_(std::move(remembered.notices)),
      preferences_(preferences_of(settings_)),
      page_(page_of(session_.page)),
      play_(host, renderer, places, clock) {
  play_.restore(settings_, session_);
}

bool Emulator::tick() { return play_.tick(); }

std::vector<int> Emulator::fds() { return play_.desk().fds(); }

void Emulator::open(const std::string& path) {
  play_.open(path);
  remember_file(settings_, path);
  page_ = ui::Page::Play;
}

void Emulator::draw_notices(const ui::Context& ui) {
  if (notices_.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warn);
  ImGui::TextWrapped("⚠ %s", notices_.front().c_str());
  ImGui::PopStyleColor();
  ImGui::SameLine();
  if (ImGui::SmallButton(ui.words("All right##notice"))) notices_.erase(notices_.begin());
}

void Emulator::draw(const ui::Context& ui) {
  // Keys that move between widgets belong to the joystick while the HAT has the keyboard.
  ImGuiIO& io = ImGui::GetIO();
  const bool joystick = page_ == ui::Page::Play && play_.hat_has_keyboard();
  io.ConfigFlags = joystick ? io.ConfigFlags & ~ImGuiConfigFlags_NavEnableKeyboard
                            : io.ConfigFlags | ImGuiConfigFlags_NavEnableKeyboard;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport.Pos);
  ImGui::SetNextWindowSize(viewport.Size);
  constexpr ImGuiWindowFlags kWholeWindow =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::Begin("Sense HAT", nullptr, kWholeWindow);
  ui::draw_top_bar(page_, preferences_, ui);
  draw_notices(ui);
  if (page_ == ui::Page::Play) play_.draw(ui, text_view_);
  ImGui::End();
  const serve::Leds leds = host_.leds();
  ui::draw_text_view(text_view_, leds.picture ? leds.picture->frame : hat::Frame{}, leds.gamma, ui);
}

bool Emulator::draw_lights(SdlWindow& window) {
  return page_ == ui::Page::Play && !text_view_.open && play_.draw_lights(window);
}

std::string Emulator::title() {
  const std::string name = play_.desk().path().filename();
  return name.empty() ? "Sense HAT" : name + " – Sense HAT";
}

const Settings& Emulator::settings() {
  put_preferences(preferences_, settings_);
  session();
  return settings_;
}

const Session& Emulator::session() {
  play_.save(settings_, session_);
  session_.page = page_name(page_);
  return session_;
}

}  // namespace cupola::app
