#include "hat_driver/backends/find_emulator.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/open_backend.hpp>

#include <doctest/doctest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

using namespace cupola::hat;
namespace backends = cupola::backends;
namespace fs = std::filesystem;

namespace {

/// A machine with a display and nothing on PATH but what a test puts there. A case is a process of its own,
/// so nothing has to be put back.
struct Machine {
  Machine() {
    ::setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1);
    ::setenv("PATH", folder.path().c_str(), 1);
    ::setenv("DISPLAY", ":99", 1);
    ::setenv("WAYLAND_DISPLAY", "", 1);
  }
  std::string emulator_is(const std::string& text) const {
    const fs::path path = folder / backends::kEmulatorProgram;
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_all);
    return path.string();
  }
  cupola::tests::TemporaryFolder folder;
};

int error_of(const BackendChoice& choice, Waiting& waiting) {
  try {
    open_backend(choice, waiting);
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

}  // namespace

TEST_CASE("an emulator that dies at once is given five seconds and no more") {
  const Machine machine;
  machine.emulator_is("#!/bin/sh\nexit 1\n");
  cupola::tests::TestWaiting waiting;
  CHECK(error_of({}, waiting) == ENODEV);
  CHECK(waiting.now_ns() == 5'000'000'000);
  CHECK(waiting.waits() == 250);
}

TEST_CASE("an emulator that cannot be executed is not waited for") {
  const Machine machine;
  machine.emulator_is("#!/no/such/interpreter\n");
  cupola::tests::TestWaiting waiting;
  CHECK(error_of({}, waiting) == ENODEV);
  CHECK(waiting.waits() == 0);
}

TEST_CASE("waiting for an emulator can be broken off") {
  const Machine machine;
  machine.emulator_is("#!/bin/sh\nexit 1\n");
  cupola::tests::TestWaiting waiting;
  waiting.on_wait = [] { throw std::runtime_error("Ctrl+C"); };
  CHECK_THROWS_WITH_AS(open_backend({}, waiting), "Ctrl+C", std::runtime_error);
}

TEST_CASE("nothing is started for a board that was named, for board, or without a display") {
  const Machine machine;
  machine.emulator_is("#!/bin/sh\nexit 1\n");
  cupola::tests::TestWaiting waiting;
  CHECK(error_of({.backend = "auto", .board = "kitchen", .profile = ""}, waiting) == ENODEV);
  CHECK(error_of({.backend = "board", .board = "", .profile = ""}, waiting) == ENODEV);
  ::setenv("DISPLAY", "", 1);
  CHECK(error_of({}, waiting) == ENODEV);
  CHECK(waiting.waits() == 0);
  ::setenv("WAYLAND_DISPLAY", "wayland-0", 1);
  CHECK(error_of({}, waiting) == ENODEV);
  CHECK(waiting.waits() > 0);
}

TEST_CASE("the emulator is an executable file in an absolute folder of PATH") {
  const Machine machine;
  CHECK_FALSE(backends::find_emulator());
  const std::string path = machine.emulator_is("");
  CHECK(backends::find_emulator() == path);
  ::setenv("PATH", ("/no/such:" + machine.folder.path().string() + ":/usr/bin").c_str(), 1);
  CHECK(backends::find_emulator() == path);
  fs::current_path(machine.folder.path());
  for (const char* search : {"", ".", ":", "/no/such", ".:/no/such:"}) {
    ::setenv("PATH", search, 1);
    CHECK_FALSE(backends::find_emulator());
  }
  ::setenv("PATH", machine.folder.path().c_str(), 1);
  fs::permissions(path, fs::perms::owner_read);
  CHECK_FALSE(backends::find_emulator());
  fs::remove(path);
  fs::create_directory(path);
  CHECK_FALSE(backends::find_emulator());
  fs::current_path("/");
}
