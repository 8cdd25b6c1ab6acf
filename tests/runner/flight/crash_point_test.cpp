// Theory of operation. A flight of three programs is flown on a disk in memory that keeps every operation.
// Then the power "fails" at every one of them, and within every write at every byte, with everything, nothing
// or parts of what was not synced on the disk. What is left must hold every record that was acknowledged, and
// the flight started again on it must end with every entry flown exactly once; twice only where the cut took
// the film or the output of the run that had just ended.

#include "runner/flight/log_state.hpp"
#include "runner/record/journal_writer.hpp"
#include "runner/record/sha256.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/memory_disk.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <map>
#include <set>
#include <system_error>

using namespace cupola;
using namespace cupola::tests;
using Kind = MemoryDisk::Operation::Kind;

namespace {

const std::string kJournal = "/logs/log/journal.jsonl";
const std::vector<std::string> kIds{"a", "b", "c"};

/// One flight on a disk in memory, and when it ran which program.
struct RecordedFlight {
  explicit RecordedFlight(MemoryDisk& own) : disk(own), flight(own, kIds) {
    flight.ballast = 16;
    flight.runner.at_go = [this](const std::string& id) { runs.emplace_back(disk.operations().size(), id); };
  }
  MemoryDisk& disk;
  FakeFlight flight;
  std::vector<std::pair<std::size_t, std::string>> runs;
};

/// The journal's bytes whose sync had returned before operation `count`: what the flight relied on.
std::string acknowledged(const MemoryDisk& disk, std::size_t count) {
  std::string content;
  std::string safe;
  for (std::size_t index = 0; index < count; ++index) {
    const MemoryDisk::Operation& operation = disk.operations()[index];
    if (operation.path != kJournal || operation.failed) continue;
    if (operation.kind == Kind::Write) content.replace(operation.at, std::string::npos, operation.bytes);
    if (operation.kind == Kind::Truncate) content.resize(operation.at);
    if (operation.kind == Kind::SyncFile) safe = content;
  }
  return safe;
}

std::string journal_in(const MemoryDisk::Folder& disk) {
  const auto found = disk.find(kJournal);
  return found == disk.end() ? std::string{} : found->second;
}

/// The END of each entry; only that of `lost` may be there twice.
std::map<std::string, record::End> ends_in(const record::Journal& journal, const std::string& lost = {}) {
  std::map<std::string, record::End> ends;
  for (const record::JournalLine& line : journal.lines) {
    if (const auto* end = std::get_if<record::End>(&line.record)) {
      const bool once = !ends.contains(end->entry) || end->entry == lost;
      REQUIRE(once);
      ends[end->entry] = *end;
    }
  }
  return ends;
}

/// Whether the disk holds film and output of this run as they were.
bool has_files(const MemoryDisk::Folder& disk, const record::End& end) {
  const auto content = [&](const std::string& name) {
    const auto found = disk.find("/logs/log/" + name);
    return found == disk.end() ? std::string{"none"} : found->second;
  };
  const std::string stem = end.entry + "." + std::to_string(end.attempt);
  return record::sha256_hex(content("films/" + stem + ".film")) == end.film_sha256 &&
         content("output/" + stem + ".out") == "out of " + end.entry &&
         content("output/" + stem + ".err") == "err of " + end.entry;
}

/// The entry whose END a power cut left without its files: the last one at most. Empty: none.
std::string lost_entry(const MemoryDisk::Folder& left, const record::Journal& journal) {
  std::string lost;
  for (std::size_t index = 0; index < journal.lines.size(); ++index) {
    const auto* const end = std::get_if<record::End>(&journal.lines[index].record);
    if (end == nullptr) continue;
    REQUIRE(lost.empty());
    if (has_files(left, *end)) continue;
    lost = end->entry;
    REQUIRE_FALSE(end->files_synced);
  }
  return lost;
}

/// Flies what is left to its end and looks at all of it.
void check_resumes(const MemoryDisk::Folder& left) {
  const record::Journal before = record::parse_journal(journal_in(left));
  const auto done = ends_in(before);
  const std::string lost = lost_entry(left, before);
  MemoryDisk disk{left};
  FakeFlight flight{disk, kIds};
  flight.ballast = 16;
  REQUIRE(flight.fly().flown == kIds.size());
  REQUIRE(flight.runner.flown.size() == kIds.size() - done.size() + (lost.empty() ? 0 : 1));
  const record::Journal after = record::parse_journal(disk.read(kJournal));
  const bool begun_anew = disk.exists("/logs/log/journal.torn-0");
  REQUIRE(after.problems.size() == (begun_anew ? 0 : before.problems.size()));
  REQUIRE(after.torn_tail.empty());
  const auto ends = ends_in(after, lost);
  REQUIRE(ends.size() == kIds.size());
  const MemoryDisk::Folder now = disk.after_power_cut(disk.operations().size(), 0, MemoryDisk::Loss::All);
  for (const auto& [id, end] : ends) REQUIRE(has_files(now, end));
  REQUIRE(flight::read_state(after).completed == kIds.size());
  if (begun_anew) REQUIRE(disk.read("/logs/log/journal.torn-0") == journal_in(left));
  if (before.torn_tail.empty() || begun_anew) return;
  const std::string aside = "/logs/log/journal.torn-" + std::to_string(before.whole_bytes);
  const bool kept = disk.read(aside) == before.torn_tail || disk.read(aside + "-2") == before.torn_tail;
  REQUIRE(kept);
}

/// What a start of the flight can see of a disk: not what stands in a torn tail or an unfinished file.
std::string as_seen(const MemoryDisk::Folder& left) {
  std::string seen;
  for (const auto& [path, bytes] : left) {
    seen += path + '\0';
    if (path == kJournal) {
      seen += bytes.substr(0, record::parse_journal(bytes).whole_bytes) + '\0';
    } else if (!path.ends_with(".tmp")) {
      seen += bytes + '\0';
    }
  }
  return record::sha256_hex(seen);
}

/// The power fails before operation `count`, of which `part` bytes were done.
void check_power_cut(const RecordedFlight& flown, std::size_t count, std::size_t part,
                     std::set<std::string>& seen) {
  const std::string safe = acknowledged(flown.disk, count);
  for (const auto& [started, id] : flown.runs) {
    // No program runs before its INTENT is safe.
    if (started <= count) REQUIRE(safe.find("\"INTENT\",\"entry\":\"" + id) != std::string::npos);
  }
  for (const MemoryDisk::Loss loss : MemoryDisk::kLosses) {
    CAPTURE(static_cast<int>(loss));
    const MemoryDisk::Folder left = flown.disk.after_power_cut(count, part, loss);
    REQUIRE(journal_in(left).starts_with(safe));
    if (seen.insert(as_seen(left)).second) check_resumes(left);
  }
}

struct Enumerated {
  std::size_t crash_points = 0;  ///< times each of the ways to lose what was not synced
  std::size_t disks = 0;         ///< that a start of the flight can tell from each other
};

/// Every crash point of a flight from operation `from` on.
Enumerated check_every_power_cut(const RecordedFlight& flown, std::size_t from) {
  std::set<std::string> seen;
  std::size_t points = 0;
  for (std::size_t count = from; count <= flown.disk.operations().size(); ++count) {
    CAPTURE(count);
    check_power_cut(flown, count, 0, seen);
    ++points;
    if (count == flown.disk.operations().size()) break;
    const MemoryDisk::Operation& operation = flown.disk.operations()[count];
    if (operation.kind != Kind::Write) continue;
    for (std::size_t part = 1; part <= operation.bytes.size(); ++part, ++points) {
      CAPTURE(part);
      check_power_cut(flown, count, part, seen);
    }
  }
  return {points, seen.size()};
}

}  // namespace

TEST_CASE("wherever the power fails, no acknowledged record is lost and every entry flies once") {
  MemoryDisk disk;
  RecordedFlight flown{disk};
  REQUIRE(flown.flight.fly().flown == 3);
  const Enumerated all = check_every_power_cut(flown, 0);
  MESSAGE(all.crash_points << " crash points, each with " << std::size(MemoryDisk::kLosses)
                           << " kinds of loss: " << all.disks << " different disks, all resumed");
  CHECK(all.crash_points > 3000);
}

TEST_CASE("the power may fail again while a torn tail is being put aside") {
  MemoryDisk first;
  RecordedFlight flown{first};
  flown.flight.fly();
  // In the middle of the second boundary's write.
  std::size_t boundary = 0;
  for (std::size_t index = 0, seen = 0; index < first.operations().size(); ++index) {
    const MemoryDisk::Operation& operation = first.operations()[index];
    if (operation.path == kJournal && operation.kind == Kind::Write && ++seen == 2) boundary = index;
  }
  REQUIRE(boundary > 0);
  for (const auto loss : {MemoryDisk::Loss::Nothing, MemoryDisk::Loss::Data}) {
    MemoryDisk second{first.after_power_cut(boundary, 700, loss)};
    const std::size_t begun = second.operations().size();
    RecordedFlight again{second};
    REQUIRE(again.flight.fly().flown == 3);
    CHECK(check_every_power_cut(again, begun).disks > 10);
  }
}

TEST_CASE("a failed write or sync anywhere stops the flight with a clear message, and it resumes") {
  MemoryDisk whole;
  RecordedFlight expected{whole};
  expected.flight.fly();
  for (const int error : {EIO, ENOSPC}) {
    for (std::size_t number = 0; number < whole.operations().size(); ++number) {
      CAPTURE(error);
      CAPTURE(number);
      MemoryDisk disk;
      disk.failure = MemoryDisk::Failure{number, error, 5};
      RecordedFlight flown{disk};
      std::string message;
      try {
        flown.flight.fly();
      } catch (const std::system_error& failure) {
        message = failure.what();
      }
      REQUIRE(message.find(number < 2 ? "/" : "/logs") != std::string::npos);
      for (const auto& [started, id] : flown.runs) REQUIRE(started <= number);
      for (const auto loss : {MemoryDisk::Loss::Nothing, MemoryDisk::Loss::All}) {
        check_resumes(disk.after_power_cut(disk.operations().size(), 0, loss));
      }
    }
  }
}

TEST_CASE("two flights on one log are refused on any disk") {
  MemoryDisk disk;
  RecordedFlight first{disk};
  RecordedFlight second{disk};
  std::string message;
  first.flight.runner.during = [&](const std::string&, run::RunReport&) {
    try {
      second.flight.fly();
    } catch (const std::system_error& error) {
      message = error.what();
    }
  };
  CHECK(first.flight.fly().flown == 3);
  CHECK(message.find("another flight is writing this log") != std::string::npos);
  CHECK(second.runs.empty());
}
