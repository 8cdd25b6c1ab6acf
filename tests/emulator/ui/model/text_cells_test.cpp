#include "emulator/ui/model/text_cells.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace cupola::ui;

TEST_CASE("bytes that are no UTF-8 are one character each: cut, too long, surrogate, beyond Unicode") {
  for (const std::string_view bytes :
       {"\xC3", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xFF"}) {
    CHECK_FALSE(character_at(bytes, 0).valid);
    CHECK(character_at(bytes, 0).bytes == 1);
  }
  CHECK(escape_of(character_at("\xFF", 0)) == "\\xff");
  CHECK(cell_at("a\xFF z", 2) == 5);
}

TEST_CASE("whatever the bytes, walking back visits the places of walking forth") {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same bytes every time
  for (int round = 0; round < 400; ++round) {
    std::string line;
    const std::string_view pieces[] = {"a",    "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x9A\x80", "\xCC\x81",
                                       "\xFF", "\xC3",     "\x80",         "\xF0\x9F",         "\t"};
    for (int i = 0; i < 12; ++i) line += pieces[random() % std::size(pieces)];
    std::vector<std::size_t> forth{0};
    while (forth.back() < line.size()) forth.push_back(next_boundary(line, forth.back()));
    std::vector<std::size_t> back{line.size()};
    while (back.back() > 0) back.push_back(previous_boundary(line, back.back()));
    // A mark that begins the line sits on nothing, so it may be passed in one step from the right.
    CHECK(std::vector<std::size_t>(back.rbegin(), back.rend()) == forth);
    for (std::size_t byte = 0; byte <= line.size(); ++byte) {
      const std::size_t at = boundary_at(line, byte);
      CHECK(at <= byte);
      CHECK(std::find(forth.begin(), forth.end(), at) != forth.end());
    }
  }
}

TEST_CASE("control characters are written out, a tab is not") {
  CHECK(escape_of(character_at("\x1B[31m", 0)) == "\\x1b");
  CHECK(escape_of(character_at(std::string_view("\0", 1), 0)) == "\\x00");
  CHECK(escape_of(character_at("\t", 0)).empty());
  CHECK(escape_of(character_at("\xC3\xA9", 0)).empty());
}

TEST_CASE("a tab goes to the next multiple of four, wide characters take two cells, marks none") {
  CHECK(cell_at("ab\tc", 3) == 4);
  CHECK(cell_at("\t\t", 2) == 8);
  CHECK(cell_at("\xE4\xBD\xA0x", 3) == 2);
  CHECK(cell_at("e\xCC\x81x", 3) == 1);
  CHECK(next_boundary("e\xCC\x81x", 0) == 3);
}

TEST_CASE("the place nearest to a column") {
  CHECK(byte_at("ab\tc", -3) == 0);
  CHECK(byte_at("ab\tc", 0.4) == 0);
  CHECK(byte_at("ab\tc", 0.6) == 1);
  CHECK(byte_at("ab\tc", 3.5) == 3);
  CHECK(byte_at("ab\tc", 99) == 4);
  CHECK(byte_at("", 5) == 0);
}
