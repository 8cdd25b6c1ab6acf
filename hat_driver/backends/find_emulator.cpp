#include "hat_driver/backends/find_emulator.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace cupola::backends {
namespace {

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool executable(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

/// Errors of a board whose owner has the lock but is not yet at the door, or of a signal meanwhile.
bool may_pass(int error) {
  return error == ENOENT || error == ECONNREFUSED || error == ETIMEDOUT || error == EPROTO || error == EINTR;
}

std::optional<board::BoardDescriptors> look_for_emulator() {
  // One picture of a slow display may pass before the owner looks at its door.
  constexpr std::chrono::milliseconds kAnswerPatience{200};
  try {
    return board::find_board(board::board_folder(), board::kDefaultBoardName, kAnswerPatience);
  } catch (const std::system_error& error) {
    if (!may_pass(error.code().value())) throw;
    return std::nullopt;
  }
}

}  // namespace

bool display_named() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }

std::optional<std::string> find_emulator() {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(folder.size() < rest.size() ? folder.size() + 1 : folder.size());
    if (!folder.starts_with('/')) continue;
    std::string candidate = std::string(folder) + "/" + kEmulatorProgram;
    if (executable(candidate)) return candidate;
  }
  return std::nullopt;
}

std::optional<board::BoardDescriptors> wait_for_emulator(hat::Waiting& waiting) {
  constexpr std::chrono::milliseconds kStep{20};
  const std::int64_t deadline = waiting.now_ns() + std::chrono::nanoseconds(kEmulatorPatience).count();
  while (true) {
    if (auto found = look_for_emulator()) return found;
    if (waiting.now_ns() >= deadline) return std::nullopt;
    waiting.wait(kStep);
  }
}

}  // namespace cupola::backends
