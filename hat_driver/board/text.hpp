#pragma once

#include "hat_driver/board/layout.hpp"
#include "hat_driver/board/ring_cursor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cupola::board {

/// Whether `text` is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view text);

/// The longest beginning of `text` with at most `limit` bytes that does not end inside a character.
std::string_view cut_utf8(std::string_view text, std::size_t limit);

TextRing::Record text_to_words(std::string_view text);
/// Nothing if the length is over 1008 or the bytes are not UTF-8.
std::optional<std::string> text_from(const TextRing::Record& words);

/// One reader's place among the texts a program says it scrolled, on an untrusted page.
class TextCursor {
 public:
  /// Starts with the oldest text still there. The page is borrowed.
  explicit TextCursor(const ProgramPage& page) : cursor_(page.texts) {}

  /// Hands every text that has come since the last call to `sink(std::string)`, in order; at most 256.
  template <typename Sink>
  void drain(Sink&& sink) {
    const std::uint64_t head = cursor_.head();
    while (const auto next = cursor_.next_before(head)) {
      if (auto text = text_from(next->record)) {
        sink(std::move(*text));
      } else {
        cursor_.count_last_as_lost();
      }
    }
  }
  std::uint64_t total() const { return cursor_.position(); }
  std::uint64_t lost() const { return cursor_.lost(); }

 private:
  RingCursor<TextRing> cursor_;
};

}  // namespace cupola::board
