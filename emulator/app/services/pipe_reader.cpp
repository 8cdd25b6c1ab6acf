#include "emulator/app/services/pipe_reader.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace cupola::app {

void read_available(std::string& text, base::UniqueFd& fd, std::size_t most) {
  std::array<char, 1 << 16> buffer;
  while (fd.valid() && text.size() < most) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0 && errno == EINTR) continue;
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
    if (got <= 0) fd.reset();
  }
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

}  // namespace cupola::app
