#include "runner/flight/flight.hpp"

#include "runner/flight/log_state.hpp"
#include "runner/flight/status.hpp"
#include "runner/record/journal_writer.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <system_error>

using namespace cupola;
using namespace cupola::tests;
using namespace std::chrono_literals;
using base::read_whole_file;
using base::write_whole_file;
using record::End;
using record::Header;
using record::Intent;
using record::Verdict;

namespace {

template <typename Type>
std::vector<Type> all(const std::filesystem::path& log) {
  const record::Journal journal = record::read_journal(log);
  CHECK(journal.problems.empty());
  std::vector<Type> found;
  for (const record::JournalLine& line : journal.lines) {
    if (const auto* each = std::get_if<Type>(&line.record)) found.push_back(*each);
  }
  return found;
}

std::string refusal(FakeFlight& flight) {
  try {
    flight.fly();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

base::UtcTime utc(const char* text) { return *base::parse_utc(text); }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("another bundle on the same log is refused by name") {
  const TemporaryFolder folder;
  FakeFlight first{folder / "log"};
  first.fly();
  FakeFlight other{folder / "log", {"d"}};
  const std::string message = refusal(other);
  CHECK(has(message, "is the log of another bundle (" + first.bundle.sha256.substr(0, 12)));
  CHECK(has(message, "give x.bundle (" + other.bundle.sha256.substr(0, 12)));
  CHECK(other.runner.flown.empty());
}

TEST_CASE("a start is refused for a log that has one, and for the real clock") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.kind = record::ClockKind::Real;
  flight.start = utc("2018-02-01T09:00:00Z");
  CHECK(has(refusal(flight), "--start: only a virtual flight has one"));
  CHECK_FALSE(std::filesystem::exists(folder / "log"));
  flight.kind = record::ClockKind::Virtual;
  flight.fly();
  CHECK(has(refusal(flight), "holds a flight already"));
  flight.start.reset();
  flight.kind = record::ClockKind::Real;
  CHECK(has(refusal(flight), "was begun with --hat emulated --clock virtual"));
}

TEST_CASE("a log that cannot be written is told by name") {
  const TemporaryFolder folder;
  write_whole_file(folder / "file", "in the way");
  FakeFlight flight{folder / "file"};
  try {
    flight.fly();
    FAIL("a file is no log folder");
  } catch (const std::system_error& error) {
    CHECK(has(error.what(), "make the folder " + (folder / "file").native()));
  }
  CHECK(flight.runner.flown.empty());
}

TEST_CASE("a second flight on the same log is refused while the first flies") {
  const TemporaryFolder folder;
  FakeFlight first{folder / "log"};
  FakeFlight second{folder / "log"};
  std::string message;
  first.runner.during = [&](const std::string&, run::RunReport&) {
    try {
      second.fly();
    } catch (const std::system_error& error) {
      message = error.what();
    }
  };
  first.fly();
  CHECK(has(message, "another flight is writing this log"));
  CHECK(second.runner.flown.empty());
  CHECK(first.runner.flown == Names{"a", "b", "c"});
}

TEST_CASE("a journal that cannot be read is not flown over") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "log");
  write_whole_file(folder / "log" / "journal.jsonl", "something else\n");
  FakeFlight flight{folder / "log"};
  CHECK(has(refusal(flight), "journal.jsonl:1: crc: the line is damaged"));
  CHECK(read_whole_file(folder / "log" / "journal.jsonl") == "something else\n");
}

TEST_CASE("a damaged END is told, and only its entry flies again") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.fly();
  const auto path = record::journal_path(flight.log);
  std::string bytes = read_whole_file(path);
  const std::size_t end_of_b = bytes.find("\"type\":\"END\",\"entry\":\"b\"");
  bytes[end_of_b + 40] ^= 1;
  write_whole_file(path, bytes);
  FakeFlight again{folder / "log"};
  const flight::Summary summary = again.fly();
  CHECK(again.runner.flown == Names{"b"});
  CHECK(summary.flown == 3);
  REQUIRE(summary.notes.size() == 2);
  CHECK(has(summary.notes[0], "journal.jsonl:5: crc: the line is damaged"));
  CHECK(has(summary.notes[1], "b: was interrupted and flies again"));
}

TEST_CASE("a failure of ours is tried once more and never charged to the entry") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport& report) {
    if (id != "b") return;
    report = {};
    report.note = "the box did not start";
  };
  flight::Summary summary = flight.fly();
  CHECK(flight.runner.flown == Names{"a", "b", "b", "c"});
  CHECK(summary.flown == 2);
  REQUIRE(summary.failures.size() == 1);
  CHECK(summary.failures[0] == "b: internal");
  CHECK(read_whole_file(flight.log / "output" / "b.2.note") == "the box did not start\n");
  const std::vector<End> ends = all<End>(flight.log);
  CHECK(ends.at(1).start == ends.at(0).end + 5ms);

  // Started again, the machine mended: that entry alone flies.
  FakeFlight again{folder / "log"};
  summary = again.fly();
  CHECK(again.runner.flown == Names{"b"});
  CHECK(summary.flown == 3);
  CHECK(summary.failures.empty());
  CHECK(all<End>(flight.log).back().attempt == 3);
}

TEST_CASE("programs that cannot be run at all stop the flight, which resumes") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [](const std::string& id, run::RunReport&) {
    if (id == "b") throw std::system_error(ENOENT, std::generic_category(), "start bwrap");
  };
  CHECK_THROWS_AS(flight.fly(), std::system_error);
  FakeFlight again{folder / "log"};
  const flight::Summary summary = again.fly();
  CHECK(again.runner.flown == Names{"b", "c"});
  CHECK(summary.notes == Names{"b: was interrupted and flies again"});
  CHECK(all<Intent>(flight.log).at(2).attempt == 2);
}

TEST_CASE("an interrupted virtual flight has the very times of one that was not") {
  const TemporaryFolder folder;
  FakeFlight whole{folder / "whole"};
  whole.start = utc("2018-02-01T09:00:00Z");
  whole.fly();

  FakeFlight part{folder / "part"};
  part.start = whole.start;
  part.runner.during = [&](const std::string& id, run::RunReport&) { part.stop = id == "a"; };
  CHECK(part.fly().stopped);
  FakeFlight rest{folder / "part"};
  CHECK(rest.fly().flown == 3);
  CHECK(rest.runner.flown == Names{"b", "c"});

  const std::vector<End> expected = all<End>(whole.log);
  const std::vector<End> actual = all<End>(part.log);
  REQUIRE(actual.size() == 3);
  for (std::size_t index = 0; index < 3; ++index) {
    CHECK(actual[index].start == expected[index].start);
    CHECK(actual[index].end == expected[index].end);
  }
  CHECK(expected[0].start == utc("2018-02-01T09:00:00Z"));
  CHECK(expected[1].start == utc("2018-02-01T09:00:10.005Z"));
  CHECK(expected[0].clock_error_s == 0);
  CHECK(all<Header>(part.log).size() == 2);
  CHECK(all<Header>(part.log)[1].start == *whole.start);
}

TEST_CASE("a finished flight started again flies nothing and writes nothing") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.fly();
  const std::string before = read_whole_file(record::journal_path(flight.log));
  const flight::Summary summary = flight.fly();
  CHECK(flight.runner.flown.size() == 3);
  CHECK(summary.flown == 3);
  CHECK(summary.verdicts.at("finished") == 3);
  CHECK(read_whole_file(record::journal_path(flight.log)) == before);
}

TEST_CASE("the operator's stop ends the flight after the current program") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string&, run::RunReport&) { flight.stop = true; };
  const flight::Summary summary = flight.fly();
  CHECK(summary.stopped);
  CHECK(summary.flown == 1);
  const flight::Status status = flight::status_of(record::read_journal(flight.log));
  CHECK_FALSE(status.running.has_value());
  CHECK(status.remaining == 2);
}

TEST_CASE("the journal keeps what happened and nothing personal") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.limit = 12.5;
  flight.runner.during = [](const std::string&, run::RunReport& report) {
    report.verdict = Verdict::Error;
    report.exit_code = 1;
    report.scrolled_text = {"Ana was here"};
    report.error = record::ProgramError{"Ana Error\n", "Ana lives in Vigo", 7};
  };
  flight.fly();
  const std::string journal = read_whole_file(record::journal_path(flight.log));
  for (const char* const secret : {"was here", "Vigo", "out of a", "err of a"})
    CHECK_FALSE(has(journal, secret));
  const End end = all<End>(flight.log).front();
  CHECK(end.error_type == "Ana?Error?");
  CHECK(end.error_line == 7);
  CHECK(end.exit_code == 1);
  CHECK(end.duration_s == 10.00025);
  CHECK(end.film_sha256 == record::sha256_hex(read_whole_file(flight.log / "films" / "a.1.film")));
  CHECK(read_whole_file(flight.log / "output" / "a.1.out") == "out of a");
  CHECK(read_whole_file(flight.log / "output" / "a.1.err") == "err of a");
  const Header header = all<Header>(flight.log).front();
  CHECK(header.limits.wall_s == 12.5);
  CHECK(flight.runner.requests[0].limits.wall_s == 12.5);
  CHECK(header.entries == 3);
  CHECK(header.tier == "fake");
  CHECK_FALSE(std::filesystem::exists(flight.log / "ballast"));
}

TEST_CASE("the header and the programs have the HAT that is there, whichever the bundle was made for") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log", {"a"}};
  flight.profile = hat::Profile::RetailV2;
  flight.fly();
  CHECK(all<Header>(flight.log).front().profile == "retail-v2");
  CHECK(flight.runner.requests[0].profile == hat::Profile::RetailV2);
}

TEST_CASE("on the real clock a run has the machine's times, its error, and clock steps are written down") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.kind = record::ClockKind::Real;
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    if (id == "b") flight.clock.offset -= 90s;
  };
  flight.fly();
  CHECK_FALSE(flight.runner.requests[0].start.has_value());
  for (const End& end : all<End>(flight.log)) CHECK(end.clock_error_s == 0.25);
  const std::vector<record::Step> steps = all<record::Step>(flight.log);
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].offset_s == -90);
}

TEST_CASE("every INTENT is in the journal before its program starts, every END before the next") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    const flight::Status status = flight::status_of(record::read_journal(flight.log));
    CHECK(status.running == id);
    CHECK(status.flown + 1 == flight.runner.flown.size());
    CHECK(status.entries == 3);
    CHECK(status.flown + status.remaining + 1 == 3);
  };
  flight.fly();
}

TEST_CASE("the next program is made ready while the present one runs, each once") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    CHECK(flight.runner.staged.size() == std::min<std::size_t>(flight.runner.flown.size() + 1, 3));
    CHECK(flight.runner.flown.back() == id);
  };
  CHECK(flight.fly().flown == 3);
  CHECK(flight.runner.staged == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a program that could not be made ready in advance is made ready at its turn") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.before_staging = [&](const std::string& id) {
    if (id == "b" && flight.runner.staged.size() == 2)
      throw std::system_error(EAGAIN, std::generic_category());
  };
  CHECK(flight.fly().flown == 3);
  CHECK(flight.runner.staged == std::vector<std::string>{"a", "b", "b", "c"});
  CHECK(flight.runner.flown == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a run that failed through us flies again before the one that stands ready") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport& report) {
    if (id == "a" && flight.runner.flown.size() == 1) report.verdict = record::Verdict::Internal;
  };
  CHECK(flight.fly().flown == 3);
  CHECK(flight.runner.flown == std::vector<std::string>{"a", "a", "b", "c"});
  CHECK(flight.runner.staged == std::vector<std::string>{"a", "b", "a", "c"});
}

TEST_CASE("a program that cannot be killed halts the flight: nothing is started on top of it") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string&, run::RunReport& report) {
    report.verdict = record::Verdict::Internal;
    report.stuck = true;
  };
  CHECK_THROWS_WITH_AS(flight.fly(), doctest::Contains("end a: it was killed five seconds ago"),
                       std::system_error);
  CHECK(flight.runner.flown == std::vector<std::string>{"a"});
  REQUIRE(all<End>(flight.log).size() == 1);
  CHECK(all<Intent>(flight.log).size() == 1);
  flight.runner.during = nullptr;
  CHECK(flight.fly().flown == 3);
}

TEST_CASE("status tells the expected end from the runs so far") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.start = utc("2018-02-01T09:00:00Z");
  std::vector<base::UtcTime> expected;
  flight.runner.during = [&](const std::string&, run::RunReport&) {
    expected.push_back(*flight::status_of(record::read_journal(flight.log)).expected_end);
  };
  flight.fly();
  CHECK(expected.at(0) == utc("2018-02-01T09:01:30Z"));
  CHECK(expected.at(1) == utc("2018-02-01T09:00:30.005500Z"));
  const flight::Status done = flight::status_of(record::read_journal(flight.log));
  CHECK(done.started == utc("2018-02-01T09:00:00Z"));
  CHECK(done.expected_end == all<End>(flight.log).back().end);
  CHECK(done.remaining == 0);
  CHECK_FALSE(flight::status_of({}).started.has_value());
}
