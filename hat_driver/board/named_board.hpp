#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/pages.hpp"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace cupola::board {

/// The name a program looks for when it is told none.
inline constexpr std::string_view kDefaultBoardName = "emulator";

/// Where the boards of this user meet: $XDG_RUNTIME_DIR/cupola, or /tmp/cupola-<uid> without one.
std::filesystem::path board_folder();

/// Who came through a door: the process that connected (0: it cannot be seen from here), and a pidfd of it,
/// which becomes readable when it ends; none if it has ended already.
struct Visitor {
  pid_t pid = 0;
  base::UniqueFd process;
};

/// A board that programs of the same user find by name: `folder/<name>` is a socket (mode 0600) that hands
/// the two descriptors to whoever connects, and the lock on `folder/<name>.lock` says that the owner lives.
class BoardDoor {
 public:
  /// Opens the door to `pages`, which are borrowed. Makes the folder (mode 0700) and clears what a killed
  /// owner left. Throws std::invalid_argument for a name that is not 1–32 of A–Z a–z 0–9 _ -;
  /// std::system_error if a living owner has the name (EADDRINUSE), the folder belongs to or is open to
  /// somebody else (EPERM), or the path is too long for a socket (ENAMETOOLONG).
  static BoardDoor open(const BoardPages& pages, const std::filesystem::path& folder, std::string_view name);
  BoardDoor(BoardDoor&&) = default;
  BoardDoor& operator=(BoardDoor&&) = delete;
  ~BoardDoor();

  /// Readable when somebody waits; for poll.
  int fd() const { return socket_.get(); }
  /// Hands the descriptors to everybody who waits, and says who that was. Never blocks; who goes away
  /// meanwhile is no error.
  std::vector<Visitor> serve_waiting();
  /// From now on hands out these pages, which are borrowed.
  void offer(const BoardPages& pages) { pages_ = &pages; }

 private:
  BoardDoor() = default;
  const BoardPages* pages_ = nullptr;
  std::filesystem::path socket_path_;
  base::UniqueFd lock_;
  base::UniqueFd socket_;
};

/// Whether the owner of the board `name` lives. Throws std::invalid_argument for a bad name,
/// std::system_error if it lives in a folder that is not this user's alone.
bool has_owner(const std::filesystem::path& folder, std::string_view name);

/// The process that owns the board `name`, if its owner lives and has had the time to say so: for people, to
/// be told who has the name. Throws std::invalid_argument for a bad name.
std::optional<pid_t> board_owner(const std::filesystem::path& folder, std::string_view name);

/// What comes through the door: the arguments of ProgramSide::open and OpenedPages::open.
struct BoardDescriptors {
  base::UniqueFd world;
  base::UniqueFd program;
};

/// The board `name`, if its owner lives. Waits for the owner's answer, at most `patience` (ETIMEDOUT).
/// Throws std::invalid_argument for a bad name, std::system_error if the owner lives and yet gives no board.
std::optional<BoardDescriptors> find_board(const std::filesystem::path& folder, std::string_view name,
                                           std::chrono::milliseconds patience = std::chrono::seconds(1));

}  // namespace cupola::board
