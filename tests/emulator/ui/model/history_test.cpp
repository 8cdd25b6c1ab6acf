#include "emulator/ui/model/history.hpp"

#include <doctest/doctest.h>

namespace cupola::ui {
namespace {

TEST_CASE("there is nothing to take back before the first change") {
  History<int> history;
  CHECK_FALSE(history.undo());
  history.note(1);
  CHECK_FALSE(history.can_undo());
  CHECK_FALSE(history.redo());
}

TEST_CASE("changes are taken back and made again in order") {
  History<int> history;
  for (const int value : {1, 2, 2, 3}) history.note(value);
  CHECK(history.undo() == 2);
  CHECK(history.undo() == 1);
  CHECK_FALSE(history.undo());
  CHECK(history.redo() == 2);
  CHECK(history.redo() == 3);
  CHECK_FALSE(history.can_redo());
}

TEST_CASE("a new change forgets what was taken back") {
  History<int> history;
  for (const int value : {1, 2, 3}) history.note(value);
  history.undo();
  history.note(9);
  CHECK_FALSE(history.can_redo());
  CHECK(history.undo() == 2);
}

TEST_CASE("the oldest changes are forgotten first") {
  History<int> history;
  const int many = static_cast<int>(History<int>::kMost) + 50;
  for (int i = 0; i < many; ++i) history.note(i);
  int steps = 0;
  int last = 0;
  while (const auto value = history.undo()) ++steps, last = *value;
  CHECK(steps == static_cast<int>(History<int>::kMost));
  CHECK(last == 49);
}

}  // namespace
}  // namespace cupola::ui
