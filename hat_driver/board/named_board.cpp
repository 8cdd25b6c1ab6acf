#include "hat_driver/board/named_board.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unix_socket.hpp"
#include "hat_driver/board/descriptor_passing.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace cupola::board {
namespace {

using base::throw_errno;
using base::UniqueFd;
namespace fs = std::filesystem;

void check_name(std::string_view name) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  if (name.empty() || name.size() > 32 || name.find_first_not_of(kAllowed) != std::string_view::npos) {
    throw std::invalid_argument("a board's name must be 1-32 letters, digits, _ or -, got \"" +
                                std::string(name) + "\"");
  }
}

/// The folder must be ours alone: in /tmp anybody could have made it first.
void prepare_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw_errno("make folder", folder.string());
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) throw_errno("examine folder", folder.string());
  if (!S_ISDIR(status.st_mode)) throw_errno(ENOTDIR, "use folder", folder.string());
  if (status.st_uid != ::geteuid() || (status.st_mode & 077) != 0) {
    throw_errno(EPERM, "use folder", folder.string() + " (it must be this user's, mode 0700)");
  }
}

fs::path lock_path(const fs::path& folder, std::string_view name) {
  return folder / (std::string(name) + ".lock");
}

/// Whether somebody holds the lock: nobody's file, or a file nobody has locked, is a board without an owner.
bool owner_lives(const fs::path& path) {
  const UniqueFd lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!lock.valid()) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    throw_errno("open", path.string());
  }
  return ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

/// For people only: whether the owner lives is said by the lock, never by this number.
void note_owner(int lock, const fs::path& path) {
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, pid.data(), pid.size(), 0) != std::ssize(pid))
    throw_errno("write", path.string());
}

Visitor visitor_at(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0) return {};
  return {.pid = peer.pid, .process = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, peer.pid, 0)))};
}

}  // namespace

fs::path board_folder() {
  const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && *runtime != '\0') return fs::path(runtime) / "cupola";
  return "/tmp/cupola-" + std::to_string(::geteuid());
}

BoardDoor BoardDoor::open(const BoardPages& pages, const fs::path& folder, std::string_view name) {
  check_name(name);
  prepare_folder(folder);
  BoardDoor door;
  door.pages_ = &pages;
  const fs::path path = lock_path(folder, name);
  door.lock_ = UniqueFd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!door.lock_.valid()) throw_errno("open", path.string());
  if (::flock(door.lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    throw_errno(errno == EWOULDBLOCK ? EADDRINUSE : errno, "open board", name);
  }
  note_owner(door.lock_.get(), path);
  // With the lock in hand, a socket of that name can only be what a killed owner left behind.
  door.socket_ = base::listen_at(folder / name, SOCK_STREAM);
  door.socket_path_ = folder / name;
  return door;
}

BoardDoor::~BoardDoor() {
  // The lock file stays: to remove it would let two owners hold locks on two files of one name.
  if (socket_.valid()) ::unlink(socket_path_.c_str());
}

std::vector<Visitor> BoardDoor::serve_waiting() {
  std::vector<Visitor> visitors;
  for (int i = 0; i < SOMAXCONN; ++i) {
    const UniqueFd visitor(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!visitor.valid()) break;
    send_descriptors(visitor.get(), {pages_->world_fd(), pages_->program_fd()});
    visitors.push_back(visitor_at(visitor.get()));
  }
  return visitors;
}

std::optional<pid_t> board_owner(const fs::path& folder, std::string_view name) {
  check_name(name);
  const fs::path path = lock_path(folder, name);
  if (!owner_lives(path)) return std::nullopt;
  const UniqueFd lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  char text[17] = {};
  const ssize_t size = lock.valid() ? ::pread(lock.get(), text, sizeof text - 1, 0) : 0;
  pid_t pid = 0;
  const auto end = std::from_chars(text, text + std::max<ssize_t>(size, 0), pid).ptr;
  return pid > 0 && *end == '\n' ? std::optional(pid) : std::nullopt;
}

bool has_owner(const fs::path& folder, std::string_view name) {
  check_name(name);
  if (!owner_lives(lock_path(folder, name))) return false;
  prepare_folder(folder);
  return true;
}

std::optional<BoardDescriptors> find_board(const fs::path& folder, std::string_view name,
                                           std::chrono::milliseconds patience) {
  if (!has_owner(folder, name)) return std::nullopt;
  const fs::path path = folder / name;
  const UniqueFd socket = base::connect_to(path, SOCK_STREAM);
  pollfd waiting{.fd = socket.get(), .events = POLLIN, .revents = 0};
  const int ready = ::poll(&waiting, 1, static_cast<int>(patience.count()));
  if (ready <= 0) throw_errno(ready == 0 ? ETIMEDOUT : errno, "wait for board", path.string());
  auto received = receive_descriptors(socket.get());
  if (!received) throw_errno(EPROTO, "receive board from", path.string());
  return BoardDescriptors{std::move((*received)[0]), std::move((*received)[1])};
}

}  // namespace cupola::board
