// The headless emulator in a process of its own, which a program of this one finds by name.
#include "emulator/app/headless.hpp"

#include "hat_driver/board/program_side.hpp"
#include "tests/hat_driver/board/child.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <system_error>
#include <thread>

using namespace cupola;
using namespace std::chrono_literals;
using cupola::tests::Child;
using cupola::tests::TemporaryFolder;

namespace {

struct Desk {
  Desk() { ::setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1); }
  std::filesystem::path script(const char* text) const {
    std::ofstream(folder / "script") << text;
    return folder / "script";
  }
  TemporaryFolder folder;
};

/// Waits until the board is there; whoever is to serve it may still be starting.
board::ProgramSide open_program(Child& server) {
  while (server.running()) {
    try {
      if (const auto found = board::find_board(board::board_folder(), "kitchen", 20s)) {
        return board::ProgramSide::open(found->world.get(), found->program.get());
      }
    } catch (const std::system_error&) {
      // It has the lock and is not yet at the door.
    }
    std::this_thread::yield();
  }
  throw std::runtime_error("the server ended");
}

}  // namespace

TEST_CASE("a script that is wrong or missing is said before any board is there") {
  const Desk desk;
  CHECK(app::run_headless({.board = "kitchen", .script = desk.folder / "none"}) == 3);
  CHECK(app::run_headless({.board = "kitchen", .script = desk.script("{\"at\":1}")}) == 2);
  CHECK_FALSE(board::has_owner(board::board_folder(), "kitchen"));
  CHECK(app::run_headless({.board = "no name"}) == 2);
}

TEST_CASE(
    "a board is served until SIGTERM, its script moves the world and the joystick, and its name is its own") {
  const Desk desk;
  const auto script = desk.script(
      "{\"at\":0,\"pressure\":800,\"response\":\"instant\"}\n"
      "{\"at\":0.01,\"joystick\":\"right\"}\n");
  Child server([&] {
    return app::run_headless({.board = "kitchen", .profile = hat::Profile::V1, .seed = 3, .script = script});
  });
  const board::ProgramSide program = open_program(server);
  CHECK(program.profile() == hat::Profile::V1);
  CHECK(app::run_headless({.board = "kitchen"}) == 3);
  while (server.running() && (program.pressure()->pressure_hpa > 801 || program.stick_events() < 2)) {
    std::this_thread::yield();
  }
  std::uint64_t cursor = 0;
  CHECK(program.next_stick_event(cursor)->direction == hat::Direction::Right);
  CHECK(program.next_stick_event(cursor)->action == hat::Action::Released);
  server.kill(SIGTERM);
  CHECK(server.wait() == 0);
  CHECK_FALSE(board::has_owner(board::board_folder(), "kitchen"));
}
