#pragma once

#include "hat_driver/base/clock.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace cupola::flight {

/// Tells systemd how the service fares: datagrams to $NOTIFY_SOCKET, the protocol of sd_notify(3). Written
/// here rather than linked from libsystemd: it is one datagram, and the flight computer needs one library
/// less. Without that variable nothing happens; neither does a datagram that cannot be sent stop a flight.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC once.
  static ServiceManager from_environment();
  /// Sends to this socket: a path, or "@" and an abstract name. Empty: nobody listens. `patience`: how long
  /// the watchdog waits for a sign of life before it starts the service again; 0: there is none.
  explicit ServiceManager(std::string socket, std::chrono::microseconds patience = {})
      : socket_(std::move(socket)), patience_(patience) {}

  /// The flight has its log and is about to fly.
  void ready() const { send("READY=1\nSTATUS=about to fly"); }
  /// How far the flight is; a sign of life, too.
  void status(std::string_view text) const;
  /// A sign of life from the loop that watches over a program. May be called as often as it goes round: it
  /// feeds the watchdog four times within its patience.
  void alive(base::Monotonic now);

 private:
  void send(std::string_view message) const;

  std::string socket_;
  std::chrono::microseconds patience_;
  base::Monotonic next_sign_{};
};

}  // namespace cupola::flight
