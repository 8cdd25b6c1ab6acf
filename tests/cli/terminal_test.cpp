#include "cli/terminal.hpp"

#include <doctest/doctest.h>

using cupola::cli::Key;
using cupola::cli::KeyMeaning;
using cupola::cli::KeyReader;
using cupola::hat::Direction;
using Keys = std::vector<Key>;

TEST_CASE("bytes that are no key, and sequences of other keys, are passed over") {
  KeyReader reader;
  CHECK(reader.take("").empty());
  CHECK(reader.take("x\x7f\xc3\xa4").empty());
  CHECK(reader.take("\x1b[5~\x1b[1;5A\x1bOP\x1b[200~").empty());
  CHECK(reader.take("\x1bq") == Keys{{KeyMeaning::Quit, Direction::Up}});
}

TEST_CASE("a sequence that never ends does not swallow the keys for ever") {
  KeyReader reader;
  reader.take("\x1b[" + std::string(100, ';'));
  CHECK(reader.take("q") == Keys{{KeyMeaning::Quit, Direction::Up}});
}

TEST_CASE("arrows in both spellings, Return and Space are the joystick") {
  KeyReader reader;
  CHECK(reader.take("\x1b[A\x1b[B\x1bOC\x1bOD\r ") == Keys{{KeyMeaning::Stick, Direction::Up},
                                                           {KeyMeaning::Stick, Direction::Down},
                                                           {KeyMeaning::Stick, Direction::Right},
                                                           {KeyMeaning::Stick, Direction::Left},
                                                           {KeyMeaning::Stick, Direction::Middle},
                                                           {KeyMeaning::Stick, Direction::Middle}});
}

TEST_CASE("a sequence may come in pieces") {
  KeyReader reader;
  CHECK(reader.take("\x1b").empty());
  CHECK(reader.take("[").empty());
  CHECK(reader.take("Dl") == Keys{{KeyMeaning::Stick, Direction::Left}, {KeyMeaning::Lights, Direction::Up}});
}

TEST_CASE("letters ask, and q or the end of input quits") {
  KeyReader reader;
  CHECK(reader.take("s?\x04") == Keys{{KeyMeaning::Sensors, Direction::Up},
                                      {KeyMeaning::Help, Direction::Up},
                                      {KeyMeaning::Quit, Direction::Up}});
}
