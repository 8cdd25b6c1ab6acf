// The undo of TextBuffer: steps of edits, each of which can be turned around exactly.

#include "emulator/ui/model/text_buffer.hpp"

#include <utility>

namespace cupola::ui {
namespace {

/// What the steps may hold together; the oldest go first.
constexpr std::size_t kMostBytes = std::size_t{32} << 20;

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace

void TextBuffer::change(const Range& range, Lines lines) {
  const Place before{cursor_, anchor_, revision_};
  Edit edit{.begin = range.begin, .removed = copy(range), .inserted = std::move(lines)};
  swap_in(range, edit.inserted);
  cursor_ = anchor_ = end_of(edit.begin, edit.inserted);
  wanted_cell_.reset();
  revision_ = ++last_revision_;
  record(std::move(edit), before);
  may_join_ = true;
}

/// Typing goes on in the step of the same word, erasing in the step of the same run.
bool TextBuffer::join_last_step(const Edit& edit) {
  if (!may_join_ || open_steps_ > 0 || next_ != steps_.size() || steps_.empty()) return false;
  Step& step = steps_.back();
  if (step.edits.size() != 1 || step.after.revision == saved_revision_) return false;
  Edit& last = step.edits.front();
  if (last.inserted.size() != 1 || last.removed.size() != 1) return false;
  if (edit.inserted.size() != 1 || edit.removed.size() != 1) return false;
  std::string& typed = last.inserted.front().text;
  std::string& erased = last.removed.front().text;
  const std::string& new_typed = edit.inserted.front().text;
  const std::string& new_erased = edit.removed.front().text;
  if (new_erased.empty() && !typed.empty() && edit.begin == end_of(last.begin, last.inserted)) {
    if (is_blank(typed.back()) && !is_blank(new_typed.front())) return false;
    typed += new_typed;
  } else if (new_typed.empty() && typed.empty() && end_of(edit.begin, edit.removed) == last.begin) {
    erased.insert(0, new_erased);
    last.begin = edit.begin;
  } else if (new_typed.empty() && typed.empty() && edit.begin == last.begin) {
    erased += new_erased;
  } else {
    return false;
  }
  step.after = {cursor_, anchor_, revision_};
  return true;
}

void TextBuffer::record(Edit edit, const Place& before) {
  if (join_last_step(edit)) return;
  std::size_t bytes = sizeof(Step) + sizeof(Edit);
  for (const Lines* lines : {&edit.removed, &edit.inserted}) {
    for (const Line& each : *lines) bytes += sizeof(Line) + each.text.size();
  }
  if (open_steps_ == 0 || !step_begun_) {
    while (steps_.size() > next_) {
      step_bytes_ -= steps_.back().bytes;
      steps_.pop_back();
    }
    steps_.push_back({.edits = {}, .before = before, .after = {}, .bytes = 0});
    ++next_;
    step_begun_ = true;
  }
  Step& step = steps_.back();
  step.edits.push_back(std::move(edit));
  step.after = {cursor_, anchor_, revision_};
  step.bytes += bytes;
  step_bytes_ += bytes;
  forget_steps();
}

void TextBuffer::forget_steps() {
  while (step_bytes_ > kMostBytes && steps_.size() > 1) {
    step_bytes_ -= steps_.front().bytes;
    steps_.pop_front();
    --next_;
  }
}

void TextBuffer::begin_step() {
  if (open_steps_++ == 0) step_begun_ = false;
}

void TextBuffer::end_step() {
  if (open_steps_ == 0 || --open_steps_ > 0) return;
  if (step_begun_) steps_.back().after = {cursor_, anchor_, revision_};
  may_join_ = false;
}

void TextBuffer::undo() {
  if (!can_undo() || open_steps_ > 0) return;
  const Step& step = steps_[--next_];
  for (auto edit = step.edits.rbegin(); edit != step.edits.rend(); ++edit) {
    swap_in({edit->begin, end_of(edit->begin, edit->inserted)}, edit->removed);
  }
  set_cursor(step.before.anchor);
  set_cursor(step.before.cursor, Selecting::Yes);
  revision_ = step.before.revision;
}

void TextBuffer::redo() {
  if (!can_redo() || open_steps_ > 0) return;
  const Step& step = steps_[next_++];
  for (const Edit& edit : step.edits) {
    swap_in({edit.begin, end_of(edit.begin, edit.removed)}, edit.inserted);
  }
  set_cursor(step.after.anchor);
  set_cursor(step.after.cursor, Selecting::Yes);
  revision_ = step.after.revision;
}

void TextBuffer::mark_saved() {
  saved_revision_ = revision_;
  may_join_ = false;
}

}  // namespace cupola::ui
