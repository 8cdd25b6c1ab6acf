#include "runner/check/imports.hpp"

#include "runner/check/text_glyphs.hpp"

#include <doctest/doctest.h>

using cupola::check::characters_without_glyph;
using cupola::check::counted_characters;
using cupola::check::find_imports;
using cupola::check::uses_extended_font;
using cupola::hat::Font;

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
  CHECK(characters_without_glyph("\xc3( \xed\xa0\x80\xe2\x82").empty());
}

TEST_CASE("the extended font has more, and not everything") {
  CHECK(characters_without_glyph("Grüße: 20 °C, {ż}^`, Привет, Ωμέγα", Font::Extended).empty());
  CHECK(characters_without_glyph("é漢🙂", Font::Extended) == std::vector<std::string>{"漢", "🙂"});
}

TEST_CASE("a program that may not have switched the extended font on counts as one that has not") {
  CHECK_FALSE(uses_extended_font(""));
  CHECK_FALSE(uses_extended_font("# sense.extended_font = True\n"));
  CHECK_FALSE(uses_extended_font(
      "print('sense.extended_font = True')\n\"\"\"\nsense.extended_font = True\n\"\"\"\n"));
  CHECK_FALSE(uses_extended_font("if sense.extended_font == True: pass\n"));
  CHECK_FALSE(uses_extended_font("print(sense.extended_font)\nextended_font = True\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_fonts = True\nsense.extended_font += True\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_font = False\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_font = True and wanted\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_font = True\nsense.extended_font = False\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_font = wanted\nsense.extended_font = True\n"));
  CHECK_FALSE(uses_extended_font("setattr(sense, 'extended_font', True)\n"));
  CHECK_FALSE(uses_extended_font("sense.extended_font ="));
}

TEST_CASE("the extended font is switched on by assigning True") {
  CHECK(uses_extended_font("sense.extended_font = True\n"));
  CHECK(uses_extended_font("sense.extended_font=True"));
  CHECK(uses_extended_font("def start():\r\n\tself.hat.extended_font \t=  True  # accents\r\n"));
  CHECK(uses_extended_font("hat = SenseHat(); hat.extended_font = True; hat.show_message('é')"));
  CHECK(uses_extended_font("a.extended_font = True\nb.extended_font = True\nprint(a.extended_font)\n"));
}
