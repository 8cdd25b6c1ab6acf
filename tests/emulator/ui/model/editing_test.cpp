#include "emulator/ui/model/editing.hpp"

#include <doctest/doctest.h>

using namespace cupola::ui;

namespace {

TextBuffer at(std::string_view text, Position cursor) {
  TextBuffer buffer(text);
  buffer.set_cursor(cursor);
  return buffer;
}

TextBuffer selected(std::string_view text, const Range& range) {
  TextBuffer buffer(text);
  buffer.select(range);
  return buffer;
}

}  // namespace

TEST_CASE("finding nothing: no needle, no such text, an empty program") {
  CHECK_FALSE(find_next(TextBuffer("abc"), "", {}));
  CHECK_FALSE(find_next(TextBuffer("abc"), "x", {}));
  CHECK_FALSE(find_next(TextBuffer(), "x", {}));
  CHECK_FALSE(find_previous(TextBuffer("abc"), "x", {}));
}

TEST_CASE("finding goes around the end, and capitals count only if asked for") {
  const TextBuffer buffer("Sense\nhat sense\n");
  CHECK(find_next(buffer, "sense", {0, 0}) == Range{{0, 0}, {0, 5}});
  CHECK(find_next(buffer, "sense", {0, 1}) == Range{{1, 4}, {1, 9}});
  CHECK(find_next(buffer, "sense", {1, 5}) == Range{{0, 0}, {0, 5}});
  CHECK(find_next(buffer, "Sense", {0, 1}) == Range{{0, 0}, {0, 5}});
  CHECK(find_previous(buffer, "sense", {1, 4}) == Range{{0, 0}, {0, 5}});
  CHECK(find_previous(buffer, "sense", {0, 0}) == Range{{1, 4}, {1, 9}});
}

TEST_CASE("a new line is indented as the one above, deeper after a colon, less after return") {
  const auto after = [](std::string_view text) {
    TextBuffer buffer(text);
    buffer.move(Move::TextEnd);
    new_line(buffer);
    return buffer.line(buffer.line_count() - 1);
  };
  CHECK(after("x = 1").empty());
  CHECK(after("    x = 1") == "    ");
  CHECK(after("while True:") == "    ");
  CHECK(after("while True:   # for ever") == "    ");
  CHECK(after("if x:\n  y\n  for z in y:") == "    ");
  CHECK(after("print('a:')").empty());
  CHECK(after("# what comes next:").empty());
  CHECK(after("def f():\n    return 1").empty());
  CHECK(after("def f():\n    returned = 1") == "    ");
  CHECK(after("\tfor x in y:") == "\t\t");
  CHECK(after("pixels = [") == "    ");
}

TEST_CASE("a new line is one step of undo and takes the selection's place") {
  TextBuffer buffer = selected("if x: abc", {{0, 5}, {0, 9}});
  new_line(buffer);
  CHECK(buffer.text() == "if x:\n    ");
  buffer.undo();
  CHECK(buffer.text() == "if x: abc");
}

TEST_CASE("backspace in the indentation goes to the stop before, elsewhere one character") {
  TextBuffer buffer = at("if x:\n    if y:\n        z", {2, 8});
  backspace(buffer);
  CHECK(buffer.line(2) == "    z");
  TextBuffer odd = at("if x:\n    y\n      z", {2, 6});
  backspace(odd);
  CHECK(odd.line(2) == "    z");
  TextBuffer plain = at("ab", {0, 2});
  backspace(plain);
  CHECK(plain.text() == "a");
  TextBuffer joined = at("a\nb", {1, 0});
  backspace(joined);
  CHECK(joined.text() == "ab");
}

TEST_CASE("tab goes to the next stop, or indents every line of a selection but blank ones") {
  TextBuffer one = at("ab", {0, 1});
  indent(one);
  CHECK(one.text() == "a   b");
  TextBuffer many = selected("a\n\n  \nb\nc", {{0, 0}, {4, 0}});
  indent(many);
  CHECK(many.text() == "    a\n\n  \n    b\nc");
  many.undo();
  CHECK(many.text() == "a\n\n  \nb\nc");
}

TEST_CASE("shift+tab takes one level back, tabs too, and keeps the cursor on its character") {
  TextBuffer one = at("      abc", {0, 7});
  unindent(one);
  CHECK(one.line(0) == "abc");
  TextBuffer two = at("    x\n      abc", {1, 7});
  unindent(two);
  CHECK(two.line(1) == "  abc");
  CHECK(two.cursor() == Position{1, 3});
  TextBuffer tab = at("\tx", {0, 1});
  unindent(tab);
  CHECK(tab.text() == "x");
  TextBuffer none = at("x", {0, 0});
  unindent(none);
  CHECK_FALSE(none.modified());
}

TEST_CASE("comments are put at the least indentation and taken away again exactly") {
  const std::string text = "def f():\n    a\n\n        b\n";
  TextBuffer buffer = selected(text, {{1, 0}, {4, 0}});
  toggle_comment(buffer);
  CHECK(buffer.text() == "def f():\n    # a\n\n    #     b\n");
  toggle_comment(buffer);
  CHECK(buffer.text() == text);
  TextBuffer blank = at("\n", {0, 0});
  toggle_comment(blank);
  CHECK(blank.text() == "\n");
  TextBuffer tight = at("#x", {0, 2});
  toggle_comment(tight);
  CHECK(tight.text() == "x");
}

TEST_CASE("the program's own indentation is taken") {
  CHECK(indentation_unit(TextBuffer("x")) == "    ");
  CHECK(indentation_unit(TextBuffer("if x:\n  y")) == "  ");
  CHECK(indentation_unit(TextBuffer("if x:\n\ty")) == "\t");
}
