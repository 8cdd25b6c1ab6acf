#pragma once

#include "hat_driver/board/named_board.hpp"

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace cupola::serve {

/// A process that came for the board.
struct Program {
  pid_t pid = 0;
  std::string name;  ///< for people: the script's file name, or what else the command line says
  bool running = false;
};

/// What all of them together are: none came yet, at least one lives, all have gone.
enum class ProgramState { None, Running, Gone };

/// The programs of a board, each with a descriptor that tells when it ends: no goodbye is needed, a killed
/// program cannot send one.
class Programs {
 public:
  /// Takes in who came through the door. Those that have gone are forgotten when a new one comes.
  void take_in(board::Visitor visitor);
  /// Finds those that have ended since; true if there are any.
  bool reap();

  bool any_running() const { return state() == ProgramState::Running; }
  ProgramState state() const;
  std::vector<Program> list() const;
  /// Readable when a program has ended; for poll.
  std::vector<int> fds() const;

 private:
  struct Tracked {
    Program program;
    base::UniqueFd process;
  };
  std::vector<Tracked> tracked_;
};

/// What to call a process with this command line (`/proc/PID/cmdline`, arguments that end in NUL): the Python
/// file it runs, "Thonny" and "IDLE" for theirs, else its program file. At most 64 bytes of UTF-8 without
/// control characters; "a program" if the line says nothing.
std::string program_name(std::string_view command_line);

/// The name of a living process; "a program" if it cannot be read.
std::string program_name(pid_t pid);

}  // namespace cupola::serve
