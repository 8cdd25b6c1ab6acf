#include "emulator/ui/model/editing.hpp"

#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cupola::ui {
namespace {

/// Longer programs than this have shown their indentation.
constexpr std::size_t kLinesToLookAt = 1000;

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_blank(std::string_view line) { return indentation_of(line) == line.size(); }

/// The line without a comment at its end and without blanks there; quotes of one line are heeded.
std::string_view code_of(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote != 0) {
      if (line[i] == '\\')
        ++i;
      else if (line[i] == quote)
        quote = 0;
    } else if (line[i] == '"' || line[i] == '\'') {
      quote = line[i];
    } else if (line[i] == '#') {
      line = line.substr(0, i);
    }
  }
  const std::size_t last = line.find_last_not_of(" \t");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Nothing after such a statement can be reached in its block.
bool ends_block(std::string_view code) {
  code.remove_prefix(indentation_of(code));
  const std::string_view word = code.substr(0, code.find_first_of(" \t("));
  constexpr std::array<std::string_view, 5> kWords{"return", "break", "continue", "pass", "raise"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// The lines that the selection touches; one that ends at the start of a line does not touch that.
std::pair<std::size_t, std::size_t> touched_lines(const TextBuffer& buffer) {
  const auto [begin, end] = buffer.selection();
  const bool before_last = end.line > begin.line && end.byte == 0;
  return {begin.line, before_last ? end.line - 1 : end.line};
}

/// Puts back cursor and anchor after edits that moved the text of their lines by `moved(line, byte)`.
template <typename Moved>
void keep_selection(TextBuffer& buffer, Position anchor, Position cursor, const Moved& moved) {
  buffer.set_cursor({anchor.line, moved(anchor.line, anchor.byte)});
  buffer.set_cursor({cursor.line, moved(cursor.line, cursor.byte)}, Selecting::Yes);
}

/// Takes `size` bytes out of every touched line at `at`, or puts `text` there; cursor and anchor stay on
/// their characters.
struct LineEdit {
  std::size_t at = 0;
  std::size_t size = 0;
  std::string_view text;
};

template <typename EditOf>
void edit_lines(TextBuffer& buffer, const EditOf& edit_of) {
  // No structured binding: clang 14 cannot capture one.
  const std::size_t first = touched_lines(buffer).first;
  const std::size_t last = touched_lines(buffer).second;
  const Position anchor = buffer.anchor();
  const Position cursor = buffer.cursor();
  std::vector<LineEdit> edits;
  buffer.begin_step();
  for (std::size_t line = first; line <= last; ++line) {
    edits.push_back(edit_of(std::string_view(buffer.line(line))));
    const LineEdit& edit = edits.back();
    buffer.replace({{line, edit.at}, {line, edit.at + edit.size}}, edit.text);
  }
  keep_selection(buffer, anchor, cursor, [&](std::size_t line, std::size_t byte) {
    if (line < first || line > last) return byte;
    const LineEdit& edit = edits[line - first];
    if (byte < edit.at || (byte == edit.at && edit.at == 0 && anchor != cursor)) return byte;
    return std::max(edit.at, byte - std::min(byte, edit.size)) + edit.text.size();
  });
  buffer.end_step();
}

}  // namespace

std::string indentation_unit(const TextBuffer& buffer) {
  for (std::size_t i = 0; i < std::min(buffer.line_count(), kLinesToLookAt); ++i) {
    const std::string& line = buffer.line(i);
    const std::size_t width = indentation_of(line);
    if (width == 0 || width == line.size()) continue;
    if (line[0] == '\t') return "\t";
    if (width >= 2 && width <= 8) return std::string(width, ' ');
  }
  return "    ";
}

void new_line(TextBuffer& buffer) {
  const Position at = buffer.selection().begin;
  const std::string_view before = std::string_view(buffer.line(at.line)).substr(0, at.byte);
  std::string indentation(before.substr(0, indentation_of(before)));
  const std::string_view code = code_of(before);
  const std::string unit = indentation_unit(buffer);
  constexpr std::string_view kOpeners = ":([{";
  if (!code.empty() && kOpeners.find(code.back()) != std::string_view::npos) {
    indentation += unit;
  } else if (ends_block(code) && indentation.ends_with(unit)) {
    indentation.resize(indentation.size() - unit.size());
  }
  buffer.begin_step();
  buffer.insert("\n" + indentation);
  buffer.end_step();
}

void backspace(TextBuffer& buffer) {
  const Position at = buffer.cursor();
  const std::string_view before = std::string_view(buffer.line(at.line)).substr(0, at.byte);
  const std::size_t unit = indentation_unit(buffer).size();
  const bool in_spaces = !before.empty() && before.find_first_not_of(' ') == std::string_view::npos;
  if (!buffer.selection().empty() || !in_spaces || unit < 2) {
    buffer.erase(Move::Left);
    return;
  }
  const std::size_t stop = (before.size() - 1) / unit * unit;
  buffer.replace({{at.line, stop}, at}, "");
}

void indent(TextBuffer& buffer) {
  const Range selected = buffer.selection();
  const std::string unit = indentation_unit(buffer);
  if (selected.begin.line == selected.end.line) {
    const std::size_t past_stop =
        unit == "\t" ? 0 : cell_at(buffer.line(selected.begin.line), selected.begin.byte) % unit.size();
    buffer.insert(std::string_view(unit).substr(past_stop));
    return;
  }
  edit_lines(buffer, [&](std::string_view line) {
    return is_blank(line) ? LineEdit{} : LineEdit{.at = 0, .size = 0, .text = unit};
  });
}

void unindent(TextBuffer& buffer) {
  const std::size_t unit = std::max<std::size_t>(indentation_unit(buffer).size(), 2);
  edit_lines(buffer, [&](std::string_view line) {
    if (line.substr(0, 1) == "\t") return LineEdit{.at = 0, .size = 1, .text = {}};
    const std::size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    return LineEdit{.at = 0, .size = std::min(spaces, unit), .text = {}};
  });
}

void toggle_comment(TextBuffer& buffer) {
  const auto [first, last] = touched_lines(buffer);
  bool all = true;
  std::size_t column = std::string::npos;
  for (std::size_t i = first; i <= last; ++i) {
    const std::string& line = buffer.line(i);
    if (is_blank(line)) continue;
    all = all && line[indentation_of(line)] == '#';
    column = std::min(column, indentation_of(line));
  }
  if (column == std::string::npos) return;
  edit_lines(buffer, [&](std::string_view line) {
    if (is_blank(line)) return LineEdit{};
    if (!all) return LineEdit{.at = column, .size = 0, .text = "# "};
    const std::size_t at = indentation_of(line);
    return LineEdit{.at = at, .size = line.substr(at, 2) == "# " ? 2U : 1U, .text = {}};
  });
}

}  // namespace cupola::ui
