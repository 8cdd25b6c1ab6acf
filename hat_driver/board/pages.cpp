#include "hat_driver/board/pages.hpp"

#include "hat_driver/base/futex.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/board/samples.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace cupola::board {
namespace {

using base::throw_errno;

constexpr int kFixedSize = F_SEAL_SHRINK | F_SEAL_GROW;
constexpr int kWorldSeals = kFixedSize | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;
constexpr int kProgramSeals = kFixedSize | F_SEAL_SEAL;

base::UniqueFd make_memory_file(const char* name, std::size_t size) {
  base::UniqueFd fd(::memfd_create(name, MFD_ALLOW_SEALING | MFD_CLOEXEC));
  if (!fd.valid()) throw_errno("create memory file", name);
  if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0) throw_errno("size memory file", name);
  return fd;
}

void seal(int fd, int seals, const char* name) {
  if (::fcntl(fd, F_ADD_SEALS, seals) != 0) throw_errno("seal memory file", name);
}

/// What is wrong with a page is told as one sentence in the place of the subject.
[[noreturn]] void refuse(int error, const char* page, const std::string& what) {
  throw_errno(error, "open board", std::string(page) + " page " + what);
}

void check_file(int fd, std::size_t size, int seals, const char* page) {
  const int present = ::fcntl(fd, F_GET_SEALS);
  if (present < 0) refuse(errno, page, "(descriptor " + std::to_string(fd) + ") is not a sealed memory file");
  if ((present & seals) != seals) refuse(EPERM, page, "lacks a seal");
  struct stat status {};
  if (::fstat(fd, &status) != 0) refuse(errno, page, "cannot be examined");
  if (status.st_size != static_cast<off_t>(size)) {
    refuse(EINVAL, page,
           "has " + std::to_string(status.st_size) + " bytes, expected " + std::to_string(size));
  }
}

void check_header(const PageHeader& seen, std::uint64_t magic, std::size_t size, const char* page) {
  const PageHeader header = seen;
  if (header.magic != magic) refuse(EINVAL, page, "has a wrong magic");
  if (header.version != kVersion) {
    refuse(
        EPROTONOSUPPORT, page,
        "has version " + std::to_string(header.version) + ", this library reads " + std::to_string(kVersion));
  }
  if (header.size != size) refuse(EINVAL, page, "says a wrong size");
}

}  // namespace

BoardPages BoardPages::create(hat::Profile profile) {
  BoardPages pages;
  pages.world_fd_ = make_memory_file("cupola-world", sizeof(WorldPage));
  pages.program_fd_ = make_memory_file("cupola-program", sizeof(ProgramPage));

  // Our writable mapping must exist before the seal that forbids every later one.
  pages.world_ = base::Mapping::open(pages.world_fd(), sizeof(WorldPage), base::Access::ReadWrite);
  WorldPage& world = pages.world();
  world.header = {.magic = kWorldMagic, .version = kVersion, .size = sizeof(WorldPage)};
  world.profile = static_cast<std::uint32_t>(profile);
  world.chips.store(chips_of(profile), std::memory_order_relaxed);
  seal(pages.world_fd(), kFixedSize | F_SEAL_FUTURE_WRITE, "cupola-world");
  seal(pages.world_fd(), F_SEAL_SEAL, "cupola-world");

  const PageHeader header{.magic = kProgramMagic, .version = kVersion, .size = sizeof(ProgramPage)};
  if (::pwrite(pages.program_fd(), &header, sizeof header, 0) != ssize_t{sizeof header}) {
    throw_errno("write memory file", "cupola-program");
  }
  seal(pages.program_fd(), kProgramSeals, "cupola-program");
  pages.program_ = base::Mapping::open(pages.program_fd(), sizeof(ProgramPage), base::Access::ReadOnly);
  return pages;
}

void BoardPages::forget_claims() {
  const std::uint64_t none = 0;
  if (::pwrite(program_fd(), &none, sizeof none, offsetof(ProgramPage, claims)) != ssize_t{sizeof none}) {
    throw_errno("write memory file", "cupola-program");
  }
}

void BoardPages::show_ticket(std::uint32_t ticket) {
  if (::pwrite(program_fd(), &ticket, sizeof ticket, offsetof(ProgramPage, wake)) != ssize_t{sizeof ticket}) {
    throw_errno("write memory file", "cupola-program");
  }
  base::futex_wake_all(program().wake);
}

OpenedPages OpenedPages::open(int world_fd, int program_fd, base::Access program_access) {
  check_file(world_fd, sizeof(WorldPage), kWorldSeals, "world");
  check_file(program_fd, sizeof(ProgramPage), kProgramSeals, "program");
  OpenedPages pages;
  pages.world_ = base::Mapping::open(world_fd, sizeof(WorldPage), base::Access::ReadOnly);
  pages.program_ = base::Mapping::open(program_fd, sizeof(ProgramPage), program_access);
  check_header(pages.world().header, kWorldMagic, sizeof(WorldPage), "world");
  check_header(pages.program().header, kProgramMagic, sizeof(ProgramPage), "program");
  return pages;
}

}  // namespace cupola::board
