#include "hat_driver/board/pages.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/board/program_side.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <system_error>

using namespace cupola::board;
using cupola::base::Access;
using cupola::base::Mapping;
using cupola::base::UniqueFd;
namespace hat = cupola::hat;

namespace {

UniqueFd reopen_writable(int fd) {
  return UniqueFd(::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_RDWR | O_CLOEXEC));
}

UniqueFd memory_file(std::size_t size, int seals) {
  UniqueFd fd(::memfd_create("test", MFD_ALLOW_SEALING | MFD_CLOEXEC));
  REQUIRE(fd.valid());
  REQUIRE(::ftruncate(fd.get(), static_cast<off_t>(size)) == 0);
  REQUIRE(::fcntl(fd.get(), F_ADD_SEALS, seals) == 0);
  return fd;
}

std::string refusal(int world_fd, int program_fd) {
  try {
    ProgramSide::open(world_fd, program_fd);
  } catch (const std::system_error& error) {
    return error.what();
  }
  return {};
}

constexpr int kAllSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;

bool tells(const std::string& message, const char* part) { return message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the world page cannot be written by whoever gets its descriptor") {
  BoardPages board = BoardPages::create(hat::Profile::Flight);
  const UniqueFd again = reopen_writable(board.world_fd());
  REQUIRE(again.valid());
  for (const int fd : {board.world_fd(), again.get()}) {
    CHECK_THROWS_AS(Mapping::open(fd, sizeof(WorldPage), Access::ReadWrite), std::system_error);
    CHECK(::pwrite(fd, "x", 1, 0) == -1);
    CHECK(::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096) == -1);
    const Mapping readable = Mapping::open(fd, sizeof(WorldPage), Access::ReadOnly);
    CHECK(::mprotect(readable.data(), readable.size(), PROT_READ | PROT_WRITE) == -1);
  }
  board.world().chips.store(7);
  CHECK(OpenedPages::open(board.world_fd(), board.program_fd(), Access::ReadOnly).world().chips.load() == 7);
}

TEST_CASE("neither page can be shrunk, grown or sealed further") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  for (const int fd : {board.world_fd(), board.program_fd()}) {
    const UniqueFd again = reopen_writable(fd);
    REQUIRE(again.valid());
    CHECK(::ftruncate(again.get(), 0) == -1);
    CHECK(::ftruncate(again.get(), 1 << 24) == -1);
    CHECK(::fcntl(again.get(), F_ADD_SEALS, F_SEAL_FUTURE_WRITE) == -1);
    CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
  }
}

TEST_CASE("refuses descriptors that are no board, by page and reason") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  const int world = board.world_fd();
  const int program = board.program_fd();
  CHECK(tells(refusal(-1, program), "world page (descriptor -1) is not a sealed memory file"));
  const UniqueFd file(::open("/dev/null", O_RDWR | O_CLOEXEC));
  CHECK(tells(refusal(world, file.get()), "program page"));
  CHECK(tells(refusal(program, world), "world page lacks a seal"));
  const UniqueFd unsealed = memory_file(sizeof(WorldPage), F_SEAL_GROW);
  CHECK(tells(refusal(unsealed.get(), program), "world page lacks a seal"));
  const UniqueFd small = memory_file(4096, kAllSeals);
  CHECK(tells(refusal(small.get(), program), "world page has 4096 bytes, expected 8192"));
  const UniqueFd zeros = memory_file(sizeof(ProgramPage), F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  CHECK(tells(refusal(world, zeros.get()), "program page has a wrong magic"));
}

TEST_CASE("refuses a page with another magic, version or size") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  struct Case {
    PageHeader header;
    const char* reason;
  };
  for (const Case& wrong :
       {Case{{kProgramMagic, kVersion, sizeof(WorldPage)}, "wrong magic"},
        Case{{kWorldMagic, kVersion + 1, sizeof(WorldPage)}, "version 2, this library reads 1"},
        Case{{kWorldMagic, kVersion, 4096}, "wrong size"}}) {
    UniqueFd fd(::memfd_create("test", MFD_ALLOW_SEALING | MFD_CLOEXEC));
    REQUIRE(::ftruncate(fd.get(), sizeof(WorldPage)) == 0);
    REQUIRE(::pwrite(fd.get(), &wrong.header, sizeof wrong.header, 0) == ssize_t{sizeof wrong.header});
    REQUIRE(::fcntl(fd.get(), F_ADD_SEALS, kAllSeals) == 0);
    CHECK(tells(refusal(fd.get(), board.program_fd()), wrong.reason));
  }
}

TEST_CASE("a fresh board says its profile and chips and holds nothing yet") {
  for (const auto profile : {hat::Profile::Flight, hat::Profile::RetailV2, hat::Profile::V1}) {
    const BoardPages board = BoardPages::create(profile);
    const ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
    CHECK(program.profile() == profile);
    CHECK(program.has(Chip::Hts221));
    CHECK(program.has(Chip::Colour) == (profile != hat::Profile::V1));
    CHECK_FALSE(program.humidity().has_value());
    CHECK_FALSE(program.pressure().has_value());
    CHECK_FALSE(program.motion().has_value());
    CHECK_FALSE(program.light().has_value());
    CHECK(program.stick_events() == 0);
    CHECK(program.frame() == hat::Frame{});
    CHECK(program.gamma() == hat::kDefaultGamma);
  }
}
