#include <cupola/hat/sense_hat.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace cupola::hat {

ScrollingMessage::ScrollingMessage(SenseHat& hat, Waiting& waiting, std::vector<Column> columns,
                                   std::chrono::nanoseconds scroll_speed, TextColours colours)
    : hat_(&hat),
      waiting_(&waiting),
      columns_(std::move(columns)),
      scroll_speed_(scroll_speed),
      colours_(colours),
      frames_(message_frames(columns_)),
      start_ns_(waiting.now_ns()) {
  hat_->show_columns(std::span(columns_).first<kSide>(), colours_);
  next_ = 1;
}

bool ScrollingMessage::update() {
  const std::int64_t now = waiting_->now_ns();
  for (; !done() && due_ns() <= now; ++next_) {
    if (next_ < frames_) hat_->show_columns(std::span(columns_).subspan(next_).first<kSide>(), colours_);
  }
  return done();
}

bool ScrollingMessage::wait(std::optional<std::chrono::nanoseconds> timeout) {
  constexpr auto kNever = std::numeric_limits<std::int64_t>::max();
  const std::int64_t begin = waiting_->now_ns();
  const std::int64_t end = timeout && timeout->count() < kNever - begin ? begin + timeout->count() : kNever;
  while (!update()) {
    const std::int64_t now = waiting_->now_ns();
    if (now >= end) break;
    waiting_->wait(std::chrono::nanoseconds(std::max<std::int64_t>(std::min(due_ns(), end) - now, 0)));
  }
  return done();
}

}  // namespace cupola::hat
