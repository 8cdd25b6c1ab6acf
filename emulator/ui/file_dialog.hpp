#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/phrase.hpp"

#include <optional>
#include <string>
#include <vector>

namespace cupola::ui {

struct FileEntry {
  std::string name;
  bool folder = false;
};

/// Folder: a whole folder is chosen, no file in it.
enum class FilePurpose { Open, Save, Folder };

/// Chooses a file or a place for one. The app lists folders; the dialog shows them.
struct FileDialogState {
  FilePurpose purpose = FilePurpose::Open;
  const char* title = "Open a file";  ///< what it is for; English, lives for ever
  std::string folder;                 ///< where the list is from
  std::string name;                   ///< what is typed: a name in the folder, or a whole path
  std::vector<FileEntry> entries;
  Phrase problem;           ///< one line: why the folder cannot be read, …
  bool appearing = false;   ///< opens with the next picture
  bool overwrites = false;  ///< asks whether the file may be replaced
  bool done = false;        ///< the app took the file: close with the next picture
};

struct FileDialogRequests {
  std::optional<std::string> go;      ///< list this folder
  std::optional<std::string> chosen;  ///< this path
  bool may_replace = false;           ///< the person said that the file may be replaced
};

/// Opens the dialog with the next picture.
void open_file_dialog(FileDialogState& state, FilePurpose purpose, const char* title);

/// A modal window while it is open; it stays until the app is `done` with the chosen file, or the person
/// cancels.
FileDialogRequests draw_file_dialog(FileDialogState& state, const Context& ui);

}  // namespace cupola::ui
