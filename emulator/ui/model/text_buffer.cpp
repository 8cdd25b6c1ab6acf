#include "emulator/ui/model/text_buffer.hpp"

#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace cupola::ui {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

TextBuffer::Lines TextBuffer::split(std::string_view bytes) {
  Lines lines;
  for (;;) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) break;
    const bool crlf = end > 0 && bytes[end - 1] == '\r';
    lines.push_back({.text = std::string(bytes.substr(0, crlf ? end - 1 : end)), .crlf = crlf});
    bytes.remove_prefix(end + 1);
  }
  lines.push_back({.text = std::string(bytes), .crlf = false});
  return lines;
}

std::string TextBuffer::join(const Lines& lines) {
  std::size_t size = 0;
  for (const Line& each : lines) size += each.text.size() + 2;
  std::string bytes;
  bytes.reserve(size);
  for (const Line& each : lines) {
    bytes += each.text;
    if (&each != &lines.back()) bytes += each.crlf ? "\r\n" : "\n";
  }
  return bytes;
}

Position TextBuffer::end_of(Position begin, const Lines& lines) {
  const std::size_t size = lines.back().text.size();
  if (lines.size() == 1) return {begin.line, begin.byte + size};
  return {begin.line + lines.size() - 1, size};
}

void TextBuffer::load(std::string_view bytes) {
  const std::uint64_t revision = last_revision_ + 1;
  *this = TextBuffer();
  revision_ = last_revision_ = saved_revision_ = revision;
  byte_order_mark_ = bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  lines_ = split(bytes.substr(byte_order_mark_ ? kByteOrderMark.size() : 0));
}

std::string TextBuffer::text() const {
  return (byte_order_mark_ ? std::string(kByteOrderMark) : std::string()) + join(lines_);
}

std::string TextBuffer::text(const Range& range) const { return join(copy(clamp(range))); }

TextBuffer::Lines TextBuffer::copy(const Range& range) const {
  const auto [begin, end] = range;
  if (begin.line == end.line) {
    return {{.text = lines_[begin.line].text.substr(begin.byte, end.byte - begin.byte), .crlf = false}};
  }
  Lines lines{{.text = lines_[begin.line].text.substr(begin.byte), .crlf = lines_[begin.line].crlf}};
  const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(begin.line);
  const auto last = lines_.begin() + static_cast<std::ptrdiff_t>(end.line);
  lines.insert(lines.end(), first + 1, last);
  lines.push_back({.text = last->text.substr(0, end.byte), .crlf = false});
  return lines;
}

Position TextBuffer::clamp(Position place) const {
  if (place.line >= lines_.size()) return {lines_.size() - 1, lines_.back().text.size()};
  return {place.line, boundary_at(lines_[place.line].text, place.byte)};
}

Range TextBuffer::clamp(const Range& range) const {
  Range inside{clamp(range.begin), clamp(range.end)};
  if (inside.end < inside.begin) std::swap(inside.begin, inside.end);
  return inside;
}

Range TextBuffer::selection() const { return {std::min(cursor_, anchor_), std::max(cursor_, anchor_)}; }

void TextBuffer::set_cursor(Position place, Selecting selecting) {
  cursor_ = clamp(place);
  if (selecting == Selecting::No) anchor_ = cursor_;
  wanted_cell_.reset();
  may_join_ = false;
}

void TextBuffer::select(const Range& range) {
  set_cursor(range.begin);
  set_cursor(range.end, Selecting::Yes);
}

void TextBuffer::select_all() { select({{}, {lines_.size() - 1, lines_.back().text.size()}}); }

void TextBuffer::insert(std::string_view text) {
  const Range range = selection();
  if (text.empty() && range.empty()) return;
  change(range, with_own_line_ends(text, range.begin.line));
}

void TextBuffer::erase(Move where) {
  Range range = selection();
  if (range.empty()) {
    const Position other = target(where, cursor_);
    range = {std::min(cursor_, other), std::max(cursor_, other)};
  }
  if (!range.empty()) change(range, Lines(1));
}

void TextBuffer::replace(const Range& range, std::string_view text) {
  const Range inside = clamp(range);
  may_join_ = false;
  if (!inside.empty() || !text.empty()) change(inside, with_own_line_ends(text, inside.begin.line));
  may_join_ = false;
}

/// New lines end as the line they are put into; the last line, which has no end, follows the one before it.
TextBuffer::Lines TextBuffer::with_own_line_ends(std::string_view text, std::size_t line) const {
  const bool is_last = line + 1 == lines_.size();
  const bool crlf = is_last ? line > 0 && lines_[line - 1].crlf : lines_[line].crlf;
  Lines lines = split(text);
  for (Line& each : lines) each.crlf = crlf && &each != &lines.back();
  return lines;
}

void TextBuffer::swap_in(const Range& range, const Lines& lines) {
  const auto [begin, end] = range;
  unchanged_.at_start = std::min(unchanged_.at_start, begin.line);
  unchanged_.at_end = std::min(unchanged_.at_end, lines_.size() - 1 - end.line);
  if (begin.line == end.line && lines.size() == 1) {
    lines_[begin.line].text.replace(begin.byte, end.byte - begin.byte, lines.front().text);
    return;
  }
  Line tail{.text = lines_[end.line].text.substr(end.byte), .crlf = lines_[end.line].crlf};
  lines_[begin.line].text.resize(begin.byte);
  lines_[begin.line].text += lines.front().text;
  lines_[begin.line].crlf = lines.front().crlf;
  const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(begin.line) + 1;
  const auto after = lines_.erase(first, first + static_cast<std::ptrdiff_t>(end.line - begin.line));
  lines_.insert(after, lines.begin() + 1, lines.end());
  Line& last = lines_[begin.line + lines.size() - 1];
  last.text += tail.text;
  last.crlf = tail.crlf;
}

UnchangedLines TextBuffer::take_unchanged() {
  const std::size_t count = lines_.size();
  const UnchangedLines taken{std::min(unchanged_.at_start, count), std::min(unchanged_.at_end, count)};
  unchanged_ = {std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::size_t>::max()};
  return taken;
}

}  // namespace cupola::ui
