#include "runner/record/disk.hpp"

#include "tests/support/memory_disk.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

using namespace cupola::record;
using namespace cupola::tests;

namespace {

namespace fs = std::filesystem;

/// The machine's own disk, below a folder that goes away.
struct RealPlace {
  TemporaryFolder folder;
  SystemDisk disk;
  fs::path path() const { return folder.path(); }
};

/// The disk in memory, as far as a program can tell the same.
struct MemoryPlace {
  MemoryDisk disk;
  static fs::path path() { return "/"; }
};

template <typename Act>
int error_of(Act act) {
  try {
    act();
  } catch (const std::system_error& error) {
    CHECK(std::string{error.what()}.find('/') != std::string::npos);
    return error.code().value();
  }
  return 0;
}

}  // namespace

TEST_CASE_TEMPLATE("a disk refuses what is not there and what is in the way", Place, RealPlace, MemoryPlace) {
  Place place;
  const fs::path missing = place.path() / "none" / "file";
  CHECK(error_of([&] { place.disk.read(missing); }) == ENOENT);
  CHECK(error_of([&] { place.disk.write_whole(missing, "x"); }) == ENOENT);
  CHECK(error_of([&] { place.disk.write_whole_unsynced(missing, "x"); }) == ENOENT);
  CHECK(error_of([&] { place.disk.open_append(missing); }) == ENOENT);
  CHECK(error_of([&] { place.disk.reserve(missing, 10); }) == ENOENT);
  CHECK(error_of([&] { place.disk.names_in(place.path() / "none"); }) == ENOENT);
  place.disk.write_whole(place.path() / "file", "in the way");
  CHECK(error_of([&] { place.disk.make_folders(place.path() / "file"); }) == ENOTDIR);
  CHECK_FALSE(place.disk.exists(missing));
  place.disk.remove(missing);
}

TEST_CASE_TEMPLATE("a disk keeps whole files under their names", Place, RealPlace, MemoryPlace) {
  Place place;
  const fs::path folder = place.path() / "deep" / "log";
  place.disk.make_folders(folder);
  place.disk.make_folders(folder);
  place.disk.write_whole(folder / "a", "first");
  place.disk.write_whole(folder / "a", "second");
  place.disk.write_whole_unsynced(folder / "b", "third");
  place.disk.reserve(folder / "room", 100);
  place.disk.sync(folder);
  CHECK(place.disk.read(folder / "a") == "second");
  CHECK(place.disk.read(folder / "b") == "third");
  CHECK(place.disk.read(folder / "room").size() == 100);
  std::vector<std::string> names = place.disk.names_in(folder);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"a", "b", "room"});
  place.disk.remove(folder / "room");
  CHECK_FALSE(place.disk.exists(folder / "room"));
}

TEST_CASE_TEMPLATE("a file that is appended to is locked, grows and can be cut", Place, RealPlace,
                   MemoryPlace) {
  Place place;
  const fs::path path = place.path() / "journal";
  {
    const auto file = place.disk.open_append(path);
    CHECK(error_of([&] { place.disk.open_append(path); }) == EWOULDBLOCK);
    CHECK(file->append("one") == 3);
    CHECK(file->append("two") == 3);
    file->sync();
    CHECK(place.disk.read(path) == "onetwo");
    file->truncate(4);
  }
  const auto again = place.disk.open_append(path);
  CHECK(again->append("!") == 1);
  CHECK(place.disk.read(path) == "onet!");
}

TEST_CASE("a power cut takes from the disk in memory what was not synced, and nothing else") {
  using Loss = MemoryDisk::Loss;
  MemoryDisk disk;
  disk.make_folders("/log");
  disk.write_whole("/log/safe", "safe");
  disk.write_whole_unsynced("/log/later", "later");
  const std::size_t now = disk.operations().size();
  MemoryDisk::Folder left = disk.after_power_cut(now, 0, Loss::All);
  CHECK(left.at("/log/safe") == "safe");
  CHECK_FALSE(left.contains("/log/later"));
  CHECK(disk.after_power_cut(now, 0, Loss::Nothing).at("/log/later") == "later");
  CHECK(disk.after_power_cut(now, 0, Loss::Data).at("/log/later") == std::string(5, '\0'));
  disk.sync("/log");
  left = disk.after_power_cut(now + 1, 0, Loss::All);
  CHECK(left.at("/log/later") == "later");
  // The name of a file that was made and synced is safe only when its folder was, too.
  CHECK_FALSE(disk.after_power_cut(4, 0, Loss::All).contains("/log/safe"));
}
