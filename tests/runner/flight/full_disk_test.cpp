#include "runner/flight/flight.hpp"
#include "runner/record/journal_writer.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>

using namespace cupola;
using namespace cupola::tests;

namespace {

/// Mounts of this process are its own: tests beside it count the machine's.
bool keep_mounts_apart() {
  return ::unshare(CLONE_NEWNS) == 0 && ::mount("", "/", "", MS_REC | MS_PRIVATE, nullptr) == 0;
}

/// A disk of a given size, if this process may make one.
class SmallDisk {
 public:
  explicit SmallDisk(const char* options) {
    static const bool apart = keep_mounts_apart();
    mounted_ = apart && ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  /// Says loudly that the test does not happen; a failure where it must.
  bool missing() const {
    if (mounted_) return false;
    if (std::getenv("CUPOLA_SMALL_DISK_MUST_WORK") != nullptr) FAIL("cannot mount a tmpfs here");
    MESSAGE("SKIPPED: only root can mount the small disk that this test needs");
    return true;
  }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

std::string failure(FakeFlight& flight) {
  try {
    flight.fly();
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == ENOSPC);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a disk too small for the reserve is told before anything flies") {
  const SmallDisk disk{"size=64k"};
  if (disk.missing()) return;
  FakeFlight flight{disk.path() / "log"};
  flight.ballast = std::size_t{1} << 20;
  CHECK(failure(flight).find("reserve 1024 KiB in " + (disk.path() / "log").native()) != std::string::npos);
  CHECK(flight.runner.flown.empty());
}

TEST_CASE("a disk that fills up stops the flight with its last run recorded, and the flight resumes") {
  const SmallDisk disk{"size=128k"};
  if (disk.missing()) return;
  FakeFlight flight{disk.path() / "log", {"a", "b", "c", "d", "e", "f"}};
  flight.ballast = 32768;
  const auto talkative = [](const std::string&, run::RunReport& report) {
    report.out = std::string(12000, 'x');
  };
  flight.runner.during = talkative;
  base::write_whole_file(disk.path() / "other", std::string(24000, 'y'));
  const std::string message = failure(flight);
  CHECK(message.find("No space left on device") != std::string::npos);
  CHECK(message.find(flight.log.native()) != std::string::npos);
  const std::size_t flown = flight.runner.flown.size();
  REQUIRE(flown >= 2);
  REQUIRE(flown < 6);

  const record::Journal journal = record::read_journal(flight.log);
  CHECK(journal.problems.empty());
  CHECK(journal.torn_tail.empty());
  CHECK(std::get<record::End>(journal.lines.back().record).entry == flight.runner.flown.back());

  // The operator makes room.
  std::filesystem::remove(disk.path() / "other");
  std::filesystem::remove_all(flight.log / "output");
  FakeFlight again{flight.log, {"a", "b", "c", "d", "e", "f"}};
  again.ballast = 4096;
  const flight::Summary summary = again.fly();
  CHECK(summary.flown == 6);
  CHECK(again.runner.flown.size() == 6 - flown);
}

TEST_CASE(
    "a journal that cannot grow stops the flight, whole lines before it are kept, and the flight resumes") {
  const SmallDisk disk{"size=64k"};
  if (disk.missing()) return;
  FakeFlight flight{disk.path() / "log"};
  flight.runner.during = [&](const std::string& id, run::RunReport&) {
    if (id != "b") return;
    // Somebody else fills the disk, the reserve included, while b flies.
    std::filesystem::remove(flight.log / "ballast");
    try {
      base::write_whole_file(disk.path() / "other", std::string(30000, 'y'));
      for (int number = 0; number < 20; ++number) {
        base::write_whole_file(disk.path() / ("other" + std::to_string(number)), std::string(4096, 'y'));
      }
    } catch (const std::system_error&) {
    }
  };
  CHECK_FALSE(failure(flight).empty());
  CHECK(record::read_journal(flight.log).problems.empty());
  for (const auto& item : std::filesystem::directory_iterator{disk.path()}) {
    if (item.is_regular_file()) std::filesystem::remove(item.path());
  }
  FakeFlight again{flight.log};
  CHECK(again.fly().flown == 3);
  CHECK(again.runner.flown == std::vector<std::string>{"b", "c"});
}
