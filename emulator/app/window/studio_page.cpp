#include "emulator/app/window/studio_page.hpp"
#include "emulator/app/window/file_problem.hpp"
#include "emulator/picture/apng.hpp"
#include "emulator/picture/frame_code.hpp"
#include "emulator/picture/gif.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kSaveDelay{1};
constexpr std::size_t kLargestImage = std::size_t{16} << 20;

}  // namespace

StudioPage::StudioPage(serve::Host& host, SDL_Renderer* renderer, fs::path file, const base::Clock& clock,
                       const ui::Catalogue& words)
    : host_(host), preview_(renderer), file_(std::move(file)), clock_(clock) {
  std::error_code error;
  if (!fs::exists(file_, error)) return;
  try {
    ui::read_into_studio(state_, base::read_whole_file(file_, kLargestImage), words);
    state_.note = {};
  } catch (const std::system_error& problem) {
    state_.note = {.text = problem.what(), .bad = true};
  }
}

void StudioPage::tick() {
  if (due_ && clock_.monotonic() >= *due_) save_now();
}

void StudioPage::save_now() {
  if (!due_) return;
  due_.reset();
  try {
    fs::create_directories(file_.parent_path());
    base::write_whole_file(file_, picture::write_frame_code(state_.model.animation()));
  } catch (const std::system_error& problem) {
    state_.note = {.text = problem.what(), .bad = true};
  }
}

void StudioPage::choose_image(FileChooser& chooser, const ui::Catalogue& words) {
  chooser.ask({.purpose = ui::FilePurpose::Open,
               .title = "Open a picture",
               .suffixes = {".png", ".gif"},
               .take = [this, &words](const fs::path& path) {
                 try {
                   ui::import_into_studio(state_, base::read_whole_file(path, kLargestImage), words);
                   due_ = clock_.monotonic() + kSaveDelay;
                   return state_.note.bad ? ui::Phrase{"{0}", {state_.note.text}} : ui::Phrase();
                 } catch (const std::system_error& problem) {
                   return file_problem(path, problem);
                 }
               }});
}

void StudioPage::choose_film(FileChooser& chooser) {
  chooser.ask({.purpose = ui::FilePurpose::Save,
               .title = "Save the film",
               .suffixes = {".gif", ".png"},
               .suggestion = {},
               .take = [this](const fs::path& path) {
                 try {
                   const picture::Film film = ui::film_of(state_.model.animation());
                   base::write_whole_file(path, path.extension() == ".png" ? picture::encode_apng(film)
                                                                           : picture::encode_gif(film));
                   return ui::Phrase();
                 } catch (const std::exception& problem) {
                   return file_problem(path, problem);
                 }
               }});
}

std::optional<std::string> StudioPage::draw(const ui::Context& ui, FileChooser& chooser,
                                            const std::string& program) {
  const bool busy = host_.program_state() == serve::ProgramState::Running;
  const ui::StudioRequests requests =
      ui::draw_studio(state_, {.preview = preview_, .program = program, .hat_busy = busy}, ui);
  if (requests.changed && !due_) due_ = clock_.monotonic() + kSaveDelay;
  if (requests.show && !busy) host_.show(*requests.show);
  if (requests.open_image) choose_image(chooser, ui.words);
  if (requests.save_film) choose_film(chooser);
  return requests.program;
}

}  // namespace cupola::app
