#include "runner/check/imports.hpp"

#include "runner/check/text_glyphs.hpp"

#include <doctest/doctest.h>

using cupola::check::characters_without_glyph;
using cupola::check::counted_characters;
using cupola::check::find_imports;

namespace {

std::string modules(std::string_view source) {
  std::string names;
  for (const auto& import : find_imports(source))
    names += import.module + ":" + std::to_string(import.line) + " ";
  return names;
}

}  // namespace

TEST_CASE("comments, strings and names that only look like imports are not imports") {
  CHECK(modules("# import os\n") == "");
  CHECK(modules("x = 'import os'\ny = \"\"\"\nimport sys\n\"\"\"\n") == "");
  CHECK(modules("important = 1\nfrom_here = 2\nprint('it\\'s # fine')\n") == "");
  CHECK(modules("text = 'unfinished\nimport os\n") == "os:2 ");
  CHECK(modules("import\n\nfrom\n") == "");
  CHECK(modules("") == "");
}

TEST_CASE("every form of import is found with its line") {
  CHECK(modules("import time\nfrom sense_hat import SenseHat\n") == "time:1 sense_hat:2 ");
  CHECK(modules("import os.path as p, sys\r\n") == "os:1 sys:1 ");
  CHECK(modules("if True:\n\timport random; import math # both\n") == "random:2 math:2 ");
  CHECK(modules("import naïve") == "naïve:1 ");
}

TEST_CASE("the length rule counts characters, not bytes, and no blank line") {
  CHECK(counted_characters("") == 0);
  CHECK(counted_characters("ab\n\n   \n\t\ncd\r\n") == 4);
  CHECK(counted_characters("żółw") == 4);
}

TEST_CASE("the flight font lacks four ASCII characters and everything beyond") {
  CHECK(characters_without_glyph("Hello, world! \\~_").empty());
  CHECK(characters_without_glyph("a^`{}") == std::vector<std::string>{"^", "`", "{", "}"});
  CHECK(characters_without_glyph("20 °C") == std::vector<std::string>{"°"});
  CHECK(characters_without_glyph("\xff\xc3").empty());
}
