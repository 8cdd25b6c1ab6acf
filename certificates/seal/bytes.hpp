#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cupola::seal {

/// Puts numbers and texts one behind the other, big end first.
class ByteWriter {
 public:
  void number(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i > 0; --i) bytes_ += static_cast<char>((value >> (8 * (i - 1))) & 0xffU);
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }
  /// At most 255 bytes, their number before them.
  void text(std::string_view text) {
    number(text.size(), 1);
    raw(text);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads them back. Past the end everything is 0 and empty, and `good()` false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    for (const char byte : raw(bytes)) value = (value << 8U) | static_cast<unsigned char>(byte);
    return value;
  }
  std::string raw(std::size_t bytes) {
    if (bytes > rest_.size()) {
      good_ = false;
      return {};
    }
    std::string result(rest_.substr(0, bytes));
    rest_.remove_prefix(bytes);
    return result;
  }
  std::string text() { return raw(static_cast<std::size_t>(number(1))); }
  bool good() const { return good_; }
  bool at_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace cupola::seal
