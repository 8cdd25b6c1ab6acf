#include "runner/record/downlink.hpp"

#include "tests/runner/record/sample_records.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <stdexcept>

using namespace cupola;
using namespace cupola::record;
using namespace cupola::tests;

namespace {

/// A flight of `count` runs as a season has them: most are cut or finish, some raise; hashes are all
/// different.
std::vector<Record> season(std::size_t count, ClockKind clock) {
  std::mt19937 dice{2025};
  Header header = sample_header();
  header.entries = count;
  header.clock = clock;
  std::vector<Record> records{header};
  base::UtcTime now = header.start;
  for (std::size_t index = 0; index < count; ++index) {
    const std::string id = fmt::format("MZ25-{:05}-{:04x}", index, dice() % 65536);
    records.emplace_back(sample_intent(id));
    End end = sample_end(id);
    end.start = now;
    end.end = now + std::chrono::milliseconds{dice() % 30000};
    now = end.end + std::chrono::milliseconds{1 + dice() % 9};
    end.duration_s = std::chrono::duration<double>(end.end - end.start).count();
    end.verdict = dice() % 10 < 4    ? Verdict::CutAtLimit
                  : dice() % 20 == 0 ? Verdict::Error
                                     : Verdict::Finished;
    if (end.verdict != Verdict::Error) end.error_type.clear();
    end.frames = dice() % 500;
    end.pictures = end.frames - end.frames / 7;
    end.cpu_s = static_cast<double>(dice() % 3000) / 1000;
    end.clock_error_s = clock == ClockKind::Real ? static_cast<double>(dice() % 100) / 1000 : 0;
    end.film_sha256 = sha256_hex("film " + id);
    end.anchor = Anchor{.utc_ns = 1, .monotonic_ns = 2, .window_ns = 3, .synchronised = true, .error_s = 0.1};
    records.emplace_back(end);
  }
  return records;
}

std::string refusal(const std::string& bytes) {
  try {
    decode_downlink(bytes);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a downlink in which any byte differs is refused") {
  const std::vector<Record> flight = season(3, ClockKind::Real);
  const std::string good = encode_downlink(parse_journal(journal_bytes(flight)));
  REQUIRE(is_downlink(good));
  REQUIRE(refusal(good).empty());
  std::size_t accepted = 0;
  // Bytes 4 to 9 of a gzip header are a time and the name of a system, which mean nothing here.
  for (std::size_t at = 10; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    if (refusal(bad).empty()) ++accepted;
    if (refusal(good.substr(0, at)).empty()) ++accepted;
  }
  CHECK(accepted == 0);
  CHECK_FALSE(refusal(good + "x").empty());
  CHECK_FALSE(refusal("").empty());
  CHECK_FALSE(is_downlink("{\"seq\":0"));
}

TEST_CASE("17 000 runs go down in less than 2 MB and come back as they were") {
  const Journal journal = parse_journal(journal_bytes(season(17000, ClockKind::Real)));
  const std::string bytes = encode_downlink(journal);
  MESSAGE("17000 runs: " << bytes.size() << " bytes");
  CHECK(bytes.size() < 2'000'000);
  const Journal back = decode_downlink(bytes);
  REQUIRE(back.lines.size() == 17001);
  CHECK(std::get<Header>(back.lines[0].record).bundle_sha256 == sample_header().bundle_sha256);
  std::size_t at = 1;
  for (const JournalLine& line : journal.lines) {
    const auto* const end = std::get_if<End>(&line.record);
    if (end == nullptr) continue;
    const auto& same = std::get<End>(back.lines[at++].record);
    REQUIRE(same.entry == end->entry);
    REQUIRE(same.start == end->start);
    REQUIRE(same.end == end->end);
    REQUIRE(same.verdict == end->verdict);
    REQUIRE(same.error_type == end->error_type);
    REQUIRE(same.error_line == (end->error_type.empty() ? 0 : end->error_line));
    REQUIRE(same.film_sha256 == end->film_sha256);
    REQUIRE(same.program_sha256 == end->program_sha256);
    REQUIRE(same.frames == end->frames);
    REQUIRE(same.clock_error_s == doctest::Approx(end->clock_error_s));
  }
}

TEST_CASE("a downlink tells of a program that runs, and whose clock nobody vouched for") {
  End end = sample_end("a");
  end.anchor = Anchor{.utc_ns = 1, .monotonic_ns = 2, .window_ns = 3, .synchronised = false, .error_s = 16};
  end.start_monotonic_ns = 1;
  end.end_monotonic_ns = 2;
  Header header = sample_header();
  header.clock = ClockKind::Real;
  const std::vector<Record> flight{header, sample_intent("a"), end, sample_intent("b")};
  const Journal back = decode_downlink(encode_downlink(parse_journal(journal_bytes(flight))));
  REQUIRE(back.lines.size() == 3);
  CHECK_FALSE(std::get<End>(back.lines[1].record).anchor->synchronised);
  CHECK(std::get<Intent>(back.lines[2].record).entry == "b");
}
