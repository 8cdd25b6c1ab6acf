#include "hat_driver/board/named_board.hpp"

#include "hat_driver/board/descriptor_passing.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/program_view.hpp"
#include "tests/hat_driver/board/child.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

using namespace cupola::board;
using namespace std::chrono_literals;
using cupola::tests::Child;
using cupola::tests::TemporaryFolder;
namespace hat = cupola::hat;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

template <typename Call>
int error_of(Call call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

}  // namespace

TEST_CASE("a name that could leave the folder, or is none, is refused") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  for (const char* name : {"", "../x", "a/b", "a.lock", "a b", "a234567890123456789012345678901234"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(BoardDoor::open(pages, folder / "c", name), std::invalid_argument);
    CHECK_THROWS_AS(find_board(folder / "c", name), std::invalid_argument);
  }
}

TEST_CASE("a folder that is open to others, or no folder, is not used") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  fs::create_directory(folder / "open");
  fs::permissions(folder / "open", fs::perms::owner_all | fs::perms::others_exec);
  CHECK(error_of([&] { BoardDoor::open(pages, folder / "open", "b"); }) == EPERM);
  std::ofstream(folder / "file") << "x";
  CHECK(error_of([&] { BoardDoor::open(pages, folder / "file", "b"); }) == ENOTDIR);
  fs::create_directory_symlink(folder.path(), folder / "link");
  CHECK(error_of([&] { BoardDoor::open(pages, folder / "link", "b"); }) == ENOTDIR);
  const fs::path deep = folder / std::string(100, 'd');
  CHECK(error_of([&] { BoardDoor::open(pages, deep, "b"); }) == ENAMETOOLONG);
}

TEST_CASE("no board is found where no owner lives") {
  const TemporaryFolder folder;
  CHECK_FALSE(find_board(folder / "none", "b"));
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  { const BoardDoor door = BoardDoor::open(pages, folder / "c", "b"); }
  CHECK_FALSE(fs::exists(folder / "c" / "b"));
  CHECK_FALSE(find_board(folder / "c", "b"));
}

TEST_CASE("a living owner keeps the name to itself") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  const BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
  CHECK(error_of([&] { BoardDoor::open(pages, folder / "c", "b"); }) == EADDRINUSE);
  CHECK(fs::exists(folder / "c" / "b"));
  CHECK(mode_of(folder / "c") == 0700);
  CHECK(mode_of(folder / "c" / "b") == 0600);
  const BoardDoor other = BoardDoor::open(pages, folder / "c", "other");
}

TEST_CASE("an owner that lives and does not answer is a time-out, not a wait for ever") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  const BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
  CHECK(error_of([&] { find_board(folder / "c", "b", 0ms); }) == ETIMEDOUT);
}

TEST_CASE("what a killed owner left is cleared by the next") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  Child owner([&] {
    const BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
    ::raise(SIGKILL);
    return 0;
  });
  CHECK(owner.wait() == -SIGKILL);
  CHECK(fs::exists(folder / "c" / "b"));
  CHECK_FALSE(find_board(folder / "c", "b"));
  const BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
  CHECK(fs::exists(folder / "c" / "b"));
}

TEST_CASE("a program of another process finds a board by name and draws on it") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
  hat::Frame frame;
  frame.pixels[9] = 0x1234;
  Child program([&] {
    auto board = find_board(folder / "c", "b", 20s);
    if (!board) return 1;
    ProgramSide side = ProgramSide::open(board->world.get(), board->program.get());
    side.set_frame(frame, 5);
    return side.profile() == hat::Profile::RetailV2 ? 0 : 2;
  });
  while (program.running()) door.serve_waiting();
  CHECK(program.wait() == 0);
  REQUIRE(ProgramView(pages.program()).picture());
  CHECK(ProgramView(pages.program()).picture()->frame == frame);
}

TEST_CASE("the owner learns which process came, and when it ends") {
  const TemporaryFolder folder;
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
  CHECK(door.serve_waiting().empty());
  Child program([&] {
    const auto board = find_board(folder / "c", "b", 20s);
    ::pause();
    return board ? 0 : 1;
  });
  std::vector<Visitor> visitors;
  while (visitors.empty()) visitors = door.serve_waiting();
  REQUIRE(visitors.size() == 1);
  CHECK(visitors[0].pid == program.pid());
  pollfd life{.fd = visitors[0].process.get(), .events = POLLIN, .revents = 0};
  CHECK(::poll(&life, 1, 0) == 0);
  program.kill();
  CHECK(::poll(&life, 1, 20'000) == 1);
}

TEST_CASE("a living owner can be named, a dead one not") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(board_owner(folder / "c", "../x"), std::invalid_argument);
  CHECK_FALSE(board_owner(folder / "c", "b"));
  const BoardPages pages = BoardPages::create(hat::Profile::RetailV2);
  {
    const BoardDoor door = BoardDoor::open(pages, folder / "c", "b");
    CHECK(board_owner(folder / "c", "b") == ::getpid());
    for (const char* text : {"", "4x\n", "-1\n", "0\n", "12", "99999999999999999999999\n"}) {
      CAPTURE(text);
      std::ofstream(folder / "c" / "b.lock") << text;
      CHECK_FALSE(board_owner(folder / "c", "b"));
    }
  }
  CHECK_FALSE(board_owner(folder / "c", "b"));
}

TEST_CASE("a door can come to lead to another board") {
  const TemporaryFolder folder;
  const BoardPages old = BoardPages::create(hat::Profile::RetailV2);
  const BoardPages fresh = BoardPages::create(hat::Profile::V1);
  BoardDoor door = BoardDoor::open(old, folder / "c", "b");
  door.offer(fresh);
  Child program([&] {
    const auto board = find_board(folder / "c", "b", 20s);
    if (!board) return 1;
    return ProgramSide::open(board->world.get(), board->program.get()).profile() == hat::Profile::V1 ? 0 : 2;
  });
  while (program.running()) door.serve_waiting();
  CHECK(program.wait() == 0);
}

TEST_CASE("what is not two descriptors is not taken") {
  int pair[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
  const cupola::base::UniqueFd here(pair[0]);
  cupola::base::UniqueFd there(pair[1]);
  REQUIRE(::write(there.get(), "B", 1) == 1);
  CHECK_FALSE(receive_descriptors(here.get()));
  REQUIRE(send_descriptors(there.get(), {0, 1}));
  const auto received = receive_descriptors(here.get());
  REQUIRE(received);
  CHECK((*received)[0].valid());
  there.reset();
  CHECK_FALSE(receive_descriptors(here.get()));
  CHECK_FALSE(send_descriptors(here.get(), {0, 1}));
}
