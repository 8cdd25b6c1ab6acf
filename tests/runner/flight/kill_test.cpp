// Processes: each test forks flights that kill themselves (SIGKILL) at every place where they look at the
// clock, run a program or tell their progress, and starts them again until they are done, as an operator
// would.

#include "runner/flight/flight.hpp"
#include "runner/record/journal_writer.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <set>

using namespace cupola;
using namespace cupola::tests;

namespace {

/// Kills this process at the n-th time it is asked.
class Fuse {
 public:
  explicit Fuse(int length) : left_(length) {}
  void burn() {
    if (--left_ == 0) ::raise(SIGKILL);
  }

 private:
  int left_;
};

/// Written before anything else happens in a run, so that it survives what kills the flight.
void write_down_run(const std::filesystem::path& runs, const std::string& id) {
  const int fd = ::open(runs.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const std::string line = id + "\n";
  if (::write(fd, line.data(), line.size()) < 0) ::_exit(9);
  ::close(fd);
}

[[noreturn]] void fly_in_child(const std::filesystem::path& folder, int fuse_length) {
  Fuse fuse{fuse_length};
  FakeFlight flight{folder / "log"};
  flight.clock.on_look = [&] { fuse.burn(); };
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    fuse.burn();
    write_down_run(folder / "runs", id);
    fuse.burn();
  };
  flight.progress = [&](const flight::Progress&) { fuse.burn(); };
  int status = 8;
  try {
    status = flight.fly().flown == 3 ? 0 : 7;
  } catch (const std::exception&) {
    status = 6;
  }
  ::_exit(status);
}

/// True if the flight ended by itself, false if its fuse killed it.
bool fly_with_fuse(const std::filesystem::path& folder, int fuse_length) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) fly_in_child(folder, fuse_length);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) {
    REQUIRE(WTERMSIG(status) == SIGKILL);
    return false;
  }
  REQUIRE(WEXITSTATUS(status) == 0);
  return true;
}

/// Every entry has exactly one completed run, and no more runs than it has attempts.
void check_nothing_lost_or_doubled(const std::filesystem::path& folder) {
  const record::Journal journal = record::read_journal(folder / "log");
  REQUIRE(journal.problems.empty());
  std::map<std::string, int> ends;
  std::map<std::string, std::uint32_t> attempts;
  for (const record::JournalLine& line : journal.lines) {
    if (const auto* end = std::get_if<record::End>(&line.record)) ++ends[end->entry];
    if (const auto* intent = std::get_if<record::Intent>(&line.record)) {
      REQUIRE(intent->attempt > attempts[intent->entry]);
      attempts[intent->entry] = intent->attempt;
    }
  }
  REQUIRE(ends == std::map<std::string, int>{{"a", 1}, {"b", 1}, {"c", 1}});
  const std::string runs = base::read_whole_file(folder / "runs");
  std::map<std::string, std::uint32_t> runs_of;
  for (std::size_t at = 0; at + 1 < runs.size(); at += 2) ++runs_of[runs.substr(at, 1)];
  for (const auto& [id, count] : runs_of) REQUIRE(count <= attempts[id]);
}

}  // namespace

TEST_CASE("killed once anywhere, a flight loses no entry and flies none twice") {
  int fuse = 1;
  for (bool killed = true; killed; ++fuse) {
    CAPTURE(fuse);
    const TemporaryFolder folder;
    killed = !fly_with_fuse(folder.path(), fuse);
    if (killed) REQUIRE(fly_with_fuse(folder.path(), 1000000));
    check_nothing_lost_or_doubled(folder.path());
    REQUIRE(fuse < 200);
  }
  CHECK(fuse > 20);
}

TEST_CASE("killed again and again, a flight still gets there") {
  const TemporaryFolder folder;
  int starts = 1;
  // Long enough for one program a start, too short for two.
  for (; !fly_with_fuse(folder.path(), 28); ++starts) REQUIRE(starts < 50);
  CHECK(starts > 2);
  check_nothing_lost_or_doubled(folder.path());
}
