#include "runner/sandbox/info.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>

namespace cupola::sandbox {

std::optional<pid_t> parse_child_pid(std::string_view json) {
  constexpr std::string_view kKey = "\"child-pid\"";
  std::size_t position = json.find(kKey);
  if (position == std::string_view::npos) return std::nullopt;
  position = json.find_first_not_of(" \t\r\n:", position + kKey.size());
  if (position == std::string_view::npos) return std::nullopt;
  const std::string_view number = json.substr(position);
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), pid);
  // Followed by something, or the number may have been cut off.
  if (error != std::errc{} || pid <= 1 || end == number.data() + number.size()) return std::nullopt;
  return pid;
}

std::optional<pid_t> read_child_pid(int info) {
  constexpr int kPatienceMs = 10'000;
  constexpr std::size_t kLargest = 4096;
  std::string text;
  std::array<char, 512> block{};
  while (text.size() < kLargest) {
    pollfd waiting{info, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kPatienceMs);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const ssize_t count = ::read(info, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return parse_child_pid(text);
    text.append(block.data(), static_cast<std::size_t>(count));
    if (text.find('}') != std::string::npos) return parse_child_pid(text);
  }
  return std::nullopt;
}

}  // namespace cupola::sandbox
