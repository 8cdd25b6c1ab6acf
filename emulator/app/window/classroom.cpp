#include "emulator/app/window/classroom.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

/// What a person types or pastes for a folder.
fs::path folder_of(std::string text) {
  const auto space = [](char sign) { return sign == ' ' || sign == '\n' || sign == '\t'; };
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), space));
  text.erase(std::find_if_not(text.rbegin(), text.rend(), space).base(), text.end());
  const char* const home = std::getenv("HOME");
  if (home != nullptr && (text == "~" || text.starts_with("~/"))) text.replace(0, 1, home);
  const fs::path path(text);
  std::error_code error;
  return fs::is_regular_file(path, error) ? path.parent_path() : path;
}

}  // namespace

Classroom::Classroom(fs::path cupola, SDL_Renderer* renderer, const base::Clock& clock)
    : clock_(clock), runner_(std::move(cupola), std::thread::hardware_concurrency()), atlas_(renderer) {}

void Classroom::open(const std::string& path) {
  runner_.open(folder_of(path), clock_.monotonic());
  ui::ClassPanelState anew;
  anew.order = state_.order;
  anew.paused = state_.paused;
  state_ = std::move(anew);
  if (!runner_.problem().empty()) {
    state_.typed = path;
    return;
  }
  const std::string folder = runner_.folder().string();
  std::erase(recent_, folder);
  recent_.insert(recent_.begin(), folder);
  if (recent_.size() > kMostRecent) recent_.resize(kMostRecent);
}

void Classroom::apply(const ui::ClassPanelRequests& requests, FileChooser& chooser) {
  if (requests.run_all) runner_.run_all(clock_.monotonic());
  if (requests.stop) runner_.stop();
  if (requests.run) runner_.run(*requests.run, clock_.monotonic());
  if (requests.open) opened_ = runner_.folder() / *requests.open;
  if (requests.folder) open(*requests.folder);
  if (requests.browse) {
    chooser.ask({.purpose = ui::FilePurpose::Folder,
                 .title = "Folder of the class",
                 .suggestion = runner_.folder().empty() ? fs::path() : runner_.folder() / "",
                 .take = [this](const fs::path& path) {
                   open(path.string());
                   const std::string& problem = runner_.problem();
                   return problem.empty() ? ui::Phrase() : ui::Phrase{"{0}", {problem}};
                 }});
  }
}

void Classroom::draw(const ui::Context& ui, FileChooser& chooser) {
  const std::string folder = runner_.folder().string();
  const ui::ClassPanelInput input{.entries = runner_.entries(),
                                  .folder = folder,
                                  .problem = runner_.problem(),
                                  .left_out = runner_.left_out(),
                                  .recent = recent_,
                                  .atlas = atlas_};
  apply(ui::draw_class_panel(state_, input, ui), chooser);
}

std::optional<fs::path> Classroom::take_open() { return std::exchange(opened_, std::nullopt); }

}  // namespace cupola::app
