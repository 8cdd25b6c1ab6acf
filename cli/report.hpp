#pragma once

#include <string>
#include <string_view>

namespace cupola::cli {

/// The exit status when some entries or inputs failed; everything else went on.
inline constexpr int kSomeFailed = 1;

/// Writes to standard output. Throws std::system_error (a full disk behind a `>` is not "done").
void print(std::string_view text);
/// One line on standard error, with "cupola: " in front.
void complain(std::string_view text);

/// A line on a terminal that is written over again and again; nothing in a pipe or file.
class ProgressLine {
 public:
  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }
  void show(std::string_view text);
  /// Wipes the line, so that something else can be printed.
  void clear();

 private:
  bool on_terminal_;
  bool shown_ = false;
};

}  // namespace cupola::cli
