#pragma once

#include <cstddef>
#include <string>

namespace cupola::sandbox {

/// Collects what comes out of a pipe, exactly up to a cap.
class CappedOutput {
 public:
  explicit CappedOutput(std::size_t cap) : cap_(cap) {}
  /// Reads at most 1 MiB of what is there now; the descriptor does not block. False at end-of-file.
  bool read_from(int fd);
  /// More than the cap was written.
  bool overflowed() const { return overflowed_; }
  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  std::size_t cap_;
  std::string text_;
  bool overflowed_ = false;
};

}  // namespace cupola::sandbox
