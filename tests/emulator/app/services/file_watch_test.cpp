#include "emulator/app/services/file_watch.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using cupola::app::FileWatch;
using cupola::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::set<std::string> changed(FileWatch& watch) {
  watch.tick();
  return watch.take_changed();
}

}  // namespace

TEST_CASE("a folder that is not there, or is none, is not watched") {
  const TemporaryFolder folder;
  FileWatch watch;
  CHECK_FALSE(watch.watch(folder / "none"));
  std::ofstream(folder / "file") << "x";
  CHECK_FALSE(watch.watch(folder / "file"));
  CHECK(changed(watch).empty());
}

TEST_CASE("writing in place, replacing by a rename and deleting are seen, by name") {
  const TemporaryFolder folder;
  std::ofstream(folder / "a.py") << "1";
  FileWatch watch;
  REQUIRE(watch.watch(folder.path()));
  CHECK(changed(watch).empty());
  std::ofstream(folder / "a.py") << "2";
  CHECK(changed(watch) == std::set<std::string>{"a.py"});
  CHECK(changed(watch).empty());
  cupola::base::write_whole_file_unsynced(folder / "a.py", "3");
  CHECK(changed(watch).count("a.py") == 1);
  fs::remove(folder / "a.py");
  CHECK(changed(watch) == std::set<std::string>{"a.py"});
}

TEST_CASE("a file that is still open for writing has not changed yet") {
  const TemporaryFolder folder;
  std::ofstream(folder / "a.py") << "1";
  FileWatch watch;
  REQUIRE(watch.watch(folder.path()));
  std::ofstream writing(folder / "a.py");
  writing << "half" << std::flush;
  CHECK(changed(watch).empty());
  writing.close();
  CHECK(changed(watch).size() == 1);
}

TEST_CASE("after another folder is watched the first one is silent") {
  const TemporaryFolder one;
  const TemporaryFolder two;
  FileWatch watch;
  REQUIRE(watch.watch(one.path()));
  std::ofstream(one / "a.py") << "1";
  REQUIRE(watch.watch(two.path()));
  std::ofstream(one / "b.py") << "1";
  std::ofstream(two / "c.py") << "1";
  CHECK(changed(watch) == std::set<std::string>{"c.py"});
}

TEST_CASE("a folder that is deleted under the watch does no harm") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "gone");
  FileWatch watch;
  REQUIRE(watch.watch(folder / "gone"));
  fs::remove(folder / "gone");
  CHECK(changed(watch).empty());
}
