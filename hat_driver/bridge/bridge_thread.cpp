#include "hat_driver/bridge/bridge_thread.hpp"

#include <algorithm>
#include <utility>

namespace cupola::bridge {

BridgeThread::BridgeThread(devices::Hat hat, const base::Clock& clock,
                           const fusion::MotionCalibration& calibration)
    : clock_(clock), bridge_(std::move(hat), clock, calibration), thread_([this] { work(); }) {}

BridgeThread::~BridgeThread() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void BridgeThread::attach(board::BoardPages& pages) {
  const std::lock_guard lock(mutex_);
  bridge_.attach(pages);
}

void BridgeThread::detach() {
  const std::lock_guard lock(mutex_);
  bridge_.detach();
}

std::string BridgeThread::trouble() const {
  const std::lock_guard lock(mutex_);
  return bridge_.trouble();
}

void BridgeThread::work() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    bridge_.step();
    // At least a moment, in which others get the lock.
    const auto pause =
        std::max(base::Monotonic{std::chrono::microseconds(200)}, bridge_.due() - clock_.monotonic());
    wake_.wait_for(lock, pause, [this] { return stopped_; });
  }
}

}  // namespace cupola::bridge
