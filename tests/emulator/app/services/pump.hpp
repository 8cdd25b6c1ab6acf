#pragma once

#include "hat_driver/base/clock.hpp"

#include <poll.h>

#include <chrono>
#include <vector>

namespace cupola::tests {

/// What a window's loop does for a service: waits on its descriptors and ticks, until `done()`; false after
/// 20 s.
template <typename Service, typename Done>
bool pump(Service& service, Done done) {
  const base::SystemClock clock;
  const auto deadline = clock.monotonic() + std::chrono::seconds(20);
  while (clock.monotonic() < deadline) {
    service.tick(clock.monotonic());
    if (done()) return true;
    std::vector<pollfd> waiting;
    for (const int fd : service.fds()) waiting.push_back({.fd = fd, .events = POLLIN, .revents = 0});
    ::poll(waiting.data(), waiting.size(), 20);
  }
  return false;
}

}  // namespace cupola::tests
