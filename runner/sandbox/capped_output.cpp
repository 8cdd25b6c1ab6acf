#include "runner/sandbox/capped_output.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace cupola::sandbox {

bool CappedOutput::read_from(int fd) {
  std::array<char, 65536> block{};
  for (int round = 0; round < 16; ++round) {
    const ssize_t count = ::read(fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN;
    if (count == 0) return false;
    const std::size_t kept = std::min(static_cast<std::size_t>(count), cap_ - text_.size());
    text_.append(block.data(), kept);
    overflowed_ = overflowed_ || kept < static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace cupola::sandbox
