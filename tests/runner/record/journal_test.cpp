#include "runner/record/journal.hpp"

#include "tests/runner/record/sample_records.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <array>
#include <cstdio>
#include <vector>

using namespace cupola::record;
using namespace cupola::tests;

namespace {

std::vector<Record> sample_flight() {
  Step step;
  step.utc = *cupola::base::parse_utc("2018-02-01T09:00:10Z");
  step.monotonic_ns = 5;
  step.offset_s = -3600.25;
  return {sample_header(), sample_intent("a"),     sample_end("a"), sample_intent("b"), step,
          sample_end("b"), Note{step.utc, "ended"}};
}

std::vector<std::string> split(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = bytes.find('\n', begin);
    lines.push_back(bytes.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string join(const std::vector<std::string>& lines) {
  std::string bytes;
  for (const std::string& line : lines) bytes += line + "\n";
  return bytes;
}

}  // namespace

TEST_CASE("any flipped byte is told with its line, and every other line is kept") {
  const std::string good = journal_bytes(sample_flight());
  const std::size_t count = split(good).size();
  for (int bit = 0; bit < 8; ++bit) {
    std::size_t line = 1;
    for (std::size_t at = 0; at < good.size(); ++at) {
      CAPTURE(at);
      CAPTURE(bit);
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      const Journal journal = parse_journal(bad);
      REQUIRE_FALSE(journal.problems.empty());
      for (const JournalProblem& problem : journal.problems) {
        // A byte that became a newline makes two damaged lines of one.
        REQUIRE(problem.line >= line);
        REQUIRE(problem.line <= line + 1);
      }
      // A newline belongs to no record: none is lost with it.
      REQUIRE(journal.lines.size() == (good[at] == '\n' ? count : count - 1));
      if (journal.problems.size() == 1) REQUIRE(journal.next_seq == count);
      if (good[at] == '\n') ++line;
    }
  }
}

TEST_CASE("a removed, repeated or exchanged line is told though every checksum is right") {
  const std::vector<std::string> lines = split(journal_bytes(sample_flight()));
  std::vector<std::string> removed = lines;
  removed.erase(removed.begin() + 2);
  const Journal without = parse_journal(join(removed));
  REQUIRE(without.problems.size() == 1);
  CHECK(without.problems[0].line == 3);
  CHECK(without.problems[0].text.starts_with("seq: is 3 where 2 belongs"));

  std::vector<std::string> repeated = lines;
  repeated.insert(repeated.begin() + 2, lines[2]);
  CHECK(parse_journal(join(repeated)).problems.size() == 1);

  std::vector<std::string> forged = lines;
  End other = sample_end("a");
  other.verdict = Verdict::Finished;
  forged[2] = encode_line(other, 2, sha256_hex(lines[1]));
  const Journal changed = parse_journal(join(forged));
  REQUIRE(changed.problems.size() == 1);
  CHECK(changed.problems[0].line == 4);
  CHECK(changed.problems[0].text.starts_with("prev:"));
}

TEST_CASE("a journal of another version is refused by name") {
  const std::string line = encode_line(sample_header(), 0, kNoLine);
  std::string body = line.substr(0, line.rfind(",\"crc\""));
  const std::string key = "\"version\":1";
  body.replace(body.find(key), key.size(), "\"version\":2");
  // With the checksum made right again: what a later Cupola would write.
  std::array<char, 9> crc{};
  std::snprintf(crc.data(), crc.size(), "%08lx",
                ::crc32_z(0, reinterpret_cast<const unsigned char*>(body.data()), body.size()));
  const Journal journal = parse_journal(body + ",\"crc\":\"" + crc.data() + "\"}\n");
  REQUIRE(journal.problems.size() == 1);
  CHECK(journal.problems[0].text.find("cupola-journal 2 is not known here") != std::string::npos);
}

TEST_CASE("a torn tail is no problem and is not taken for a record") {
  const std::string good = journal_bytes(sample_flight());
  const std::size_t last = good.rfind('\n', good.size() - 2) + 1;
  for (std::size_t length = last + 1; length < good.size(); ++length) {
    const Journal journal = parse_journal(std::string_view{good}.substr(0, length));
    REQUIRE(journal.problems.empty());
    REQUIRE(journal.lines.size() == 6);
    REQUIRE(journal.whole_bytes == last);
    REQUIRE(journal.torn_tail.size() == length - last);
  }
}

TEST_CASE("every record reads back as it was written") {
  const std::vector<Record> flight = sample_flight();
  const Journal journal = parse_journal(journal_bytes(flight));
  REQUIRE(journal.problems.empty());
  REQUIRE(journal.lines.size() == flight.size());
  // Equal lines mean equal fields: the writer is the only place that orders and names them.
  for (std::size_t index = 0; index < flight.size(); ++index) {
    CHECK(journal.lines[index].seq == index);
    CHECK(encode_line(journal.lines[index].record, 0, kNoLine) == encode_line(flight[index], 0, kNoLine));
  }
  const End& end = std::get<End>(journal.lines[2].record);
  CHECK(end.duration_s == 24.117);
  CHECK(end.verdict == Verdict::Error);
  CHECK(end.exit_code == 1);
  CHECK_FALSE(end.signal.has_value());
  CHECK(end.error_type == "AttributeError");
  CHECK(end.error_line == 14);
  CHECK(std::get<Step>(journal.lines[4].record).offset_s == -3600.25);
}

TEST_CASE("an empty journal begins a chain") {
  const Journal journal = parse_journal("");
  CHECK(journal.next_seq == 0);
  CHECK(journal.last_hash == kNoLine);
  CHECK(journal.lines.empty());
}
