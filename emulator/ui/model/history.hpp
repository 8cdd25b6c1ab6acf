#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace cupola::ui {

/// What was there before, to take changes back and make them again. `Value` is plain data, equal when nothing
/// changed.
template <typename Value>
class History {
 public:
  static constexpr std::size_t kMost = 200;

  /// Notes `value` as the state after a change; the same value again notes nothing.
  void note(const Value& value) {
    if (now_ && *now_ == value) return;
    if (now_) past_.push_back(std::move(*now_));
    if (past_.size() > kMost) past_.pop_front();
    now_ = value;
    future_.clear();
  }
  /// Nothing was noted yet.
  bool empty() const { return !now_; }
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  /// The state before; nothing if there is none.
  std::optional<Value> undo() { return step(past_, future_); }
  /// The state that was taken back last.
  std::optional<Value> redo() { return step(future_, past_); }

 private:
  std::optional<Value> step(std::deque<Value>& from, std::deque<Value>& to) {
    if (from.empty()) return std::nullopt;
    to.push_back(std::move(*now_));
    now_ = std::move(from.back());
    from.pop_back();
    return now_;
  }
  std::optional<Value> now_;
  std::deque<Value> past_;
  std::deque<Value> future_;
};

}  // namespace cupola::ui
