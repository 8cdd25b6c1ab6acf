#include "emulator/ui/model/python_highlighter.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace cupola::ui;

namespace {

/// One letter for each byte: what kind it has.
std::string kinds(std::string_view text) {
  constexpr std::string_view kLetters = "kbhnscdf";
  std::string all;
  LineState state;
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    std::string row(line.size(), '.');
    for (const Token& token : highlight_line(line, state)) {
      for (std::size_t i = token.begin; i < token.end; ++i)
        row[i] = kLetters[static_cast<std::size_t>(token.kind)];
    }
    all += row;
    if (end == std::string_view::npos) return all;
    all += '\n';
    text.remove_prefix(end + 1);
  }
}

}  // namespace

TEST_CASE("unfinished things end with their line, three quotes do not") {
  CHECK(kinds("x = 'abc\ny = 1") == "....ssss\n....n");
  CHECK(kinds("'''a\nb\n\nc''' d") == "ssss\ns\n\nssss..");
  CHECK(kinds("'a\\\nb' c") == "sss\nss..");
  CHECK(kinds("'a\\\\\nb") == "ssss\n.");
  CHECK(kinds("f'{a\nb") == "sss.\n.");
}

TEST_CASE("strings, escapes and prefixes") {
  CHECK(kinds(R"(a = "x\"y" + r'\n')") == "....ssssss...sssss");
  CHECK(kinds("rb'x' Rb'y' bx'z'") == "sssss.sssss...sss");
  CHECK(kinds("\"\"") == "ss");
  CHECK(kinds("''''''x") == "ssssss.");
}

TEST_CASE("code in the braces of an f-string is code") {
  CHECK(kinds("f'a{len(x)}b'") == "ssssbbb...sss");
  CHECK(kinds("f'{{x}}'") == "ssssssss");
  CHECK(kinds("f'{d[\"a\"]}'") == "sss..sss.ss");
  CHECK(kinds("'{len}'") == "sssssss");
  CHECK(kinds("f'''{\nlen\n}'''") == "sssss\nbbb\nssss");
}

TEST_CASE("comments reach the end of the line, but not from within strings") {
  CHECK(kinds("x # def '") == "..ccccccc");
  CHECK(kinds("'#' # c") == "sss.ccc");
}

TEST_CASE("keywords, builtins, definitions, decorators") {
  CHECK(kinds("def print(self):") == "kkk.fffff.......");
  CHECK(kinds("class A: pass") == "kkkkk.f..kkkk");
  CHECK(kinds("if define: print(x)") == "kk.........bbbbb...");
  CHECK(kinds("  @property.x") == "..ddddddddddd");
  CHECK(kinds("a @ b") == ".....");
}

TEST_CASE("numbers of all kinds, but not in names") {
  CHECK(kinds("1_000 0xFf 1e-5 .5 3.14j") == "nnnnn.nnnn.nnnn.nn.nnnnn");
  CHECK(kinds("a1 b_2") == "......");
}

TEST_CASE("what the Sense HAT can do stands out after a dot only") {
  CHECK(kinds("sense.set_pixels(x)") == "......hhhhhhhhhh...");
  CHECK(kinds("from sense_hat import SenseHat") == "kkkk.hhhhhhhhh.kkkkkk.hhhhhhhh");
  CHECK(kinds("set_pixels = x.print") == "....................");
}

TEST_CASE("any bytes have tokens that lie in order inside the line") {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp)
  for (int round = 0; round < 3000; ++round) {
    LineState state;
    std::string line;
    constexpr std::string_view kBytes = "'\"\\{}#f0.@ \tx\xC3\xFFrb\x01:";
    for (std::size_t i = random() % 20; i > 0; --i) line += kBytes[random() % kBytes.size()];
    std::size_t end = 0;
    for (const Token& token : highlight_line(line, state)) {
      REQUIRE(token.begin >= end);
      REQUIRE(token.end > token.begin);
      REQUIRE(token.end <= line.size());
      end = token.end;
    }
  }
}

TEST_CASE("after any edits the tokens are those of a fresh reading") {
  std::mt19937 random(5);  // NOLINT(cert-msc51-cpp)
  const std::string_view pieces[] = {"'''", "\n", "x = 1\n", "f'{", "}'", "# c\n", "def f():\n", "\"", "a"};
  TextBuffer buffer("a\nb\n'''c\nd'''\ne\n");
  PythonHighlighter highlighter;
  for (int i = 0; i < 2000; ++i) {
    const Position from{random() % (buffer.line_count() + 1), random() % 5};
    const Position to{from.line + random() % 2, random() % 5};
    buffer.replace({from, random() % 2 == 0 ? from : to}, pieces[random() % std::size(pieces)]);
    if (random() % 5 == 0) buffer.undo();
    if (buffer.line_count() > 60) buffer.replace({{10, 0}, {50, 0}}, "");
    if (random() % 2 == 0) continue;  // several edits between two looks
    highlighter.update(buffer);
    if (random() % 3 == 0) (void)highlighter.tokens(buffer, random() % buffer.line_count());
    LineState state;
    for (std::size_t line = 0; line < buffer.line_count(); ++line) {
      REQUIRE(highlighter.tokens(buffer, line) == highlight_line(buffer.line(line), state));
    }
  }
}

TEST_CASE("a letter typed into a long program costs one line") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "sense.clear()  # again\n";
  TextBuffer buffer(text);
  PythonHighlighter highlighter;
  highlighter.update(buffer);
  (void)highlighter.tokens(buffer, 40);
  CHECK(highlighter.lines_read() == 41);
  (void)highlighter.tokens(buffer, 19999);
  const std::uint64_t before = highlighter.lines_read();
  buffer.replace({{100, 0}, {100, 0}}, "x");
  highlighter.update(buffer);
  (void)highlighter.tokens(buffer, 19999);
  CHECK(highlighter.lines_read() == before + 1);
  buffer.replace({{200, 0}, {200, 0}}, "\n");
  highlighter.update(buffer);
  (void)highlighter.tokens(buffer, 19999);
  CHECK(highlighter.lines_read() == before + 3);
}
