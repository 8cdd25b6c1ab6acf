#include "cli/terminal.hpp"

#include <unistd.h>

#include <array>
#include <utility>

namespace cupola::cli {
namespace {

constexpr char kEscape = '\x1b';
constexpr char kEndOfTransmission = '\x04';

std::optional<Key> plain_key(char byte) {
  switch (byte) {
    case '\r':
    case '\n':
    case ' ':
      return Key{KeyMeaning::Stick, hat::Direction::Middle};
    case 'l':
      return Key{KeyMeaning::Lights};
    case 's':
      return Key{KeyMeaning::Sensors};
    case 'h':
    case '?':
      return Key{KeyMeaning::Help};
    case 'q':
    case kEndOfTransmission:
      return Key{KeyMeaning::Quit};
    default:
      return std::nullopt;
  }
}

std::optional<Key> arrow(char last) {
  constexpr std::array<std::pair<char, hat::Direction>, 4> kArrows{{{'A', hat::Direction::Up},
                                                                    {'B', hat::Direction::Down},
                                                                    {'C', hat::Direction::Right},
                                                                    {'D', hat::Direction::Left}}};
  for (const auto& [letter, direction] : kArrows) {
    if (letter == last) return Key{KeyMeaning::Stick, direction};
  }
  return std::nullopt;
}

/// The length of the escape sequence that `text` begins with; 0 if it has not come to its end.
std::size_t sequence_length(std::string_view text) {
  if (text.size() < 2) return 0;
  if (text[1] == 'O') return text.size() < 3 ? 0 : 3;
  if (text[1] != '[') return 1;
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] >= '@' && text[i] <= '~') return i + 1;
  }
  return 0;
}

}  // namespace

std::vector<Key> KeyReader::take(std::string_view bytes) {
  constexpr std::size_t kLongestSequence = 32;
  std::vector<Key> keys;
  unfinished_.append(bytes);
  std::string_view rest = unfinished_;
  while (!rest.empty()) {
    const bool escape = rest[0] == kEscape;
    std::size_t length = escape ? sequence_length(rest) : 1;
    if (length == 0 && rest.size() > kLongestSequence) length = 1;
    if (length == 0) break;
    const auto key = !escape ? plain_key(rest[0]) : length == 3 ? arrow(rest[2]) : std::nullopt;
    if (key) keys.push_back(*key);
    rest.remove_prefix(length);
  }
  unfinished_ = std::string(rest);
  return keys;
}

KeyboardMode::KeyboardMode(int fd) : fd_(fd) {
  termios mode{};
  if (::tcgetattr(fd, &mode) != 0) return;
  termios raw = mode;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  raw.c_cc[VSUSP] = _POSIX_VDISABLE;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (::tcsetattr(fd, TCSADRAIN, &raw) == 0) before_ = mode;
}

KeyboardMode::~KeyboardMode() {
  if (before_) ::tcsetattr(fd_, TCSADRAIN, &*before_);
}

}  // namespace cupola::cli
