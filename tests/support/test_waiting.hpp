#pragma once

#include <cupola/hat/waiting.hpp>

#include <chrono>
#include <cstdint>
#include <functional>

namespace cupola::tests {

/// A clock that only waiting moves. `on_wait` runs after every wait: the world that goes on meanwhile.
class TestWaiting final : public hat::Waiting {
 public:
  std::int64_t now_ns() override { return now_ns_; }
  void wait(std::chrono::nanoseconds duration) override {
    now_ns_ += duration.count();
    ++waits_;
    if (on_wait) on_wait();
  }
  int waits() const { return waits_; }
  void pass(std::chrono::nanoseconds duration) { now_ns_ += duration.count(); }

  std::function<void()> on_wait;

 private:
  std::int64_t now_ns_ = 0;
  int waits_ = 0;
};

}  // namespace cupola::tests
