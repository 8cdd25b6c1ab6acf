#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace cupola::ui {

/// Who said a line: the program on stdout or stderr, the person at the keyboard, or the window itself.
enum class Stream { Out, Err, Typed, Note };

/// One line of a console as it is shown.
struct ConsoleLine {
  std::string_view bytes;  ///< valid until the log changes
  Stream stream = Stream::Out;
  bool continues = false;  ///< the rest of the line above, which was too long for one
};

/// What a program printed, bounded: the newest lines stay. Appending costs the same whatever is thrown away,
/// so a program that prints without end slows nothing.
class ConsoleLog {
 public:
  static constexpr std::size_t kMostLines = 5000;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  static constexpr std::size_t kLongestLine = 2000;  ///< bytes; longer ones go on in the next

  /// A chunk as it comes from a pipe: cut anywhere. Output of another stream begins a new line.
  void append(Stream stream, std::string_view chunk);
  void clear();

  std::size_t line_count() const { return lines_.size(); }
  ConsoleLine line(std::size_t index) const;
  /// All that is kept, as plain text.
  std::string text() const;
  /// What was thrown away since `clear`.
  std::uint64_t dropped_lines() const { return dropped_lines_; }
  std::uint64_t dropped_bytes() const { return dropped_bytes_; }
  /// Changes with every append and clear.
  std::uint64_t revision() const { return revision_; }

 private:
  struct Record {
    std::uint64_t begin = 0;  ///< counted from the first byte ever
    std::uint32_t size = 0;
    Stream stream = Stream::Out;
    bool continues = false;
  };

  void append_line(Stream stream, std::string_view part, bool ends);
  void extend(Stream stream, std::string_view part);
  void forget_all(std::string_view skipped);
  void trim();

  std::string bytes_;
  std::uint64_t base_ = 0;  ///< the number of the first byte in `bytes_`
  std::deque<Record> lines_;
  bool open_ = false;  ///< the last line has no end yet
  std::uint64_t dropped_lines_ = 0;
  std::uint64_t dropped_bytes_ = 0;
  std::uint64_t revision_ = 0;
};

/// A line with what cannot be shown written out: control characters as \x1b, bytes that are not UTF-8 as
/// \xff, tabs as spaces.
std::string shown(std::string_view bytes);

}  // namespace cupola::ui
