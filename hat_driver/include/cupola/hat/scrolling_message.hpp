#pragma once

#include <cupola/hat/text.hpp>
#include <cupola/hat/waiting.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::hat {

class SenseHat;

/// A message under way: what SenseHat::scroll_message gives back. An addition of this library. It has no
/// thread: a program that goes on calls `update` as often as it likes, and the column that is due is shown.
class ScrollingMessage {
 public:
  /// Shows the first column. Keeps both references. Programs call SenseHat::scroll_message instead.
  ScrollingMessage(SenseHat& hat, Waiting& waiting, std::vector<Column> columns,
                   std::chrono::nanoseconds scroll_speed, TextColours colours);

  /// Shows the columns that have become due since the last call, each of them; returns `done()`. Never waits.
  bool update();
  /// True when nothing more will be drawn: the text has passed, or was stopped.
  bool done() const { return next_ > frames_; }
  /// Ends the message; the LEDs stay as they are.
  void stop() { next_ = frames_ + 1; }
  /// Scrolls on until the message is done or `timeout` has passed; returns `done()`.
  bool wait(std::optional<std::chrono::nanoseconds> timeout = {});

 private:
  std::int64_t due_ns() const { return start_ns_ + static_cast<std::int64_t>(next_) * scroll_speed_.count(); }

  SenseHat* hat_;
  Waiting* waiting_;
  std::vector<Column> columns_;
  std::chrono::nanoseconds scroll_speed_;
  TextColours colours_;
  std::size_t frames_;
  std::int64_t start_ns_;
  std::size_t next_ = 0;  ///< the column to show next; frames_ is the rest after the last one
};

}  // namespace cupola::hat
