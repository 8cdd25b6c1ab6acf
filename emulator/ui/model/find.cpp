#include "emulator/ui/model/editing.hpp"

#include <algorithm>
#include <string>

namespace cupola::ui {
namespace {

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

/// Finds a needle in single lines; letters without regard to case if the needle has no capitals.
class Finder {
 public:
  explicit Finder(std::string_view needle)
      : needle_(needle),
        exact_(std::any_of(needle.begin(), needle.end(), [](char c) { return lower(c) != c; })) {}

  std::size_t first(std::string_view line, std::size_t from) const {
    if (from > line.size()) return std::string_view::npos;
    if (exact_) return line.find(needle_, from);
    const auto begin = line.begin() + static_cast<std::ptrdiff_t>(from);
    const auto found = std::search(begin, line.end(), needle_.begin(), needle_.end(),
                                   [](char a, char b) { return lower(a) == b; });
    return found == line.end() ? std::string_view::npos : static_cast<std::size_t>(found - line.begin());
  }

  /// The last that begins before `before`.
  std::size_t last(std::string_view line, std::size_t before) const {
    std::size_t found = std::string_view::npos;
    for (std::size_t at = first(line, 0); at != std::string_view::npos && at < before;
         at = first(line, at + 1)) {
      found = at;
    }
    return found;
  }

 private:
  std::string_view needle_;
  bool exact_;
};

Range range_of(std::size_t line, std::size_t byte, std::string_view needle) {
  return {{line, byte}, {line, byte + needle.size()}};
}

}  // namespace

std::optional<Range> find_next(const TextBuffer& buffer, std::string_view needle, Position from) {
  if (needle.empty()) return std::nullopt;
  const Finder finder(needle);
  const std::size_t count = buffer.line_count();
  // The line of `from` comes twice: first what is behind it, at the end what is before it.
  for (std::size_t i = 0; i <= count; ++i) {
    const std::size_t line = (from.line + i) % count;
    const std::size_t at = finder.first(buffer.line(line), i == 0 ? from.byte : 0);
    if (at != std::string_view::npos) return range_of(line, at, needle);
  }
  return std::nullopt;
}

std::optional<Range> find_previous(const TextBuffer& buffer, std::string_view needle, Position before) {
  if (needle.empty()) return std::nullopt;
  const Finder finder(needle);
  const std::size_t count = buffer.line_count();
  for (std::size_t i = 0; i <= count; ++i) {
    const std::size_t line = (before.line + count - i % count) % count;
    const std::size_t at = finder.last(buffer.line(line), i == 0 ? before.byte : std::string_view::npos);
    if (at != std::string_view::npos) return range_of(line, at, needle);
  }
  return std::nullopt;
}

}  // namespace cupola::ui
