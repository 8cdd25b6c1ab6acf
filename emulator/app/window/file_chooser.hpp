#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/file_dialog.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cupola::app {

/// What is chosen, and what happens with it.
struct FileQuestion {
  ui::FilePurpose purpose = ui::FilePurpose::Open;
  const char* title = "Open a file";  ///< what the file or folder is for; English, lives for ever
  std::vector<std::string> suffixes =
      {};  ///< ".py", …: only such files are shown; the first is added to a name without
  std::filesystem::path suggestion = {};  ///< a file, or empty: the home folder
  /// Takes the path; gives one line if it cannot, and the dialog stays.
  std::function<ui::Phrase(const std::filesystem::path&)> take = {};
};

/// The window's one dialog for files: lists folders, asks before it replaces a file.
class FileChooser {
 public:
  void ask(FileQuestion question);
  void draw(const ui::Context& ui);

 private:
  void list(const std::filesystem::path& folder);
  void choose(std::filesystem::path path, bool may_replace);
  bool fits(const std::filesystem::path& path) const;

  FileQuestion question_;
  ui::FileDialogState dialog_;
};

}  // namespace cupola::app
