#pragma once

#include "hat_driver/devices/source.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace cupola::devices {

/// Lets a source that takes long to answer work in a thread of its own, so that nobody waits for it.
template <typename Sample>
class Background final : public Source<Sample> {
 public:
  explicit Background(std::unique_ptr<Source<Sample>> source)
      : source_(std::move(source)), period_(source_->period()), thread_([this] { work(); }) {}
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background() override {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  std::optional<Sample> poll() override {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    return std::exchange(newest_, std::nullopt);
  }
  base::Monotonic period() const override { return period_; }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      lock.unlock();
      std::optional<Sample> sample;
      std::exception_ptr error;
      try {
        sample = source_->poll();
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      if (sample) newest_ = sample;
      if (error) error_ = error;
      wake_.wait_for(lock, period_, [this] { return stopped_; });
    }
  }

  std::unique_ptr<Source<Sample>> source_;
  base::Monotonic period_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::optional<Sample> newest_;
  std::exception_ptr error_;
  std::thread thread_;  ///< last: it uses all the others
};

}  // namespace cupola::devices
