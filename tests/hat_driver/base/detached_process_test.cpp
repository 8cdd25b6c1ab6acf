#include "hat_driver/base/detached_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <sys/wait.h>

using cupola::base::start_detached;
namespace fs = std::filesystem;

namespace {

std::string program(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
  fs::permissions(path, fs::perms::owner_all);
  return path.string();
}

void check_no_child() {
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

}  // namespace

TEST_CASE("a detached process is no child of the program") {
  const cupola::tests::TemporaryFolder folder;
  start_detached({program(folder / "a", "#!/bin/sh\nexit 1\n"), "an argument"});
  check_no_child();
}

TEST_CASE("what cannot be executed says why and leaves no child") {
  const cupola::tests::TemporaryFolder folder;
  const std::string path = program(folder / "a", "#!/no/such/interpreter\n");
  CHECK_THROWS_WITH_AS(start_detached({path}), ("start " + path + ": No such file or directory").c_str(),
                       std::system_error);
  check_no_child();
}
