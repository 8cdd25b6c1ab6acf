#include "emulator/ui/model/python_highlighter.hpp"

#include <algorithm>
#include <utility>

namespace cupola::ui {

void PythonHighlighter::update(TextBuffer& buffer) {
  const std::size_t count = buffer.line_count();
  const UnchangedLines unchanged = buffer.take_unchanged();
  const std::size_t shorter = std::min(count, lines_.size());
  if (count == lines_.size() && unchanged.at_start >= count) return;
  const std::size_t start = std::min(unchanged.at_start, shorter);
  const std::size_t end = std::min(unchanged.at_end, shorter - start);
  // The middle is new; what follows it keeps its tokens as long as it begins in the same state.
  const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(start);
  lines_.erase(first, lines_.end() - static_cast<std::ptrdiff_t>(end));
  lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(start), count - start - end, Line{});
  fresh_ = std::min(fresh_, start);
}

const std::vector<Token>& PythonHighlighter::tokens(const TextBuffer& buffer, std::size_t line) {
  for (; fresh_ <= line; ++fresh_) {
    Line& each = lines_[fresh_];
    const LineState before = fresh_ == 0 ? LineState{} : lines_[fresh_ - 1].after;
    if (each.known && each.before == before) continue;
    each.before = each.after = before;
    each.tokens = highlight_line(buffer.line(fresh_), each.after);
    each.known = true;
    ++lines_read_;
  }
  return lines_[line].tokens;
}

}  // namespace cupola::ui
