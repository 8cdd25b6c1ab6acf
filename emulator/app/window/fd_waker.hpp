// Has a thread of its own; arm() and the destructor belong to one other thread.
#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cupola::app {

/// Wakes a loop that waits for the window's events when a descriptor becomes readable: SDL cannot wait for
/// both. Tells once and then sleeps until it is armed again, so a descriptor that nobody reads costs nothing.
class FdWaker {
 public:
  /// `wake` is called on the waker's thread. Throws std::system_error without descriptors or threads.
  explicit FdWaker(std::function<void()> wake);
  FdWaker(const FdWaker&) = delete;
  FdWaker& operator=(const FdWaker&) = delete;
  ~FdWaker();

  /// Waits for these from now on, which stay open until the next call. The same ones again cost no system
  /// call while it still waits for them.
  void arm(const std::vector<int>& fds);

 private:
  void run();

  std::function<void()> wake_;
  base::UniqueFd changed_;
  std::mutex mutex_;  // guards what follows
  std::vector<int> fds_;
  bool told_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace cupola::app
