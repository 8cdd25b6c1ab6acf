#include "emulator/ui/model/console_log.hpp"

#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>

namespace cupola::ui {
namespace {

/// Where the last `lines` lines of a chunk begin.
std::size_t begin_of_last(std::string_view chunk, std::size_t lines) {
  std::size_t at = chunk.size();
  for (std::size_t i = 0; i <= lines && at != std::string_view::npos; ++i) {
    if (at == 0) return 0;
    at = chunk.rfind('\n', at - 1);
  }
  return at == std::string_view::npos ? 0 : at + 1;
}

/// At most `size` bytes of `text`, without parting a character; 0 if its first one is longer.
std::size_t cut(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text.size();
  return boundary_at(text, size);
}

}  // namespace

void ConsoleLog::append(Stream stream, std::string_view chunk) {
  if (chunk.empty()) return;
  ++revision_;
  // What would be dropped again at once is only counted.
  std::size_t skip = begin_of_last(chunk, kMostLines);
  if (chunk.size() - skip > kMostBytes) {
    skip = chunk.size() - kMostBytes;
    for (int i = 0; i < 3 && (static_cast<unsigned char>(chunk[skip]) & 0xC0) == 0x80; ++i) ++skip;
  }
  if (skip > 0) {
    forget_all(chunk.substr(0, skip));
    chunk.remove_prefix(skip);
  }
  while (!chunk.empty()) {
    const std::size_t end = chunk.find('\n');
    const bool ends = end != std::string_view::npos;
    append_line(stream, chunk.substr(0, end), ends);
    chunk.remove_prefix(ends ? end + 1 : chunk.size());
  }
  trim();
}

/// Makes room for what follows `skipped`, which is not kept either.
void ConsoleLog::forget_all(std::string_view skipped) {
  if (!lines_.empty()) {
    dropped_bytes_ += base_ + bytes_.size() - lines_.front().begin;
    const auto whole =
        std::count_if(lines_.begin(), lines_.end(), [](const Record& each) { return !each.continues; });
    dropped_lines_ += static_cast<std::uint64_t>(whole) - (open_ ? 1 : 0);
  }
  dropped_bytes_ += skipped.size();
  dropped_lines_ += static_cast<std::uint64_t>(std::count(skipped.begin(), skipped.end(), '\n'));
  base_ += bytes_.size();
  bytes_.clear();
  lines_.clear();
  open_ = false;
}

/// A line or the beginning of one. '\r' before a line end belongs to it.
void ConsoleLog::append_line(Stream stream, std::string_view part, bool ends) {
  if (open_ && lines_.back().stream != stream) open_ = false;
  extend(stream, part);
  if (!ends) return;
  Record& last = lines_.back();
  if (last.size > 0 && bytes_.back() == '\r') {
    bytes_.pop_back();
    --last.size;
  }
  open_ = false;
}

void ConsoleLog::extend(Stream stream, std::string_view part) {
  if (!open_)
    lines_.push_back({.begin = base_ + bytes_.size(), .size = 0, .stream = stream, .continues = false});
  open_ = true;
  while (!part.empty()) {
    std::size_t size = cut(part, kLongestLine - lines_.back().size);
    if (size == 0 && lines_.back().size > 0) {
      lines_.push_back({.begin = base_ + bytes_.size(), .size = 0, .stream = stream, .continues = true});
      size = cut(part, kLongestLine);
    }
    if (size == 0) size = std::min(part.size(), kLongestLine);  // a heap of marks on one character
    bytes_.append(part.substr(0, size));
    lines_.back().size += static_cast<std::uint32_t>(size);
    part.remove_prefix(size);
  }
}

void ConsoleLog::trim() {
  while (lines_.size() > kMostLines ||
         (lines_.size() > 1 && base_ + bytes_.size() - lines_.front().begin > kMostBytes)) {
    dropped_bytes_ += lines_.front().size;
    if (!lines_.front().continues) ++dropped_lines_;
    lines_.pop_front();
  }
  // Bytes go in large pieces, so that each is moved about once.
  const std::size_t unused = static_cast<std::size_t>(lines_.front().begin - base_);
  if (unused > kMostBytes) {
    bytes_.erase(0, unused);
    base_ += unused;
  }
}

void ConsoleLog::clear() {
  const std::uint64_t revision = revision_;
  *this = ConsoleLog();
  revision_ = revision + 1;
}

ConsoleLine ConsoleLog::line(std::size_t index) const {
  const Record& record = lines_.at(index);
  const std::string_view all = bytes_;
  return {.bytes = all.substr(static_cast<std::size_t>(record.begin - base_), record.size),
          .stream = record.stream,
          .continues = record.continues};
}

std::string ConsoleLog::text() const {
  std::string text;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const ConsoleLine each = line(i);
    if (i > 0 && !each.continues) text += '\n';
    text += each.bytes;
  }
  if (!lines_.empty() && !open_) text += '\n';
  return text;
}

std::string shown(std::string_view bytes) {
  std::string text;
  std::size_t cell = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Character character = character_at(bytes, at);
    const std::size_t cells = cells_of(character, cell);
    const std::string escape = escape_of(character);
    if (!escape.empty()) {
      text += escape;
    } else if (character.code == '\t') {
      text.append(cells, ' ');
    } else {
      text += bytes.substr(at, character.bytes);
    }
    cell += cells;
    at += character.bytes;
  }
  return text;
}

}  // namespace cupola::ui
