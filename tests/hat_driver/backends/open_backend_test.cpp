#include <cupola/hat/open_backend.hpp>

#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/pages.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

#include <poll.h>

using namespace cupola::hat;
namespace board = cupola::board;

namespace {

/// Boards meet in a folder of this test's own while it lives, and there is no display to start an emulator
/// on.
class OwnRuntimeFolder {
 public:
  OwnRuntimeFolder() {
    if (const char* value = std::getenv("XDG_RUNTIME_DIR")) before_ = value;
    ::setenv("XDG_RUNTIME_DIR", folder_.path().c_str(), 1);
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY"}) ::unsetenv(display);
  }
  OwnRuntimeFolder(const OwnRuntimeFolder&) = delete;
  OwnRuntimeFolder& operator=(const OwnRuntimeFolder&) = delete;
  ~OwnRuntimeFolder() { ::setenv("XDG_RUNTIME_DIR", before_.c_str(), 1); }

 private:
  cupola::tests::TemporaryFolder folder_;
  std::string before_;
};

/// Opens a choice while the owner of `door` answers one caller.
std::unique_ptr<Backend> open_at(board::BoardDoor& door, const BackendChoice& choice) {
  std::thread owner([&door] {
    pollfd waiting{door.fd(), POLLIN, 0};
    ::poll(&waiting, 1, 10'000);
    door.serve_waiting();
  });
  auto backend = open_backend(choice);
  owner.join();
  return backend;
}

}  // namespace

TEST_CASE("values that no variable may have are refused by name") {
  CHECK_THROWS_WITH_AS(open_backend({.backend = "memmory", .board = "", .profile = ""}),
                       "SENSE_HAT_BACKEND must be auto, memory, board or hardware, got memmory",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(open_backend({.backend = "memory", .board = "", .profile = "v3"}),
                       "CUPOLA_PROFILE must be flight, retail-v2 or v1, got v3", std::invalid_argument);
  for (const char* board : {"fd:", "fd:1", "fd:1,", "fd:1,2,3", "fd: 1,2", "1,2", "two words", "fd:1,-2"}) {
    CHECK_THROWS_AS(open_backend({.backend = "auto", .board = board, .profile = ""}), std::invalid_argument);
  }
}

TEST_CASE("descriptors that are not open are the world's failure") {
  CHECK_THROWS_AS(open_backend({.backend = "board", .board = "fd:900,901", .profile = ""}),
                  std::system_error);
}

TEST_CASE("memory takes its profile and is flight without one") {
  CHECK(open_backend({.backend = "memory", .board = "", .profile = ""})->profile() == Profile::Flight);
  CHECK(open_backend({.backend = "memory", .board = "", .profile = "v1"})->profile() == Profile::V1);
  CHECK(open_backend({.backend = "memory", .board = "fd:1,2", .profile = ""})->humidity()->humidity_percent ==
        45);
}

TEST_CASE("without a running board there is no HAT") {
  const OwnRuntimeFolder runtime;
  for (const char* name : {"", "kitchen"}) {
    CHECK_THROWS_AS(open_backend({.backend = "auto", .board = name, .profile = ""}), std::system_error);
  }
}

TEST_CASE("a running emulator is found without a name, any other board by its name") {
  const OwnRuntimeFolder runtime;
  const auto emulator = board::BoardPages::create(Profile::RetailV2);
  const auto kitchen = board::BoardPages::create(Profile::V1);
  auto emulator_door = board::BoardDoor::open(emulator, board::board_folder(), board::kDefaultBoardName);
  auto kitchen_door = board::BoardDoor::open(kitchen, board::board_folder(), "kitchen");
  CHECK(open_at(emulator_door, {})->profile() == Profile::RetailV2);
  CHECK(open_at(emulator_door, {.backend = "board", .board = "", .profile = ""})->profile() ==
        Profile::RetailV2);
  CHECK(open_at(kitchen_door, {.backend = "auto", .board = "kitchen", .profile = ""})->profile() ==
        Profile::V1);
}
