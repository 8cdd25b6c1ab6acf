#pragma once

#include "emulator/ui/catalogue.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// Where the catalogues lie: share/cupola/words in CUPOLA_HOME, else beside the bin of our own executable.
std::filesystem::path words_folder();

/// A language there are words in.
struct Language {
  std::string code;  ///< the file's name without .json: "de", "pt_BR"
  std::string name;  ///< what it calls itself: "Deutsch"
  friend bool operator==(const Language&, const Language&) = default;
};

/// The languages of `folder` by their names; English is always among them.
std::vector<Language> languages_in(const std::filesystem::path& folder);

/// The codes of the languages to try, best first.
struct WantedLanguages {
  std::vector<std::string> codes;
  bool chosen = false;  ///< by the person; else the machine asks for them
};

/// `setting` is what the person chose; empty: what the environment asks for, in gettext's order: LANGUAGE,
/// LC_ALL, LC_MESSAGES, LANG; the locale C means English. `variable` gives the value of an environment
/// variable, empty if it is not set.
WantedLanguages wanted_languages(std::string_view setting,
                                 const std::function<std::string(const char*)>& variable);
/// The same for this process.
WantedLanguages wanted_languages(std::string_view setting);

struct LoadedWords {
  ui::Catalogue words;
  std::string language = "en";  ///< the code of what was loaded
  std::string notice;           ///< one line for the person; empty if all is well
};

/// Reads one catalogue, a document of docs/words.md. A text whose gaps ({0}, %.1f) are not those of the
/// English stays English. Throws std::system_error if the file cannot be read, std::invalid_argument that
/// names file and fault if it is no catalogue.
ui::Catalogue read_catalogue(const std::filesystem::path& path);

/// The words of the first language of `wanted` that `folder` has; English if it has none. What is wrong with
/// a file becomes the notice, and so does a chosen language that is not there.
LoadedWords load_words(const std::filesystem::path& folder, const WantedLanguages& wanted);

}  // namespace cupola::app
