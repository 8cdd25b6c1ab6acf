// How the cursor of TextBuffer moves.

#include "emulator/ui/model/text_buffer.hpp"
#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>

namespace cupola::ui {
namespace {

enum class Class { Blank, Word, Other };

Class class_of(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (byte == ' ' || byte == '\t') return Class::Blank;
  const bool letter = (value | 0x20) >= 'a' && (value | 0x20) <= 'z';
  const bool digit = value >= '0' && value <= '9';
  return letter || digit || byte == '_' || value >= 0x80 ? Class::Word : Class::Other;
}

/// The end of the run of one class that begins at `byte`.
std::size_t run_end(const std::string& line, std::size_t byte) {
  const Class kind = class_of(line[byte]);
  while (byte < line.size() && class_of(line[byte]) == kind) ++byte;
  return byte;
}

/// The begin of the run of one class that ends at `byte`.
std::size_t run_begin(const std::string& line, std::size_t byte) {
  const Class kind = class_of(line[byte - 1]);
  while (byte > 0 && class_of(line[byte - 1]) == kind) --byte;
  return byte;
}

}  // namespace

Position TextBuffer::next(Position place) const {
  const std::string& text = line(place.line);
  if (place.byte < text.size()) return {place.line, next_boundary(text, place.byte)};
  return place.line + 1 < lines_.size() ? Position{place.line + 1, 0} : place;
}

Position TextBuffer::previous(Position place) const {
  if (place.byte > 0) return {place.line, previous_boundary(line(place.line), place.byte)};
  return place.line > 0 ? Position{place.line - 1, line(place.line - 1).size()} : place;
}

Position TextBuffer::next_word(Position place) const {
  const std::string& text = line(place.line);
  if (place.byte == text.size()) return next(place);
  std::size_t byte = run_end(text, place.byte);
  if (class_of(text[place.byte]) != Class::Blank && byte < text.size() &&
      class_of(text[byte]) == Class::Blank) {
    byte = run_end(text, byte);
  }
  return {place.line, boundary_at(text, byte)};
}

Position TextBuffer::previous_word(Position place) const {
  const std::string& text = line(place.line);
  if (place.byte == 0) return previous(place);
  std::size_t byte = run_begin(text, place.byte);
  if (class_of(text[place.byte - 1]) == Class::Blank && byte > 0) byte = run_begin(text, byte);
  return {place.line, boundary_at(text, byte)};
}

Range TextBuffer::word_at(Position place) const {
  place = clamp(place);
  const std::string& text = line(place.line);
  if (text.empty()) return {place, place};
  std::size_t inside = std::min(place.byte, text.size() - 1);
  // Between a word and something else, the word is meant.
  if (inside > 0 && class_of(text[inside]) != Class::Word && class_of(text[inside - 1]) == Class::Word)
    --inside;
  const std::size_t end = run_end(text, inside);
  return clamp(Range{{place.line, run_begin(text, end)}, {place.line, end}});
}

Position TextBuffer::target(Move where, Position from) const {
  const std::string& text = line(from.line);
  switch (where) {
    case Move::Left:
      return previous(from);
    case Move::Right:
      return next(from);
    case Move::WordLeft:
      return previous_word(from);
    case Move::WordRight:
      return next_word(from);
    case Move::LineStart: {
      const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
      return {from.line, from.byte == first ? 0 : first};
    }
    case Move::LineEnd:
      return {from.line, text.size()};
    case Move::TextStart:
      return {};
    case Move::TextEnd:
      return {lines_.size() - 1, lines_.back().text.size()};
    case Move::Up:
    case Move::Down:
      return from;  // they need the wanted column: see vertical()
  }
  return from;
}

Position TextBuffer::vertical(Move where, std::size_t count) {
  const bool up = where == Move::Up;
  const std::size_t last = lines_.size() - 1;
  if (up && cursor_.line == 0) return {};
  if (!up && cursor_.line == last) return {last, lines_.back().text.size()};
  if (!wanted_cell_) wanted_cell_ = cell_at(line(cursor_.line), cursor_.byte);
  const std::size_t to =
      up ? cursor_.line - std::min(count, cursor_.line) : cursor_.line + std::min(count, last - cursor_.line);
  return {to, byte_at(line(to), static_cast<double>(*wanted_cell_))};
}

void TextBuffer::move(Move where, Selecting selecting, std::size_t count) {
  if (where == Move::Up || where == Move::Down) {
    const Position to = vertical(where, count);
    const std::optional<std::size_t> wanted = wanted_cell_;
    set_cursor(to, selecting);
    wanted_cell_ = wanted;
    return;
  }
  const Range selected = selection();
  if (selecting == Selecting::No && !selected.empty() && (where == Move::Left || where == Move::Right)) {
    set_cursor(where == Move::Left ? selected.begin : selected.end);
    return;
  }
  Position to = cursor_;
  for (std::size_t i = 0; i < count; ++i) to = target(where, to);
  set_cursor(to, selecting);
}

}  // namespace cupola::ui
