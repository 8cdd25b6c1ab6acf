#include "runner/record/time_line.hpp"

#include "tests/runner/record/sample_records.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using namespace cupola::record;
using namespace cupola::tests;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kNoon = 1'525'000'000 * kSecond;  ///< the true UTC when the machine booted

/// The clocks at `at_s` after boot, UTC being `wrong_s` off.
Anchor anchor(std::int64_t at_s, std::int64_t wrong_s, bool synchronised) {
  return {.utc_ns = kNoon + (at_s + wrong_s) * kSecond,
          .monotonic_ns = at_s * kSecond,
          .window_ns = 100,
          .synchronised = synchronised,
          .error_s = synchronised ? 0.01 : 16.0};
}

End run(const std::string& id, std::int64_t from_s, Anchor boundary) {
  End end = sample_end(id);
  end.start_monotonic_ns = from_s * kSecond;
  end.end_monotonic_ns = (from_s + 30) * kSecond;
  end.anchor = boundary;
  return end;
}

Journal journal_of(const std::vector<Record>& records) {
  Journal journal = parse_journal(journal_bytes(records));
  REQUIRE(journal.problems.empty());
  return journal;
}

Header header(ClockKind clock = ClockKind::Real) {
  Header header = sample_header();
  header.clock = clock;
  header.anchor = anchor(10, -3600, false);
  return header;
}

double seconds_off(base::UtcTime time, std::int64_t true_s) {
  return std::chrono::duration<double>(time.time_since_epoch()).count() -
         static_cast<double>(kNoon / kSecond + true_s);
}

}  // namespace

TEST_CASE("a boot without anchors has no times") {
  const TimeLine times{journal_of({sample_header()})};
  CHECK_FALSE(times.at(sample_header().boot_id, 5).has_value());
  CHECK_FALSE(times.at("another boot", 5).has_value());
}

TEST_CASE("a clock that is synchronised late improves the times of all runs before") {
  Step step;
  step.monotonic_ns = 95 * kSecond;
  step.offset_s = 3600;
  Journal journal =
      journal_of({header(), run("a", 20, anchor(50, -3600, false)), run("b", 60, anchor(95, 0, true)), step,
                  run("c", 100, anchor(130, 0, true))});
  CHECK(correct_times(journal) == std::vector<bool>(5, true));
  const auto& a = std::get<End>(journal.lines[1].record);
  CHECK(std::abs(seconds_off(a.start, 20)) < 1e-6);
  CHECK(std::abs(seconds_off(a.end, 50)) < 1e-6);
  // 0.01 s of the anchor and 500 ppm of the 75 s between them.
  CHECK(a.clock_error_s == doctest::Approx(0.01 + 75 * 500e-6).epsilon(1e-3));
}

TEST_CASE("without any synchronised clock the times stay in doubt, and those after a step are taken") {
  Step step;
  step.monotonic_ns = 70 * kSecond;
  step.offset_s = 3590;
  Journal journal = journal_of(
      {header(), run("a", 20, anchor(50, -3600, false)), step, run("b", 60, anchor(95, -10, false))});
  CHECK(correct_times(journal) == std::vector<bool>{true, false, true, false});
  CHECK(std::abs(seconds_off(std::get<End>(journal.lines[1].record).start, 20 - 10)) < 1e-6);
  CHECK(std::get<End>(journal.lines[3].record).clock_error_s > 16);
}

TEST_CASE("another boot's anchors say nothing, and virtual runs keep their times") {
  Header later = header();
  later.boot_id = "another boot";
  later.anchor = anchor(10, 0, true);
  Journal journal = journal_of({header(), run("a", 20, anchor(50, -3600, false)), later});
  CHECK(correct_times(journal)[1] == false);
  Journal invented = journal_of({header(ClockKind::Virtual), run("a", 20, anchor(50, 0, true))});
  CHECK(correct_times(invented) == std::vector<bool>{true, true});
  CHECK(std::get<End>(invented.lines[1].record).start == sample_end("a").start);
}
