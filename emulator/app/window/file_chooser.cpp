#include "emulator/app/window/file_chooser.hpp"
#include "emulator/app/window/file_problem.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

/// A folder with more is not what a child looks through.
constexpr std::size_t kMostEntries = 2000;

fs::path home() {
  const char* const home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) : fs::path("/");
}

}  // namespace

bool FileChooser::fits(const fs::path& path) const {
  const auto& suffixes = question_.suffixes;
  return suffixes.empty() || std::find(suffixes.begin(), suffixes.end(), path.extension()) != suffixes.end();
}

void FileChooser::list(const fs::path& folder) {
  const bool folders = question_.purpose == ui::FilePurpose::Folder;
  dialog_.folder = folder.has_filename() ? folder : folder.parent_path();
  dialog_.entries.clear();
  dialog_.problem = {};
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename();
    std::error_code ignored;
    const bool is_folder = entries->is_directory(ignored);
    if (name.starts_with('.') || (!is_folder && (folders || !fits(entries->path())))) continue;
    dialog_.entries.push_back({name, is_folder});
    if (dialog_.entries.size() == kMostEntries) break;
  }
  if (error) dialog_.problem = file_problem(folder, error);
  std::sort(dialog_.entries.begin(), dialog_.entries.end(),
            [](const ui::FileEntry& a, const ui::FileEntry& b) {
              return a.folder != b.folder ? a.folder : a.name < b.name;
            });
}

void FileChooser::ask(FileQuestion question) {
  question_ = std::move(question);
  const fs::path& suggestion = question_.suggestion;
  list(suggestion.has_parent_path() ? suggestion.parent_path() : home());
  dialog_.name = suggestion.filename();
  ui::open_file_dialog(dialog_, question_.purpose, question_.title);
}

void FileChooser::choose(fs::path path, bool may_replace) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  if (question_.purpose == ui::FilePurpose::Folder && !is_folder) {
    dialog_.problem = file_problem(path, error ? error : std::make_error_code(std::errc::not_a_directory));
    return;
  }
  if (is_folder && question_.purpose != ui::FilePurpose::Folder) {
    list(path);
    dialog_.name.clear();
    return;
  }
  if (question_.purpose == ui::FilePurpose::Save) {
    if (!fits(path)) path += question_.suffixes.front();
    dialog_.overwrites = !may_replace && fs::exists(path, error);
    if (dialog_.overwrites) {
      dialog_.problem = {"{0} is there already.", {path.filename().string()}};
      return;
    }
  }
  dialog_.problem = question_.take(path);
  dialog_.done = dialog_.problem.empty();
}

void FileChooser::draw(const ui::Context& ui) {
  const ui::FileDialogRequests requests = ui::draw_file_dialog(dialog_, ui);
  if (requests.go) list(*requests.go);
  if (requests.chosen) choose(*requests.chosen, requests.may_replace);
}

}  // namespace cupola::app
