#include "hat_driver/base/whole_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <system_error>

namespace fs = std::filesystem;
using namespace cupola::base;
using cupola::tests::TemporaryFolder;

TEST_CASE("a folder, a named pipe and a file too large are refused") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_whole_file(folder.path()), std::system_error);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(read_whole_file(folder / "pipe"), std::system_error);
  write_whole_file(folder / "big", std::string(2000, 'x'));
  CHECK_THROWS_AS(read_whole_file(folder / "big", 1999), std::system_error);
  CHECK(read_whole_file(folder / "big", 2000).size() == 2000);
}

TEST_CASE("a failed write names the file and leaves nothing behind") {
  const TemporaryFolder folder;
  const fs::path missing = folder / "nowhere" / "file.txt";
  try {
    write_whole_file(missing, "text");
    FAIL("writing into a missing folder must fail");
  } catch (const std::system_error& error) {
    CHECK(std::string{error.what()}.find(missing.native()) != std::string::npos);
  }
  fs::create_directory(folder / "taken");
  CHECK_THROWS_AS(write_whole_file(folder / "taken", "text"), std::system_error);
  CHECK_THROWS_AS(write_whole_file_unsynced(folder / "taken", "text"), std::system_error);
  CHECK_THROWS_AS(sync_file_system(folder / "nowhere"), std::system_error);
  CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a file appears whole and replaces the old one") {
  const TemporaryFolder folder;
  write_whole_file(folder / "file", "old");
  write_whole_file(folder / "file", "new and longer");
  CHECK(read_whole_file(folder / "file") == "new and longer");
  write_whole_file_unsynced(folder / "file", "newest");
  sync_file_system(folder.path());
  CHECK(read_whole_file(folder / "file") == "newest");
  CHECK(std::distance(fs::directory_iterator{folder.path()}, fs::directory_iterator{}) == 1);
}

TEST_CASE("a new file is never written over one that is there, and only its owner may read a secret") {
  const TemporaryFolder folder;
  cupola::base::write_new_file(folder / "secret", "first", cupola::base::Readers::OwnerOnly);
  CHECK(fs::status(folder / "secret").permissions() == fs::perms{0600});
  CHECK_THROWS_AS(cupola::base::write_new_file(folder / "secret", "second", cupola::base::Readers::OwnerOnly),
                  std::system_error);
  CHECK(read_whole_file(folder / "secret") == "first");
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}
