#include "emulator/ui/model/text_buffer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

using namespace cupola::ui;

namespace {

/// The same text as one string with one offset: what the buffer must agree with.
struct Naive {
  std::string text;
  std::size_t cursor = 0;

  std::size_t offset(Position place) const {
    std::size_t at = 0;
    for (std::size_t line = 0; line < place.line; ++line) at = text.find('\n', at) + 1;
    return at + place.byte;
  }
};

std::string snippet(std::mt19937& random) {
  const std::string_view pieces[] = {
      "a", "word", " ", "\n", "\n\n", "x = 1\n", "\t", "\xC3\xA9", "\xF0\x9F\x9A\x80", "def f():\n    pass\n",
      ""};
  return std::string(pieces[random() % std::size(pieces)]);
}

Position any_place(std::mt19937& random, const TextBuffer& buffer) {
  const std::size_t line = random() % (buffer.line_count() + 1);
  return {line, random() % 12};
}

}  // namespace

TEST_CASE("places that do not exist are moved to the nearest that does") {
  TextBuffer buffer("a\xC3\xA9\nb");
  buffer.set_cursor({7, 7});
  CHECK(buffer.cursor() == Position{1, 1});
  buffer.set_cursor({0, 99});
  CHECK(buffer.cursor() == Position{0, 3});
  buffer.set_cursor({0, 2});
  CHECK(buffer.cursor() == Position{0, 1});
  buffer.replace({{9, 9}, {0, 0}}, "x");
  CHECK(buffer.text() == "x");
}

TEST_CASE("nothing happens at the ends: erasing, moving, undo and redo of nothing") {
  TextBuffer buffer;
  for (const Move move : {Move::Left, Move::Right, Move::WordLeft, Move::WordRight, Move::Up, Move::Down,
                          Move::LineStart, Move::LineEnd, Move::TextStart, Move::TextEnd}) {
    buffer.erase(move);
    buffer.move(move, Selecting::Yes, 3);
  }
  buffer.undo();
  buffer.redo();
  buffer.end_step();
  CHECK(buffer.text().empty());
  CHECK_FALSE(buffer.modified());
  CHECK(buffer.selection().empty());
}

TEST_CASE("bytes are kept: mixed line ends, a lone return, a byte order mark, no UTF-8, no end of line") {
  for (const std::string_view bytes :
       {std::string_view("a\r\nb\nc\rd\n"), std::string_view("\xEF\xBB\xBFx\r\n"),
        std::string_view("\xFF\xC3\n\x80"), std::string_view("\r\n\r\n"), std::string_view("a\0b\n", 4),
        std::string_view("\n"), std::string_view("")}) {
    CHECK(TextBuffer(bytes).text() == bytes);
  }
  CHECK(TextBuffer("\xEF\xBB\xBFx").line(0) == "x");
}

TEST_CASE("new lines end as those around them") {
  TextBuffer buffer("a\r\nb");
  buffer.set_cursor({1, 1});
  buffer.insert("\nc\nd");
  CHECK(buffer.text() == "a\r\nb\r\nc\r\nd");
  TextBuffer pasted("a\nb");
  pasted.insert("1\r\n2\r\n");
  CHECK(pasted.text() == "1\n2\na\nb");
}

TEST_CASE("random edits do to the buffer what they do to a string") {
  std::mt19937 random(20180201);  // NOLINT(cert-msc51-cpp): the same edits every time
  for (int round = 0; round < 60; ++round) {
    TextBuffer buffer("one two\n  three\n\nfour");
    Naive naive{buffer.text()};
    for (int i = 0; i < 200; ++i) {
      if (random() % 3 == 0) buffer.set_cursor(any_place(random, buffer));
      if (random() % 3 == 0) buffer.set_cursor(any_place(random, buffer), Selecting::Yes);
      const Range selected = buffer.selection();
      const std::size_t begin = naive.offset(selected.begin);
      const std::size_t end = naive.offset(selected.end);
      const std::string text = snippet(random);
      if (random() % 2 == 0) {
        naive.text.replace(begin, end - begin, text);
        buffer.insert(text);
        naive.cursor = begin + text.size();
      } else if (begin != end) {
        naive.text.erase(begin, end - begin);
        buffer.erase(Move::Left);
        naive.cursor = begin;
      } else {
        buffer.move(Move::WordLeft);
        naive.cursor = naive.offset(buffer.cursor());
      }
      REQUIRE(buffer.text() == naive.text);
      REQUIRE(naive.offset(buffer.cursor()) == naive.cursor);
      REQUIRE(buffer.line_count() ==
              static_cast<std::size_t>(std::count(naive.text.begin(), naive.text.end(), '\n')) + 1);
    }
  }
}

TEST_CASE("undo and redo give back exactly the bytes that a revision had") {
  std::mt19937 random(42);  // NOLINT(cert-msc51-cpp)
  for (int round = 0; round < 60; ++round) {
    TextBuffer buffer("a\r\nb\n\xFF\rc\r\n\r");
    std::map<std::uint64_t, std::string> texts{{buffer.revision(), buffer.text()}};
    for (int i = 0; i < 300; ++i) {
      switch (random() % 7) {
        case 0:
          buffer.set_cursor(any_place(random, buffer));
          break;
        case 1:
          buffer.set_cursor(any_place(random, buffer), Selecting::Yes);
          break;
        case 2:
          buffer.insert(random() % 4 == 0 ? "\r\nZ" : snippet(random));
          break;
        case 3:
          buffer.erase(random() % 2 == 0 ? Move::Left : Move::Right);
          break;
        case 4:
          buffer.replace({any_place(random, buffer), any_place(random, buffer)}, snippet(random));
          break;
        case 5:
          buffer.undo();
          break;
        default:
          buffer.redo();
          break;
      }
      const auto [known, fresh] = texts.try_emplace(buffer.revision(), buffer.text());
      if (!fresh) REQUIRE(buffer.text() == known->second);
    }
    while (buffer.can_undo()) buffer.undo();
    CHECK(buffer.text() == "a\r\nb\n\xFF\rc\r\n\r");
    CHECK_FALSE(buffer.modified());
  }
}

TEST_CASE("what is said to be unchanged is unchanged") {
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp)
  TextBuffer buffer("1\n2\n3\n4\n5\n6\n7\n8");
  buffer.take_unchanged();
  for (int i = 0; i < 500; ++i) {
    std::vector<std::string> before;
    for (std::size_t line = 0; line < buffer.line_count(); ++line) before.push_back(buffer.line(line));
    for (std::size_t edits = random() % 3; edits > 0; --edits) {
      buffer.replace({any_place(random, buffer), any_place(random, buffer)}, snippet(random));
      if (random() % 3 == 0) buffer.undo();
    }
    const UnchangedLines same = buffer.take_unchanged();
    REQUIRE(same.at_start <= buffer.line_count());
    const std::size_t shorter = std::min(before.size(), buffer.line_count());
    for (std::size_t line = 0; line < std::min(same.at_start, shorter); ++line)
      REQUIRE(buffer.line(line) == before[line]);
    for (std::size_t line = 1; line <= std::min(same.at_end, shorter - std::min(same.at_start, shorter));
         ++line) {
      REQUIRE(buffer.line(buffer.line_count() - line) == before[before.size() - line]);
    }
  }
}

TEST_CASE("typing is undone word by word, a run of backspaces at once") {
  TextBuffer buffer;
  for (const char each : std::string_view("hello big world")) buffer.insert(std::string(1, each));
  buffer.undo();
  CHECK(buffer.text() == "hello big ");
  buffer.undo();
  CHECK(buffer.text() == "hello ");
  buffer.redo();
  CHECK(buffer.text() == "hello big ");
  for (int i = 0; i < 4; ++i) buffer.erase(Move::Left);
  CHECK(buffer.text() == "hello ");
  buffer.undo();
  CHECK(buffer.text() == "hello big ");
}

TEST_CASE("moving the cursor between two letters makes two steps") {
  TextBuffer buffer;
  buffer.insert("a");
  buffer.move(Move::Left);
  buffer.move(Move::Right);
  buffer.insert("b");
  buffer.undo();
  CHECK(buffer.text() == "a");
}

TEST_CASE("undo leads back to the saved text, also in the middle of a word") {
  TextBuffer buffer;
  buffer.insert("a");
  buffer.mark_saved();
  CHECK_FALSE(buffer.modified());
  buffer.insert("b");
  CHECK(buffer.modified());
  buffer.undo();
  CHECK(buffer.text() == "a");
  CHECK_FALSE(buffer.modified());
  buffer.undo();
  CHECK(buffer.modified());
}

TEST_CASE("a new edit after undo forgets what could be redone") {
  TextBuffer buffer("x");
  buffer.insert("1");
  buffer.undo();
  buffer.insert("2");
  CHECK_FALSE(buffer.can_redo());
  CHECK(buffer.text() == "2x");
}

TEST_CASE("undo puts back the selection that was typed over") {
  TextBuffer buffer("hello world");
  buffer.select({{0, 6}, {0, 11}});
  buffer.insert("you");
  buffer.undo();
  CHECK(buffer.text(buffer.selection()) == "world");
}

TEST_CASE("up and down keep the column through short lines") {
  TextBuffer buffer("123456\n12\n\t56");
  buffer.set_cursor({0, 5});
  buffer.move(Move::Down);
  CHECK(buffer.cursor() == Position{1, 2});
  buffer.move(Move::Down);
  CHECK(buffer.cursor() == Position{2, 2});  // a tab and one character: five cells
  buffer.move(Move::Down);
  CHECK(buffer.cursor() == Position{2, 3});
  buffer.move(Move::Up, Selecting::Yes, 99);
  CHECK(buffer.cursor().line == 0);
  CHECK(buffer.anchor() == Position{2, 3});
}

TEST_CASE("by word, to the first character, and to the ends") {
  TextBuffer buffer("  sense.set_pixel(x)\n");
  buffer.move(Move::WordRight);
  CHECK(buffer.cursor().byte == 2);
  buffer.move(Move::WordRight);
  CHECK(buffer.cursor().byte == 7);
  buffer.move(Move::WordRight);
  buffer.move(Move::WordRight);
  CHECK(buffer.cursor().byte == 17);
  buffer.move(Move::WordLeft);
  CHECK(buffer.cursor().byte == 8);
  buffer.move(Move::LineStart);
  CHECK(buffer.cursor().byte == 2);
  buffer.move(Move::LineStart);
  CHECK(buffer.cursor().byte == 0);
  buffer.move(Move::TextEnd);
  CHECK(buffer.cursor() == Position{1, 0});
  CHECK(buffer.word_at({0, 10}) == Range{{0, 8}, {0, 17}});
  CHECK(buffer.word_at({0, 17}) == Range{{0, 8}, {0, 17}});
}

TEST_CASE("left and right leave a selection at its ends") {
  TextBuffer buffer("abcdef");
  buffer.select({{0, 1}, {0, 4}});
  buffer.move(Move::Left);
  CHECK(buffer.cursor() == Position{0, 1});
  buffer.select({{0, 1}, {0, 4}});
  buffer.move(Move::Right);
  CHECK(buffer.cursor() == Position{0, 4});
}

TEST_CASE("a megabyte in one line can be edited and undone") {
  std::string bytes(1 << 20, 'x');
  TextBuffer buffer(bytes);
  buffer.set_cursor({0, 1 << 19});
  for (int i = 0; i < 100; ++i) buffer.insert("y");
  CHECK(buffer.line(0).size() == bytes.size() + 100);
  buffer.undo();
  CHECK(buffer.text() == bytes);
}
