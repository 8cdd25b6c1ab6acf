#include "tests/certificates/page/flown_mission.hpp"

#include <doctest/doctest.h>

#include <mutex>
#include <system_error>

using namespace cupola;
using namespace std::chrono;
using cupola::page_test::Flight;
using cupola::page_test::kStart;
using cupola::record::Verdict;

namespace {

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
