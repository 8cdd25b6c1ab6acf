#include "certificates/page/issue.hpp"

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/pack.hpp"
#include "runner/record/journal_writer.hpp"
#include "runner/record/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <optional>
#include <system_error>

using namespace cupola;
using namespace std::chrono;
using cupola::record::Verdict;

namespace {

using Utc = base::UtcTime;
constexpr Utc kStart = sys_days{2018y / February / 1} + 9h;

/// A mission of four entries that is packed, and a log in which they may fly.
class Flight {
 public:
  Flight() {
    mission.folder = folder / "mission";
    mission.id = "zero";
    mission.name = "First Light";
    mission::write_mission(mission);
    for (const std::string id : {"ada", "bob", "cyd", "dot"}) {
      const std::string program = "print('" + id + "')\n";
      mission::Entry entry;
      entry.id = id;
      entry.team = "Team " + id;
      entry.program_sha256 = record::sha256_hex(program);
      base::write_whole_file(mission::program_path(mission, id), program);
      entries.push_back(std::move(entry));
    }
    mission::write_entries(mission, entries);
    bundle = mission::pack({.folder = mission.folder,
                            .output = folder / "out.bundle",
                            .selection = mission::Selection::All,
                            .check = {}})
                 .bundle_sha256;
    request.mission = mission.folder;
    request.logs = {new_log("log")};
    request.elements = orbit::sets_of(orbit::read_element_sets(orbit::built_in_iss_elements()).sets,
                                      orbit::kIssCatalogueNumber);
  }

  std::filesystem::path new_log(const std::string& name) {
    std::filesystem::create_directories(folder / name / "films");
    return folder / name;
  }

  void header(record::HatKind hat = record::HatKind::Emulated,
              record::ClockKind clock = record::ClockKind::Virtual) {
    record::Header line;
    line.mission = "zero";
    line.bundle_sha256 = bundle;
    line.hat = hat;
    line.clock = clock;
    line.start = kStart;
    add(line);
  }

  void flown(const std::string& id, Verdict verdict, std::uint32_t attempt = 1) {
    picture::Film film;
    film.duration_ms = 10'000;
    hat::Frame lit;
    lit.pixels.fill(0xf800);
    film.frames = {{100, lit}};
    const std::string bytes = picture::encode_film(film);
    const auto log = request.logs.front();
    base::write_whole_file(log / "films" / fmt::format("{}.{}.film", id, attempt), bytes);
    record::End end;
    end.entry = id;
    end.attempt = attempt;
    end.program_sha256 = record::sha256_hex("print('" + id + "')\n");
    end.start = kStart + minutes(attempt);
    end.end = end.start + 10s;
    end.duration_s = 10;
    end.verdict = verdict;
    end.film_sha256 = record::sha256_hex(bytes);
    end.anchor = anchor;
    add(end);
  }

  void add(const record::Record& record) {
    const std::string line = record::encode_line(record, seq++, previous);
    previous = record::sha256_hex(line);
    journal += line + "\n";
    base::write_whole_file(record::journal_path(request.logs.front()), journal);
  }

  page::IssueReport issue() {
    pages.clear();
    return page::issue(request,
                       {.keep = [&](const page::IssuedPage& page) { pages[std::string(page.id)] = page.pdf; },
                        .progress = {}});
  }

  tests::TemporaryFolder folder;
  mission::Mission mission;
  std::vector<mission::Entry> entries;
  std::optional<record::Anchor> anchor;  ///< at the end of each run
  std::string bundle;
  std::string journal;
  std::string previous{record::kNoLine};
  std::uint64_t seq = 0;
  page::IssueRequest request;
  std::map<std::string, std::string> pages;
};

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a log whose bundle the mission did not pack is refused, and the others are used") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Finished);
  Flight stranger;
  base::write_whole_file(mission::program_path(stranger.mission, "eve"), "pass\n");
  stranger.bundle = std::string(64, 'a');
  stranger.header();
  stranger.flown("bob", Verdict::Finished);
  flight.request.logs.push_back(stranger.request.logs.front());
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 1);
  REQUIRE(report.problems.size() == 1);
  CHECK(contains(report.problems.front(), "journal.jsonl:1: bundle_sha256"));
}

TEST_CASE("a folder without a journal is one line, not an exception") {
  Flight flight;
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 0);
  REQUIRE(report.problems.size() == 1);
  CHECK(contains(report.problems.front(), "journal.jsonl"));
}

TEST_CASE("a missing, damaged or exchanged film costs its own certificate only") {
  Flight flight;
  flight.header();
  for (const char* id : {"ada", "bob", "cyd", "dot"}) flight.flown(id, Verdict::Finished);
  const auto films = flight.request.logs.front() / "films";
  std::filesystem::remove(films / "ada.1.film");
  base::write_whole_file(films / "bob.1.film", "not a film");
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 2);
  REQUIRE(report.problems.size() == 2);
  CHECK(contains(report.problems[0], "ada: read "));
  CHECK(contains(report.problems[1], "bob: "));
  CHECK(contains(report.problems[1], "film_sha256"));
}

TEST_CASE("a damaged line of the journal is told and the other runs keep their certificates") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Finished);
  flight.flown("bob", Verdict::Finished);
  flight.journal[flight.journal.find("\"ada\"") + 1] = 'x';
  flight.flown("cyd", Verdict::Finished);
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 2);
  REQUIRE_FALSE(report.problems.empty());
  CHECK(contains(report.problems.front(), "journal.jsonl:2: "));
}

TEST_CASE("only runs that ended normally are certified; the last completed attempt counts") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Error);
  flight.flown("bob", Verdict::CutAtLimit);
  flight.flown("cyd", Verdict::Interrupted, 1);
  flight.flown("cyd", Verdict::Finished, 2);
  flight.flown("cyd", Verdict::Interrupted, 3);
  const page::IssueReport report = flight.issue();
  CHECK(report.problems.empty());
  CHECK(report.made == 2);
  CHECK(report.without == 1);
  CHECK(report.not_flown == 1);
  CHECK(flight.pages.count("bob") == 1);
  CHECK(flight.pages.count("cyd") == 1);
}

TEST_CASE("an entry asked for by its id that cannot have one is told why") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Error);
  flight.flown("bob", Verdict::Finished);
  flight.request.entries = {"ada", "bob", "dot", "nobody"};
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 1);
  REQUIRE(report.problems.size() == 3);
  CHECK(contains(report.problems[0], "ada: its last run ended with error"));
  CHECK(contains(report.problems[1], "dot: no completed run"));
  CHECK(contains(report.problems[2], "nobody: the mission has no such entry"));
}

TEST_CASE("a program that changed since its flight is warned about") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Finished);
  flight.entries[0].program_sha256 = std::string(64, 'b');
  mission::write_entries(flight.mission, flight.entries);
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 1);
  REQUIRE(report.warnings.size() == 1);
  CHECK(contains(report.warnings.front(), "ada: the program changed since it flew"));
}

TEST_CASE("an element set too old for the runs is warned about once") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Finished);
  flight.flown("bob", Verdict::Finished);
  std::erase_if(flight.request.elements,
                [](const orbit::ElementSet& set) { return std::abs(orbit::age_days(set, kStart)) < 4; });
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 2);
  REQUIRE(report.warnings.size() == 1);
  CHECK(contains(report.warnings.front(), "days from 2 runs"));
  flight.request.elements.clear();
  CHECK_THROWS_AS(flight.issue(), std::invalid_argument);
}

TEST_CASE("a flight is simulated unless the hat and the clock were real") {
  using record::ClockKind;
  using record::HatKind;
  const auto simulated = [](HatKind hat, ClockKind clock) {
    Flight flight;
    flight.header(hat, clock);
    flight.flown("ada", Verdict::Finished);
    return page::read_flight_log(flight.request.logs.front(), flight.mission).runs.at("ada").simulated;
  };
  CHECK(simulated(HatKind::Emulated, ClockKind::Virtual));
  CHECK(simulated(HatKind::Emulated, ClockKind::Real));
  CHECK(simulated(HatKind::Hardware, ClockKind::Virtual));
  CHECK_FALSE(simulated(HatKind::Hardware, ClockKind::Real));
}

TEST_CASE("runs whose clock nobody vouches for are told in one line, and a virtual clock needs nobody") {
  using record::ClockKind;
  const auto warnings = [](ClockKind clock, bool synchronised) {
    Flight flight;
    flight.anchor = {.utc_ns = duration_cast<nanoseconds>(kStart.time_since_epoch()).count(),
                     .monotonic_ns = 1,
                     .synchronised = synchronised};
    flight.header(record::HatKind::Hardware, clock);
    flight.flown("ada", Verdict::Finished);
    flight.flown("bob", Verdict::Finished);
    return flight.issue().warnings;
  };
  CHECK(warnings(ClockKind::Virtual, false).empty());
  CHECK(warnings(ClockKind::Real, true).empty());
  const std::vector<std::string> told = warnings(ClockKind::Real, false);
  REQUIRE(told.size() == 1);
  CHECK(contains(told.front(), "no synchronised clock vouches for the times of 2 runs"));
}

TEST_CASE("the certificate holds the middle of the run and one revolution around it") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Finished);
  const page::FlightLog log = page::read_flight_log(flight.request.logs.front(), flight.mission);
  const orbit::ElementSet& set = *orbit::nearest_set(flight.request.elements, kStart);
  const page::Certificate made = page::make_certificate(flight.mission, flight.entries.front(),
                                                        log.runs.at("ada"), set, geo::Atlas::built_in());
  CHECK(made.team == "Team ada");
  CHECK(made.mission_name == "First Light");
  CHECK(made.end - made.start == 10s);
  CHECK_FALSE(made.below.name.empty());
  CHECK(made.flown_path.size() == 11);
  CHECK(made.flown_path.at(5).longitude_deg == doctest::Approx(made.position.longitude_deg).epsilon(1e-9));
  // A revolution of 92.7 min in steps of 60 s, both ends at nearly the same latitude.
  CHECK(made.orbit_path.size() > 90);
  CHECK(made.orbit_path.size() < 96);
  CHECK(std::abs(made.orbit_path.front().latitude_deg - made.orbit_path.back().latitude_deg) < 0.5);
  CHECK(made.elements.age_days == doctest::Approx(0.55).epsilon(0.02));
}

TEST_CASE("several threads make the same bytes as one") {
  Flight flight;
  flight.header();
  for (const char* id : {"ada", "bob", "cyd", "dot"}) flight.flown(id, Verdict::Finished);
  flight.issue();
  const auto alone = flight.pages;
  flight.request.threads = 3;
  std::mutex mutex;
  std::map<std::string, std::string> together;
  const page::IssueReport report = page::issue(flight.request, {.keep =
                                                                    [&](const page::IssuedPage& page) {
                                                                      const std::lock_guard lock(mutex);
                                                                      together[std::string(page.id)] =
                                                                          page.pdf;
                                                                    },
                                                                .progress = {}});
  CHECK(report.made == 4);
  CHECK(together == alone);
}

TEST_CASE("a folder that cannot be written ends the work instead of failing every entry") {
  Flight flight;
  flight.header();
  for (const char* id : {"ada", "bob", "cyd", "dot"}) flight.flown(id, Verdict::Finished);
  int calls = 0;
  const page::IssueSink sink{.keep =
                                 [&](const page::IssuedPage&) {
                                   ++calls;
                                   throw std::system_error(ENOSPC, std::generic_category(), "write x.pdf");
                                 },
                             .progress = {}};
  CHECK_THROWS_AS(page::issue(flight.request, sink), std::system_error);
  CHECK(calls == 1);
}
