#include "emulator/app/language/words_file.hpp"
#include "emulator/picture/describe.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <stdexcept>
#include <system_error>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

struct Folder {
  tests::TemporaryFolder folder;
  fs::path write(const std::string& name, const std::string& bytes) const {
    const fs::path path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
};

std::string catalogue(const std::string& language, const std::string& texts) {
  return R"({"schema": "cupola-words", "version": 1, "language": ")" + language + R"(", "texts": {)" + texts +
         "}}";
}

WantedLanguages in_environment(const std::map<std::string, std::string>& variables) {
  return wanted_languages("", [&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  });
}

using Codes = std::vector<std::string>;

TEST_CASE("a catalogue that is none is refused with its name and what is wrong") {
  const Folder at;
  const auto fault = [&](const std::string& bytes) {
    try {
      read_catalogue(at.write("xx.json", bytes));
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  const std::string path = (at.folder.path() / "xx.json").string();
  CHECK(fault("") == path + ": is not JSON in UTF-8");
  CHECK(fault("{\"schema\": \"cupola-words\"") == path + ": is not JSON in UTF-8");
  CHECK(fault(catalogue("x", "\"Help\": \"\xff\"")) == path + ": is not JSON in UTF-8");
  CHECK(fault("[]") == path + ": \"schema\" must be \"cupola-words\"");
  CHECK(fault(R"({"schema": "cupola-words", "version": 2})") == path + ": \"version\" must be 1");
  CHECK(fault(R"({"schema": "cupola-words", "version": 1})") == path + ": \"language\" must be a text");
  CHECK(fault(catalogue("x", "\"Help\": 3")) == path + ": the translation of \"Help\" must be a text");
  CHECK(fault(std::string(5U << 20, ' ')) == path + ": is too large for a catalogue of words");
  CHECK_THROWS_AS(read_catalogue(at.folder.path() / "missing.json"), std::system_error);
  CHECK_THROWS_AS(read_catalogue(at.folder.path()), std::exception);
}

TEST_CASE("a translation with other gaps than the English stays English") {
  const Folder at;
  const ui::Catalogue words = read_catalogue(at.write(
      "xx.json", catalogue("x", R"("{0} of {1}": "{1} / {0}", "line {0}": "Zeile", "%.0f lux": "%s lux",
                                   "Speed": "100 %", "%d lights": "%d Lichter", "a { and } b": "a { und } b", "Empty": "")")));
  CHECK(std::strcmp(words("{0} of {1}"), "{1} / {0}") == 0);
  CHECK(std::strcmp(words("line {0}"), "line {0}") == 0);
  CHECK(std::strcmp(words("%.0f lux"), "%.0f lux") == 0);
  CHECK(std::strcmp(words("Speed"), "Speed") == 0);
  CHECK(std::strcmp(words("%d lights"), "%d Lichter") == 0);
  CHECK(std::strcmp(words("a { and } b"), "a { und } b") == 0);
  CHECK(std::strcmp(words("Empty"), "Empty") == 0);
}

TEST_CASE("what the person chose goes before what the machine speaks") {
  CHECK(wanted_languages("de").codes == Codes{"de"});
  CHECK(wanted_languages("de").chosen);
  CHECK(in_environment({}).codes.empty());
  CHECK(in_environment({{"LANG", "de_AT.UTF-8"}}).codes == Codes{"de_AT", "de"});
  CHECK_FALSE(in_environment({{"LANG", "de_AT.UTF-8"}}).chosen);
  CHECK(in_environment({{"LANG", "en_GB.UTF-8"}, {"LC_MESSAGES", "sr_RS@latin"}}).codes ==
        Codes{"sr_RS", "sr"});
  CHECK(
      in_environment({{"LANG", "fr_FR.UTF-8"}, {"LC_ALL", "C.UTF-8"}, {"LANGUAGE", "fr:de"}}).codes.empty());
  CHECK(in_environment({{"LANG", "fr_FR.UTF-8"}, {"LANGUAGE", "pt_BR:de::fr"}}).codes ==
        Codes{"pt_BR", "pt", "de", "fr", "fr_FR"});
}

TEST_CASE("the first language that is there is taken, and English needs no file") {
  const Folder at;
  at.write("de.json", catalogue("Deutsch", R"("Help": "Hilfe")"));
  const LoadedWords german = load_words(at.folder.path(), {.codes = {"fr", "de"}});
  CHECK(german.language == "de");
  CHECK(german.notice.empty());
  CHECK(std::strcmp(german.words("Help"), "Hilfe") == 0);
  CHECK(std::strcmp(german.words("Display"), "Display") == 0);
  CHECK(load_words(at.folder.path(), {.codes = {"en_GB", "de"}}).language == "en");
  CHECK(load_words(at.folder.path(), {.codes = {"fr"}}).notice.empty());
  CHECK(load_words(at.folder.path() / "nowhere", {.codes = {"de"}}).language == "en");
}

TEST_CASE("a chosen language that is missing or broken is told, and English stays") {
  const Folder at;
  at.write("de.json", "nonsense");
  const LoadedWords broken = load_words(at.folder.path(), {.codes = {"de"}, .chosen = true});
  CHECK(broken.language == "en");
  CHECK(broken.notice == (at.folder.path() / "de.json").string() + ": is not JSON in UTF-8");
  CHECK(load_words(at.folder.path(), {.codes = {"tlh"}, .chosen = true}).notice ==
        "There are no words for the language \"tlh\" here.");
  const LoadedWords hostile = load_words(at.folder.path(), {.codes = {"../de"}, .chosen = true});
  CHECK(hostile.language == "en");
  CHECK(hostile.notice.find("../de") != std::string::npos);
}

TEST_CASE("languages are listed by their own names, broken ones left out") {
  const Folder at;
  at.write("de.json", catalogue("Deutsch", ""));
  at.write("en.json", catalogue("English", ""));
  at.write("xx.json", "{}");
  at.write("readme.txt", "");
  CHECK(languages_in(at.folder.path()) == std::vector<Language>{{"de", "Deutsch"}, {"en", "English"}});
  CHECK(languages_in(at.folder.path() / "nowhere") == std::vector<Language>{{"en", "English"}});
}

TEST_CASE("the example of docs/words.md is a catalogue") {
  std::ifstream page("docs/words.md", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  const std::size_t begin = text.find("```json\n");
  REQUIRE(begin != std::string::npos);
  const Folder at;
  const ui::Catalogue words =
      read_catalogue(at.write("de.json", text.substr(begin + 8, text.find("```", begin + 8) - begin - 8)));
  CHECK(std::strcmp(words("Help"), "Hilfe") == 0);
  CHECK(std::strcmp(words("Light##theme"), "Hell##theme") == 0);
}

TEST_CASE("the built tree speaks German, also of what the lights show") {
  const LoadedWords loaded = load_words(words_folder(), {.codes = {"de"}, .chosen = true});
  CHECK(loaded.notice.empty());
  REQUIRE(loaded.language == "de");
  CHECK(std::strcmp(loaded.words("Help"), "Hilfe") == 0);
  picture::Colors colors{};
  colors[0] = {255, 0, 0};
  const auto words = [&](std::string_view english) {
    return std::string(loaded.words(std::string(english).c_str()));
  };
  CHECK(picture::describe(colors, words) == "rot, 1 Licht an, Reihe 1, Licht 1");
}

TEST_CASE("every text of a description is a key of the English catalogue") {
  const Folder at;
  std::ifstream file(words_folder() / "en.json", std::ios::binary);
  const std::string english{std::istreambuf_iterator<char>(file), {}};
  REQUIRE_FALSE(english.empty());
  for (const std::string_view text : picture::description_words()) {
    CAPTURE(text);
    CHECK(english.find('"' + std::string(text) + "\":") != std::string::npos);
  }
}

}  // namespace
}  // namespace cupola::app
