#include "emulator/app/window/emulator.hpp"
#include "emulator/app/window/preferences.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace cupola::app {

Emulator::Emulator(serve::Host& host, SDL_Renderer* renderer, const Places& places, const base::Clock& clock,
                   Remembered remembered)
    : host_(host),
      clock_(clock),
      begun_(clock.monotonic()),
      settings_(std::move(remembered.settings)),
      session_(std::move(remembered.session)),
      notices_(std::move(remembered.notices)),
      preferences_(preferences_of(settings_)),
      page_(page_of(session_.page)),
      play_(host, renderer, places, clock),
      studio_(host, renderer, places.scratch / "studio.py", clock, words_.words),
      record_(host, renderer, places.scratch / "recordings", clock),
      classroom_(places.cupola, renderer, clock) {
  play_.restore(settings_, session_);
  classroom_.restore(settings_.recent_folders);
  for (const Language& language : languages_in(words_folder()))
    languages_.push_back({language.code, language.name});
  load_language();
  heard_updates_ = host_.leds().updates;
  if (!settings_.tour_shown) tour_.start();
}

double Emulator::now_s() const { return std::chrono::duration<double>(clock_.monotonic() - begun_).count(); }

void Emulator::load_language() {
  asked_language_ = preferences_.language;
  words_ = load_words(words_folder(), wanted_languages(asked_language_));
  if (!words_.notice.empty()) notices_.push_back(words_.notice);
}

void Emulator::sound() {
  const RunEvent event = play_.desk().take_event();
  const std::uint64_t updates = host_.leds().updates;
  const bool lights = std::exchange(heard_updates_, updates) != updates;
  sounds_.tick(now_s());
  if (!preferences_.sounds) return;
  if (event == RunEvent::Started) sounds_.play(Cue::Started, now_s());
  if (event == RunEvent::EndedWell) sounds_.play(Cue::EndedWell, now_s());
  if (event == RunEvent::EndedBadly) sounds_.play(Cue::EndedBadly, now_s());
  if (event == RunEvent::None && lights) sounds_.play(Cue::LightsChanged, now_s());
}

bool Emulator::tick() {
  if (asked_language_ != preferences_.language) load_language();
  studio_.tick();
  const bool recorded = record_.tick();
  const bool class_changed = classroom_.tick(clock_.monotonic());
  const bool played = play_.tick();
  sound();
  return (played && page_ == ui::Page::Play) || (recorded && page_ == ui::Page::Record) ||
         (class_changed && page_ == ui::Page::Class);
}

std::optional<base::Monotonic> Emulator::due() {
  std::optional<base::Monotonic> soonest;
  std::optional<base::Monotonic> silence;
  if (const auto at_s = sounds_.due_s()) {
    silence = begun_ + std::chrono::duration_cast<base::Monotonic>(std::chrono::duration<double>(*at_s));
  }
  for (const auto due : {play_.desk().due(), studio_.due(), record_.due(), classroom_.due(), silence}) {
    if (due && (!soonest || *due < *soonest)) soonest = due;
  }
  return soonest;
}

void Emulator::finish() {
  studio_.save_now();
  record_.stop_recording();
}

std::vector<int> Emulator::fds() {
  std::vector<int> fds = play_.desk().fds();
  const std::vector<int> more = classroom_.fds();
  fds.insert(fds.end(), more.begin(), more.end());
  return fds;
}

void Emulator::open(const std::string& path) {
  const std::string suffix = std::filesystem::path(path).extension();
  if (suffix == ".hat" || suffix == ".csv") {
    page_ = ui::Page::Record;
    if (const ui::Phrase problem = record_.open_file(path); !problem.empty()) tell(problem);
    return;
  }
  play_.open(path);
  page_ = ui::Page::Play;
}

void Emulator::tell(const ui::Phrase& phrase) {
  std::string notice = ui::fill(words_.words(phrase.text), phrase.values);
  if (std::find(notices_.begin(), notices_.end(), notice) == notices_.end())
    notices_.push_back(std::move(notice));
}

void Emulator::draw_notices(const ui::Context& ui) {
  if (notices_.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warn);
  ImGui::TextWrapped("⚠ %s", notices_.front().c_str());
  ImGui::PopStyleColor();
  ImGui::SameLine();
  if (ImGui::SmallButton(ui.words("All right##notice"))) notices_.erase(notices_.begin());
}

void Emulator::draw_page(const ui::Context& ui) {
  switch (page_) {
    case ui::Page::Play:
      return play_.draw(ui, text_view_, chooser_, record_.has_board());
    case ui::Page::Studio:
      if (const auto program = studio_.draw(ui, chooser_, play_.program_text())) {
        play_.take_program(*program);
        page_ = ui::Page::Play;
      }
      return;
    case ui::Page::Record:
      return record_.draw(ui, chooser_);
    case ui::Page::Class:
      classroom_.draw(ui, chooser_);
      if (const auto program = classroom_.take_open()) open(*program);
      return;
  }
}

void Emulator::draw_help(const ui::Context& ui) {
  const ui::HelpRequests requests = ui::draw_help(help_, {.version = CUPOLA_VERSION}, ui);
  if (requests.start_tour) tour_.start();
  if (requests.use_program) {
    play_.take_program(std::string(ui::five_line_program()));
    page_ = ui::Page::Play;
  }
}

void Emulator::draw(const ui::Context& ui, const ui::WidgetMap* widgets) {
  // Keys that move between widgets belong to the joystick while the HAT has the keyboard.
  ImGuiIO& io = ImGui::GetIO();
  const bool joystick = page_ == ui::Page::Play && play_.hat_has_keyboard() && !tour_.active && !help_.open;
  io.ConfigFlags = joystick ? io.ConfigFlags & ~ImGuiConfigFlags_NavEnableKeyboard
                            : io.ConfigFlags | ImGuiConfigFlags_NavEnableKeyboard;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport.Pos);
  ImGui::SetNextWindowSize(viewport.Size);
  constexpr ImGuiWindowFlags kWholeWindow =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::Begin("Sense HAT", nullptr, kWholeWindow);
  if (ui::draw_top_bar(page_, preferences_, ui, languages_).help) help_.show();
  draw_notices(ui);
  draw_page(ui);
  chooser_.draw(ui);
  draw_help(ui);
  ImGui::End();
  const serve::Leds leds = host_.leds();
  ui::draw_text_view(text_view_, leds.picture ? leds.picture->frame : hat::Frame{}, leds.gamma, ui);
  if (widgets != nullptr && ui::draw_tour(tour_, *widgets, ui).ended) settings_.tour_shown = true;
}

bool Emulator::draw_lights(SdlWindow& window) {
  return page_ == ui::Page::Play && !text_view_.open && !tour_.active && play_.draw_lights(window);
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
  settings_.recent_folders = classroom_.recent();
  session_.page = page_name(page_);
  return session_;
}

}  // namespace cupola::app
