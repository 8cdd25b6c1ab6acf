#include "emulator/app/language/words_file.hpp"
#include "hat_driver/base/system_error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kSchema = "cupola-words";
/// A hundred times what the window says.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 20;

/// No path may hide in a code that comes from a settings file or the environment.
bool is_code(std::string_view code) {
  const auto fits = [](char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
           sign == '_' || sign == '-' || sign == '@';
  };
  return !code.empty() && code.size() <= 32 && std::all_of(code.begin(), code.end(), fits);
}

/// Where the gap that begins at `at` ends; nothing if none does: {0}, {color}, %.1f, %% and a single %.
std::optional<std::size_t> end_of_gap(std::string_view text, std::size_t at) {
  const auto letter = [](char sign) { return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z'); };
  const auto digit = [](char sign) { return sign >= '0' && sign <= '9'; };
  std::size_t end = at + 1;
  if (text[at] == '{') {
    while (end < text.size() && (letter(text[end]) || digit(text[end]))) ++end;
    const bool named = end > at + 1 && end < text.size() && text[end] == '}';
    return named ? std::optional(end + 1) : std::nullopt;
  }
  if (text[at] != '%') return std::nullopt;
  while (end < text.size() && (digit(text[end]) || std::string_view("-+.").find(text[end]) < 3)) ++end;
  const bool complete = end < text.size() && (letter(text[end]) || text[end] == '%');
  return complete ? end + 1 : end;
}

/// What is filled in later, in a fixed order.
std::vector<std::string> gaps_of(std::string_view text) {
  std::vector<std::string> gaps;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = end_of_gap(text, at);
    if (!end) continue;
    gaps.emplace_back(text.substr(at, *end - at));
    at = *end - 1;
  }
  std::sort(gaps.begin(), gaps.end());
  return gaps;
}

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw std::invalid_argument(path.string() + ": " + what);
}

Json read_document(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) base::throw_errno(error.value(), "read", path.string());
  if (size > kLargestFile) refuse(path, "is too large for a catalogue of words");
  std::ifstream file(path, std::ios::binary);
  if (!file) base::throw_errno(errno, "open", path.string());
  Json document = Json::parse(file, nullptr, false);
  if (document.is_discarded()) refuse(path, "is not JSON in UTF-8");
  const auto version = document.is_object() ? document.find("version") : document.end();
  if (!document.is_object() || document.value("schema", Json()) != kSchema)
    refuse(path, "\"schema\" must be \"" + std::string(kSchema) + "\"");
  if (version == document.end() || *version != 1) refuse(path, "\"version\" must be 1");
  const auto language = document.find("language");
  if (language == document.end() || !language->is_string()) refuse(path, "\"language\" must be a text");
  const auto texts = document.find("texts");
  if (texts == document.end() || !texts->is_object()) refuse(path, "\"texts\" must be an object");
  return document;
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// "de_AT.UTF-8@euro" is served by de_AT, else by de.
void add_locale(std::vector<std::string>& codes, std::string_view locale) {
  locale = locale.substr(0, locale.find_first_of(".@"));
  const std::string_view language = locale.substr(0, locale.find('_'));
  for (const std::string_view code : {locale, language}) {
    if (is_code(code) && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.emplace_back(code);
  }
}

bool is_english(std::string_view code) { return code.substr(0, code.find('_')) == "en"; }

}  // namespace

fs::path words_folder() {
  const std::string named = environment("CUPOLA_HOME");
  const fs::path home =
      named.empty() ? fs::read_symlink("/proc/self/exe").parent_path().parent_path() : fs::path(named);
  return home / "share" / "cupola" / "words";
}

std::vector<Language> languages_in(const fs::path& folder) {
  std::vector<Language> languages{{"en", "English"}};
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string code = entry.path().stem().string();
    if (entry.path().extension() != ".json" || !is_code(code) || code == "en") continue;
    try {
      languages.push_back({code, read_document(entry.path())["language"].get<std::string>()});
    } catch (const std::exception&) {
      // Whoever chooses it is told why; the list only shows what can be chosen.
      continue;
    }
  }
  std::sort(languages.begin(), languages.end(),
            [](const Language& one, const Language& other) { return one.name < other.name; });
  return languages;
}

WantedLanguages wanted_languages(std::string_view setting,
                                 const std::function<std::string(const char*)>& variable) {
  if (!setting.empty()) return {.codes = {std::string(setting)}, .chosen = true};
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (locale.empty()) locale = variable(name);
  }
  const std::string_view plain = std::string_view(locale).substr(0, locale.find('.'));
  WantedLanguages wanted;
  // As gettext: LANGUAGE counts only in a locale that is not C.
  if (plain.empty() || plain == "C" || plain == "POSIX") return wanted;
  const std::string list = variable("LANGUAGE");
  for (std::string_view rest = list; !rest.empty();) {
    const std::string_view first = rest.substr(0, rest.find(':'));
    add_locale(wanted.codes, first);
    rest.remove_prefix(std::min(first.size() + 1, rest.size()));
  }
  add_locale(wanted.codes, locale);
  return wanted;
}

WantedLanguages wanted_languages(std::string_view setting) { return wanted_languages(setting, environment); }

ui::Catalogue read_catalogue(const fs::path& path) {
  const Json document = read_document(path);
  std::map<std::string, std::string, std::less<>> texts;
  for (const auto& [english, text] : document["texts"].items()) {
    if (!text.is_string()) refuse(path, "the translation of \"" + english + "\" must be a text");
    auto translated = text.get<std::string>();
    // A gap too many would print what is not there.
    if (translated.empty() || gaps_of(english) != gaps_of(translated)) continue;
    texts.emplace(english, std::move(translated));
  }
  return ui::Catalogue(std::move(texts));
}

LoadedWords load_words(const fs::path& folder, const WantedLanguages& wanted) {
  LoadedWords loaded;
  for (const std::string& code : wanted.codes) {
    if (is_english(code)) break;
    const fs::path path = folder / (code + ".json");
    std::error_code error;
    if (!is_code(code) || !fs::exists(path, error)) {
      // A choice deserves an answer; a machine asks for whatever it speaks.
      if (wanted.chosen) loaded.notice = "There are no words for the language \"" + code + "\" here.";
      continue;
    }
    try {
      loaded.words = read_catalogue(path);
      loaded.language = code;
      loaded.notice.clear();
      return loaded;
    } catch (const std::exception& fault) {
      loaded.notice = fault.what();
    }
  }
  return loaded;
}

}  // namespace cupola::app
