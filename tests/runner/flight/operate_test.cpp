// Operating a flight: orders, hours, units, runs flown again, the service manager.

#include "hat_driver/base/unix_socket.hpp"
#include "runner/flight/control.hpp"
#include "runner/flight/notify.hpp"
#include "runner/flight/selection.hpp"
#include "runner/flight/status.hpp"
#include "runner/record/journal_writer.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <csignal>
#include <cstring>
#include <system_error>

using namespace cupola;
using namespace cupola::tests;
using namespace std::chrono_literals;
using record::Verdict;
using Names = std::vector<std::string>;

namespace {

std::vector<std::string> notes(const FakeFlight& flight) {
  std::vector<std::string> texts;
  for (const record::JournalLine& line : record::read_journal(flight.log).lines) {
    if (const auto* const note = std::get_if<record::Note>(&line.record)) texts.push_back(note->text);
  }
  return texts;
}

flight::Status status(const FakeFlight& flight) {
  return flight::status_of(record::read_journal(flight.log));
}

template <typename Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

base::UtcTime utc(const char* text) { return *base::parse_utc(text); }

}  // namespace

TEST_CASE("a paused flight starts nothing, says so in its journal, and goes on when told") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    if (id == "a") flight.order = flight::Order::Pause;
  };
  int waits = 0;
  flight.while_waiting = [&] {
    CHECK(status(flight).held == "paused by the operator");
    CHECK_FALSE(status(flight).running.has_value());
    CHECK(flight.runner.flown == Names{"a"});
    if (++waits == 3) flight.order = flight::Order::GoOn;
  };
  CHECK(flight.fly().flown == 3);
  CHECK(waits == 3);
  CHECK(flight.held == Names(3, "paused by the operator"));
  CHECK(notes(flight) == Names{"paused by the operator"});
  CHECK(status(flight).held.empty());
}

TEST_CASE("a paused flight can be stopped, and a stopped one is told by its status") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.order = flight::Order::Pause;
  flight.while_waiting = [&] { flight.order = flight::Order::Stop; };
  CHECK(flight.fly().stopped);
  CHECK(flight.runner.flown.empty());
  CHECK(status(flight).held == "stopped by the operator");
  CHECK(status(flight).remaining == 3);
}

TEST_CASE("a daily window is read or refused") {
  using mission::parse_daily_window;
  for (const char* const text : {"", "21:30", "21:30-", "24:00-06:00", "21:60-06:00", "2130-0600",
                                 "06:00-06:00", "-1:30-06:00", "21:30-06:00 "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_daily_window(text).has_value());
  }
  CHECK(parse_daily_window("21:30-06:00") == mission::DailyWindow{21h + 30min, 6h});
}

TEST_CASE("no program is let into hours in which the LEDs stay off") {
  const flight::Schedule night{{}, {{21h + 30min, 6h}, {12h, 13h}}};
  const auto start = [&](const char* now) { return flight::next_start(night, utc(now), 30s); };
  CHECK(start("2026-05-12T21:29:30Z") == utc("2026-05-12T21:29:30Z"));
  CHECK(start("2026-05-12T21:29:31Z") == utc("2026-05-13T06:00:00Z"));
  CHECK(start("2026-05-12T03:00:00Z") == utc("2026-05-12T06:00:00Z"));
  CHECK(start("2026-05-12T11:59:59Z") == utc("2026-05-12T13:00:00Z"));
  CHECK(start("2026-05-12T06:00:00Z") == utc("2026-05-12T06:00:00Z"));
  const flight::Schedule later{utc("2026-05-12T22:00:00Z"), night.led_off};
  CHECK(flight::next_start(later, utc("2026-05-12T07:00:00Z"), 30s) == utc("2026-05-13T06:00:00Z"));
  const flight::Schedule never{{}, {{0h, 12h}, {11h, 1h}}};
  CHECK_FALSE(flight::next_start(never, utc("2026-05-12T07:00:00Z"), 30s).has_value());
}

TEST_CASE("a flight waits for its hour, and a virtual one has none") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.schedule.not_before = flight.clock.utc() + 100s;
  CHECK(has(refusal([&] { flight.fly(); }), "--not-before"));
  flight.kind = record::ClockKind::Real;
  const base::UtcTime asked = flight.clock.utc();
  CHECK(flight.fly().flown == 3);
  CHECK(flight.clock.utc() >= asked + 130s);
  CHECK(notes(flight).size() == 1);
  CHECK(notes(flight)[0].starts_with("not before 20"));
}

TEST_CASE("units share a bundle without a gap or an overlap") {
  for (const auto share : {record::Unit::Share::Alternate, record::Unit::Share::Blocks}) {
    for (std::uint32_t of = 1; of <= 4; ++of) {
      for (std::size_t entries = 0; entries < 12; ++entries) {
        std::size_t total = 0;
        std::vector<int> taken(entries);
        for (std::uint32_t number = 1; number <= of; ++number) {
          const record::Unit unit{number, of, share};
          std::size_t count = 0;
          for (std::size_t index = 0; index < entries; ++index) {
            if (!flight::takes(unit, index, entries)) continue;
            ++taken[index];
            ++count;
          }
          REQUIRE(flight::share_size(unit, entries) == count);
          total += count;
        }
        REQUIRE(total == entries);
        REQUIRE(taken == std::vector<int>(entries, 1));
      }
    }
  }
}

TEST_CASE("two units fly a bundle together, and their logs are read together") {
  const TemporaryFolder folder;
  const Names ids{"a", "b", "c", "d", "e"};
  FakeFlight first{folder / "first", ids};
  first.unit = {1, 2, record::Unit::Share::Alternate};
  FakeFlight second{folder / "second", ids};
  second.unit = {2, 2, record::Unit::Share::Alternate};
  CHECK(first.fly().entries == 3);
  second.stop = true;
  second.runner.during = [&](const std::string&, run::RunReport& report) { report.verdict = Verdict::Error; };
  second.fly();
  second.stop = false;
  CHECK(first.runner.flown == Names{"a", "c", "e"});

  const auto together = [&] {
    return std::vector{record::read_journal(first.log), record::read_journal(second.log)};
  };
  flight::Status both = flight::status_of_all(together());
  CHECK(both.entries == 5);
  CHECK(both.flown == 3);
  CHECK(both.remaining == 2);
  CHECK(second.fly().flown == 2);
  both = flight::status_of_all(together());
  CHECK(both.flown == 5);
  CHECK(both.remaining == 0);
  CHECK(both.verdicts == std::map<std::string, std::size_t>{{"error", 2}, {"finished", 3}});
  CHECK(flight::entries_that_ended(together(), Verdict::Error) == Names{"b", "d"});

  second.unit.number = 1;
  CHECK(has(refusal([&] { second.fly(); }), "holds the flight of unit 2/2"));
  FakeFlight other{folder / "other"};
  other.fly();
  CHECK(has(
      refusal([&] {
        flight::status_of_all(std::vector{record::read_journal(first.log), record::read_journal(other.log)});
      }),
      "different bundles"));
}

TEST_CASE("entries of a verdict fly once more, and a cut does not make it twice") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.runner.during = [](const std::string& id, run::RunReport& report) {
    if (id != "b") report.verdict = Verdict::Error;
  };
  flight.fly();
  FakeFlight again{folder / "log"};
  again.again = {Verdict::Error};
  again.runner.during = [&](const std::string&, run::RunReport& report) {
    report.verdict = Verdict::Error;
    again.stop = true;
  };
  CHECK(again.fly().flown == 2);
  CHECK(again.runner.flown == Names{"a"});
  CHECK(status(again).flown == 2);
  // Started again without asking: what was asked for is in the journal.
  FakeFlight rest{folder / "log"};
  CHECK(rest.fly().flown == 3);
  CHECK(rest.runner.flown == Names{"c"});
  CHECK(status(rest).verdicts == std::map<std::string, std::size_t>{{"error", 1}, {"finished", 2}});
}

TEST_CASE("a flight hears its operator through the socket and by signals") {
  const TemporaryFolder folder;
  // Longer than any socket's address.
  const auto log = folder / std::string(100, 'x') / std::string(100, 'y');
  std::filesystem::create_directories(log);
  CHECK_THROWS_AS(flight::send_order(log, "pause"), std::system_error);
  flight::ControlDesk desk;
  base::SystemClock clock;
  desk.listen(log);
  CHECK(desk.order() == flight::Order::GoOn);
  flight::send_order(log, "nonsense");
  flight::send_order(log, "pause");
  desk.wait(clock, clock.monotonic() + 10s);
  CHECK(desk.order() == flight::Order::Pause);
  flight::send_order(log, "resume");
  CHECK(desk.order() == flight::Order::GoOn);
  ::raise(SIGUSR1);
  CHECK(desk.order() == flight::Order::Pause);
  ::raise(SIGUSR1);
  CHECK(desk.order() == flight::Order::GoOn);
  ::raise(SIGTERM);
  CHECK(desk.order() == flight::Order::Stop);
  flight::send_order(log, "resume");
  CHECK(desk.order() == flight::Order::Stop);
}

TEST_CASE("the service manager hears that the flight is ready, lives and how far it is") {
  const TemporaryFolder folder;
  const std::string path = (folder / "notify").native();
  const base::UniqueFd socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const auto heard = [&] {
    std::array<char, 512> text{};
    const ssize_t length = ::recv(socket.get(), text.data(), text.size(), 0);
    return length > 0 ? std::string{text.data(), static_cast<std::size_t>(length)} : std::string{};
  };
  flight::ServiceManager manager{path, 120s};
  manager.ready();
  CHECK(heard() == "READY=1\nSTATUS=about to fly");
  manager.status("3 of 5");
  CHECK(heard() == "WATCHDOG=1\nSTATUS=3 of 5");
  flight::ServiceManager{path}.status("3 of 5");
  CHECK(heard() == "STATUS=3 of 5");
  flight::ServiceManager{""}.ready();
  flight::ServiceManager{(folder / "nobody").native()}.ready();
  CHECK(heard().empty());

  // However often the loop goes round, four signs of life within the watchdog's patience.
  int signs = 0;
  for (auto now = 3600s + 0ms; now < 3600s + 120s; now += 20ms) {
    manager.alive(now);
    if (const std::string sign = heard(); !sign.empty()) {
      CHECK(sign == "WATCHDOG=1");
      ++signs;
    }
  }
  CHECK(signs == 4);
  flight::ServiceManager{path}.alive(3600s);
  CHECK(heard().empty());
}

TEST_CASE("signs of life come from the loop that watches over a program, and stop with it") {
  const TemporaryFolder folder;
  int signs = 0;
  for (const int rounds : {0, 7}) {
    FakeFlight flight{folder / std::to_string(rounds)};
    flight.runner.rounds = rounds;
    flight.alive = [&] { ++signs; };
    CHECK(flight.fly().flown == 3);
    CHECK(signs == 3 * rounds);
  }
}
