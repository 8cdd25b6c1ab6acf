#include "emulator/app/window/fd_waker.hpp"
#include "hat_driver/base/system_error.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace cupola::app {

FdWaker::FdWaker(std::function<void()> wake)
    : wake_(std::move(wake)), changed_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!changed_.valid()) base::throw_errno("make", "an event descriptor");
  thread_ = std::thread([this] { run(); });
}

FdWaker::~FdWaker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ::eventfd_write(changed_.get(), 1);
  thread_.join();
}

void FdWaker::arm(const std::vector<int>& fds) {
  {
    const std::lock_guard lock(mutex_);
    if (!told_ && fds == fds_) return;
    fds_ = fds;
    told_ = false;
  }
  ::eventfd_write(changed_.get(), 1);
}

void FdWaker::run() {
  std::vector<pollfd> waiting;
  while (true) {
    waiting.assign(1, {.fd = changed_.get(), .events = POLLIN, .revents = 0});
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      if (!told_) {
        for (const int fd : fds_) waiting.push_back({.fd = fd, .events = POLLIN, .revents = 0});
      }
    }
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    if (waiting[0].revents != 0) {
      std::uint64_t count = 0;
      ::eventfd_read(changed_.get(), &count);
      continue;
    }
    {
      const std::lock_guard lock(mutex_);
      told_ = true;
    }
    wake_();
  }
}

}  // namespace cupola::app
