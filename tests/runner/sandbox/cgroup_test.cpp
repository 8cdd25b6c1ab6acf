#include "runner/sandbox/cgroup.hpp"

#include "tests/support/temporary_folder.hpp"

#include <unistd.h>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace cupola::sandbox;
using cupola::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream{path} << text;
}

std::string read(const fs::path& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// A folder that looks like a cgroup v2 hierarchy of which /here is ours; nobody fills its files in.
struct Hierarchy {
  TemporaryFolder folder;
  fs::path mounts = folder / "mountinfo";
  fs::path own = folder / "cgroup";
  fs::path here = folder / "tree" / "here";
  Hierarchy() {
    write(mounts, "20 1 0:5 / /proc rw - proc proc rw\n31 25 0:27 / " + (folder / "tree").string() +
                      " rw,nosuid shared:4 - cgroup2 cgroup2 rw\n");
    write(own, "12:pids:/other\n0::/here\n");
    fs::create_directories(here);
  }
  CgroupHome home() const { return make_cgroup_home(mounts, own); }
  fs::path ours() const { return here / ("cupola-" + std::to_string(::getpid())); }
};

}  // namespace

TEST_CASE(
    "without a hierarchy of version 2, or in somebody else's folder, there is no home, and it says why") {
  const Hierarchy tree;
  write(tree.mounts, "20 1 0:5 / /proc rw - proc proc rw\nbroken\n\n");
  CHECK(tree.home().folder.empty());
  CHECK(tree.home().missing == "no cgroup v2 hierarchy is mounted");
  CHECK(make_cgroup_home("/none", "/none").folder.empty());
  const Hierarchy gone;
  fs::remove(gone.here);
  CHECK(gone.home().folder.empty());
  CHECK(gone.home().missing.find("is not ours (No such file") != std::string::npos);
}

TEST_CASE("a kernel without cgroup.kill gives no home and keeps no folder") {
  const Hierarchy tree;
  CHECK(tree.home().missing == "this kernel has no cgroup.kill");
  CHECK_FALSE(fs::exists(tree.ours()));
}

TEST_CASE("what is handed down is what can be limited") {
  const Hierarchy tree;
  write(tree.ours() / "cgroup.kill", "");
  CgroupHome home = tree.home();
  CHECK(home.folder == tree.ours());
  CHECK_FALSE(home.memory);
  CHECK(home.missing.find("the controllers memory and pids are not in") == 0);
  write(tree.here / "cgroup.controllers", "cpu memory pids\n");
  write(tree.here / "cgroup.subtree_control", "memory pids\n");
  write(tree.ours() / "cgroup.subtree_control", "");
  home = tree.home();
  CHECK(read(tree.ours() / "cgroup.subtree_control") == "+memory +pids");
}

TEST_CASE("a box of none is empty, has no memory kills and may be killed") {
  const Cgroup none;
  CHECK(none.fd() == -1);
  CHECK(none.empty());
  CHECK(none.memory_kills() == 0);
  none.kill();
}
