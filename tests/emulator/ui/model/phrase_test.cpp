#include "emulator/ui/model/phrase.hpp"

#include <doctest/doctest.h>

using namespace cupola::ui;

TEST_CASE("a gap without a value, a lone brace and a brace at the end stay as they are") {
  CHECK(fill("{1} {x} { {0", {"a"}) == "{1} {x} { {0");
  CHECK(fill("", {"a"}).empty());
}

TEST_CASE("values may hold braces: they are not filled again") { CHECK(fill("<{0}>", {"{0}"}) == "<{0}>"); }

TEST_CASE("gaps are filled in any order and as often as they stand there") {
  CHECK(in_english({"{1} before {0}, {1}", {"a", "b"}}) == "b before a, b");
}
