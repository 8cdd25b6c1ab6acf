#include "emulator/app/window/play.hpp"
#include "emulator/app/window/preferences.hpp"

#include <cupola/hat/profile.hpp>

#include <SDL.h>
#include <imgui.h>

#include <string>

namespace cupola::app {

namespace fs = std::filesystem;

Play::Play(serve::Host& host, SDL_Renderer* renderer, const Places& places, const base::Clock& clock)
    : host_(host), desk_(host, places, clock), texture_(renderer) {
  desk_.create(state_.program);
}

void Play::restore(const Settings& settings, const Session& session) {
  state_.world.settings = world::clamped(session.world);
  state_.world.profile = profile_of(settings);
  state_.hat.look = settings.as_seen ? picture::Look::AsSeen : picture::Look::AsCoded;
  host_.change(world::state_of(state_.world.settings));
  if (session.unsaved) {
    desk_.restore(session.file, session.text, state_.program);
  } else if (!session.file.empty()) {
    desk_.open(session.file, state_.program);
  }
  state_.program.editor.buffer.set_cursor({static_cast<std::size_t>(session.cursor_line - 1),
                                           static_cast<std::size_t>(session.cursor_column - 1)});
  state_.program.editor.reveal_cursor = true;
}

void Play::save(Settings& settings, Session& session) const {
  session.world = state_.world.settings;
  session.file = desk_.path();
  session.unsaved = state_.program.editor.buffer.modified();
  session.text = session.unsaved ? state_.program.editor.buffer.text() : std::string();
  const ui::Position cursor = state_.program.editor.buffer.cursor();
  session.cursor_line = static_cast<int>(cursor.line) + 1;
  session.cursor_column = static_cast<int>(cursor.byte) + 1;
  if (!session.file.empty()) remember_file(settings, session.file);
  settings.as_seen = state_.hat.look == picture::Look::AsSeen;
  settings.profile = hat::name_of(state_.world.profile);
}

void Play::open(const fs::path& path) {
  ui::ProgramPanelState& panel = state_.program;
  if (!panel.editor.buffer.modified()) {
    desk_.open(path, panel);
    return;
  }
  waiting_ = fs::absolute(path);
  panel.to_take = path.filename().string();
  panel.pending = ui::PendingAction::Take;
  state_.part = ui::PlayPart::Program;
}

void Play::take_program(const std::string& text) { desk_.replace_text(text, state_.program); }

void Play::apply(const ui::WorldPanelRequests& requests) {
  if (requests.changed) host_.change(world::state_of(state_.world.settings));
  if (requests.profile_changed) host_.set_profile(state_.world.profile);
}

void Play::apply(const ui::HatPanelRequests& requests) {
  for (const ui::StickChange& change : requests.stick) {
    change.pressed ? host_.press(change.direction) : host_.release(change.direction);
  }
}

void Play::ask_for_file(ui::FilePurpose purpose, FileChooser& chooser) {
  const bool save = purpose == ui::FilePurpose::Save;
  const fs::path current = desk_.path();
  chooser.ask({.purpose = purpose,
               .title = save ? "Save the program" : "Open a program",
               .suffixes = {".py"},
               .suggestion = save && current.empty() ? fs::path("my_program.py") : current,
               .take = [this, save](const fs::path& path) {
                 const bool done = save ? desk_.save(path, state_.program) : desk_.open(path, state_.program);
                 return done ? ui::Phrase() : desk_.take_problem();
               }});
}

void Play::apply(const ui::ProgramPanelRequests& requests, FileChooser& chooser) {
  ui::ProgramPanelState& panel = state_.program;
  if (requests.changed) desk_.text_changed();
  if (requests.create) desk_.create(panel);
  if (requests.open) ask_for_file(ui::FilePurpose::Open, chooser);
  if (requests.save && !desk_.path().empty()) desk_.save(fs::path(desk_.path()), panel);
  if (requests.save_as || (requests.save && desk_.path().empty()))
    ask_for_file(ui::FilePurpose::Save, chooser);
  if (requests.take) desk_.open(waiting_, panel);
  if (requests.reload) desk_.reload(panel);
  if (requests.keep_mine) desk_.keep_mine();
  if (requests.dismiss_problem) desk_.dismiss_problem();
  if (requests.open_in_thonny) desk_.open_in_thonny(panel);
  if (requests.stop) desk_.stop();
  if (requests.run) {
    desk_.run(panel);
    state_.hat.has_keyboard = true;
    ImGui::SetWindowFocus(nullptr);
  }
  desk_.answer(requests.console);
}

void Play::draw(const ui::Context& ui, ui::TextViewState& text_view, FileChooser& chooser, bool replaying) {
  const serve::Leds leds = host_.leds();
  const ui::HatPanelInput hat{
      .frame = leds.picture ? leds.picture->frame : hat::Frame{}, .gamma = leds.gamma, .texture = texture_};
  // The world is drawn before the HAT, and also where the HAT is not: it may not show the lights of before.
  const hat::Frame seen = ui::turned(hat.frame, state_.hat.rotation_deg);
  const ui::WorldPanelInput world{.leds = texture_.show(seen, hat.gamma, state_.hat.look),
                                  .replaying = replaying,
                                  .orientation = host_.orientation(),
                                  .profile_waits = host_.profile() != state_.world.profile};
  const ui::ProgramPanelInput program = desk_.program_input();
  const ui::ChecklistInput checklist = desk_.checklist_input();
  const ui::PlayPageRequests requests = ui::draw_play_page(
      state_, {.world = world, .hat = hat, .program = program, .checklist = checklist}, ui);
  apply(requests.world);
  apply(requests.hat);
  apply(requests.program, chooser);
  if (requests.hat.describe) text_view.open = true;
  if (requests.checklist.check) desk_.check(state_.program);
  if (requests.checklist.go_to_line > 0) state_.program.editor.go_to_line(requests.checklist.go_to_line);
}

bool Play::draw_lights(SdlWindow& window) {
  const ui::HatPanelState& hat = state_.hat;
  if (!window.draws_in_software() || hat.lights.side <= 0) return false;
  const serve::Leds leds = host_.leds();
  const hat::Frame frame = ui::turned(leds.picture ? leds.picture->frame : hat::Frame{}, hat.rotation_deg);
  const ImTextureID picture = texture_.show(frame, leds.gamma, hat.look, hat.lights.side);
  if (picture == nullptr) return false;
  window.draw_over([&](SDL_Renderer* renderer) {
    const SDL_FRect place{hat.lights.left, hat.lights.top, hat.lights.side, hat.lights.side};
    SDL_RenderCopyF(renderer, static_cast<SDL_Texture*>(picture), nullptr, &place);
  });
  return true;
}

}  // namespace cupola::app
