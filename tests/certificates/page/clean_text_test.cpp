#include "certificates/page/clean_text.hpp"

#include <doctest/doctest.h>

#include <string>

using cupola::page::clean_text;
using cupola::page::east_asian_language;

TEST_CASE("control characters never reach the page") {
  CHECK(clean_text(std::string("Ro\0ck\x07"
                               "et\x1b[31m\x7f",
                               15)) == "Rocket[31m");
  CHECK(clean_text("a\u0085b\u009Fc") == "a bc");
}

TEST_CASE("a stray directional override does not turn the line round") {
  CHECK(clean_text("abc\u202Edef\u202C \u2067x\u2069") == "abcdef x");
}

TEST_CASE("broken UTF-8 becomes a replacement character, byte by byte") {
  CHECK(clean_text("a\xff"
                   "b") == "a\uFFFDb");
  CHECK(clean_text("\xe2\x82") == "\uFFFD\uFFFD");
  CHECK(clean_text("\xc0\xaf") == "\uFFFD\uFFFD");
  CHECK(clean_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(clean_text("\xf5\x80\x80\x80").size() == 12);
}

TEST_CASE("white space of every kind is one space, none at the ends") {
  CHECK(clean_text(" \t Ada\r\n\u3000Grace\u2028 ").compare("Ada Grace") == 0);
  CHECK(clean_text(" \n ").empty());
}

TEST_CASE("joiners that spell words and emoji stay") {
  CHECK(clean_text("می\u200Cخواهم") == "می\u200Cخواهم");
  CHECK(clean_text("👩\u200D🚀") == "👩\u200D🚀");
}

TEST_CASE("Han letters take the shapes of the text's own language") {
  CHECK(east_asian_language("宇宙パン屋") == "ja");
  CHECK(east_asian_language("우주 大學") == "ko");
  CHECK(east_asian_language("星星小队") == "zh-Hans");
  CHECK(east_asian_language("ㄅㄆ 星") == "zh-Hant");
  CHECK(east_asian_language("Zoë Ελένη ليلى").empty());
}
