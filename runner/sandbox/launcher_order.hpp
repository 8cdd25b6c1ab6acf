#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cupola::sandbox {

/// What the supervisor orders the launcher to do; travels as "key=value" arguments.
struct LauncherOrder {
  int status = -1;        ///< write end; the init's alone
  int lifeline = -1;      ///< read end; its end-of-file says that the supervisor is gone
  int report = -1;        ///< write end, the program's process
  int go = -1;            ///< read end: one byte starts the program
  int handed = 0;         ///< descriptors 3 … 3+handed-1 stay open in the program
  std::int64_t uid = -1;  ///< -1: stay who we are
  std::int64_t memory = 0;
  std::int64_t cpu_s = 0;
  std::int64_t processes = 0;
  std::int64_t files = 0;
  std::int64_t file_size = 0;
  int results = 0;           ///< 1: the program may write in its working directory
  std::string name{};        ///< of the program, in the working directory
  std::string packages{};    ///< folder added to sys.path
  std::string preimports{};  ///< modules imported before the start, each followed by a space

  friend bool operator==(const LauncherOrder&, const LauncherOrder&) = default;
};

std::vector<std::string> to_arguments(const LauncherOrder& order);
/// Throws std::invalid_argument that names the argument.
LauncherOrder parse_order(const std::vector<std::string>& arguments);

}  // namespace cupola::sandbox
