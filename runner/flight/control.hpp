#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "runner/flight/flight.hpp"

#include <filesystem>
#include <string_view>

namespace cupola::flight {

/// Where a flight hears its operator: signals (SIGUSR1 pauses and goes on again, SIGTERM and SIGINT stop
/// after the present program; a second one kills) and the socket `control` in the log folder. One per
/// process.
class ControlDesk {
 public:
  /// Takes over the three signals for the rest of the process. Throws std::system_error.
  ControlDesk();
  /// Opens the socket, mode 0600: only for the flight that holds the log's lock. Throws std::system_error
  /// (file systems such as FAT have no sockets).
  void listen(const std::filesystem::path& log);

  /// What was asked for last; never waits.
  Order order();
  /// Waits until somebody asks for something, or that moment of `clock`.
  void wait(const base::Clock& clock, base::Monotonic until);

 private:
  void take(std::string_view wish);

  base::UniqueFd signals_;
  base::UniqueFd socket_;
  Order order_ = Order::GoOn;
};

/// Tells the flight that writes this log "pause", "resume" or "stop". It heeds it after the present program,
/// or at once if it waits. Throws std::system_error; no flight there: ECONNREFUSED or ENOENT.
void send_order(const std::filesystem::path& log, std::string_view wish);

}  // namespace cupola::flight
