#include "emulator/ui/model/console_log.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace cupola::ui;

namespace {

std::string all(const ConsoleLog& log) {
  std::string text;
  for (std::size_t i = 0; i < log.line_count(); ++i) {
    text += "oetn"[static_cast<std::size_t>(log.line(i).stream)];
    text += log.line(i).continues ? '+' : ':';
    text += std::string(log.line(i).bytes) + "|";
  }
  return text;
}

}  // namespace

TEST_CASE("what cannot be shown is written out") {
  CHECK(shown(std::string_view("a\0\x1B[1m\x07\xFF\tb\x7F", 11)) ==
        "a\\x00\\x1b[1m\\x07\\xff    b\\x7f" + std::string());
  CHECK(shown("caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("an empty chunk is nothing, an empty line is a line") {
  ConsoleLog log;
  log.append(Stream::Out, "");
  CHECK(log.line_count() == 0);
  CHECK(log.revision() == 0);
  log.append(Stream::Out, "\n\n");
  CHECK(all(log) == "o:|o:|");
}

TEST_CASE("chunks cut anywhere give the lines of the whole") {
  const std::string text = "one\r\ntwo\n\nthr\xC3\xA9\xC3\xA9\r\n" + std::string(5000, 'x') + "\nlast";
  ConsoleLog whole;
  whole.append(Stream::Out, text);
  for (const std::size_t size : {1U, 2U, 3U, 7U, 1000U}) {
    ConsoleLog log;
    for (std::size_t at = 0; at < text.size(); at += size) log.append(Stream::Out, text.substr(at, size));
    CHECK(log.text() == whole.text());
    CHECK(log.line_count() == whole.line_count());
  }
}

TEST_CASE("the other stream begins a new line") {
  ConsoleLog log;
  log.append(Stream::Out, "What is your name? ");
  log.append(Stream::Err, "oops\n");
  log.append(Stream::Out, "more");
  log.append(Stream::Out, " text");
  CHECK(all(log) == "o:What is your name? |e:oops|o:more text|");
}

TEST_CASE("long lines go on in the next, without parting a character, and are copied as one") {
  ConsoleLog log;
  std::string line = "x";
  for (int i = 0; i < 3000; ++i) line += "\xC3\xA9";
  log.append(Stream::Out, line + "\n");
  CHECK(log.line_count() == 4);
  CHECK(log.line(1).continues);
  for (std::size_t i = 0; i < log.line_count(); ++i)
    CHECK(shown(log.line(i).bytes).find("\\x") == std::string::npos);
  CHECK(log.text() == line + "\n");
}

TEST_CASE("the newest lines stay, and it is said how many went") {
  ConsoleLog log;
  for (int i = 0; i < 12000; ++i) log.append(Stream::Out, std::to_string(i) + "\n");
  CHECK(log.line_count() == ConsoleLog::kMostLines);
  CHECK(log.line(ConsoleLog::kMostLines - 1).bytes == "11999");
  CHECK(log.dropped_lines() == 12000 - ConsoleLog::kMostLines);
}

TEST_CASE("one huge chunk and many small ones end alike") {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "line " + std::to_string(i) + "\n";
  ConsoleLog one;
  one.append(Stream::Out, "before ");
  one.append(Stream::Out, text);
  ConsoleLog many;
  many.append(Stream::Out, "before ");
  for (std::size_t at = 0; at < text.size(); at += 64) many.append(Stream::Out, text.substr(at, 64));
  CHECK(one.text() == many.text());
  CHECK(one.dropped_lines() == many.dropped_lines());
  CHECK(one.dropped_lines() == 40000 - ConsoleLog::kMostLines);
}

TEST_CASE("a megabyte at most is kept, whatever the lines") {
  ConsoleLog log;
  const std::string chunk(100000, 'x');
  for (int i = 0; i < 50; ++i) log.append(Stream::Out, chunk + "\n");
  CHECK(log.text().size() <= ConsoleLog::kMostBytes + log.line_count());
  CHECK(log.text().size() > ConsoleLog::kMostBytes / 2);
  log.append(Stream::Err, std::string(5 << 20, '\x80'));
  CHECK(log.text().size() <= ConsoleLog::kMostBytes + log.line_count());
  CHECK(log.dropped_bytes() > (8U << 20));
}

TEST_CASE("clearing forgets everything but moves the revision on") {
  ConsoleLog log;
  log.append(Stream::Out, "x");
  const std::uint64_t revision = log.revision();
  log.clear();
  CHECK(log.line_count() == 0);
  CHECK(log.revision() > revision);
  CHECK(log.text().empty());
}
