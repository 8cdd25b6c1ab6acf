#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cupola::flight {

/// Tells systemd how the service fares: datagrams to $NOTIFY_SOCKET, the protocol of sd_notify(3). Written
/// here rather than linked from libsystemd: it is one datagram, and the flight computer needs one library
/// less. Without that variable nothing happens; neither does a datagram that cannot be sent stop a flight.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC once.
  static ServiceManager from_environment();
  /// Sends to this socket: a path, or "@" and an abstract name. Empty: nobody listens.
  explicit ServiceManager(std::string socket, bool watchdog = false)
      : socket_(std::move(socket)), watchdog_(watchdog) {}

  /// The flight has its log and is about to fly. If the service has a watchdog, it must wait longer than the
  /// longest program takes, whatever its unit file says: it is set to twice `longest` and a minute.
  void ready(std::chrono::nanoseconds longest) const;
  /// The flight goes on, and how far it is. Feeds the watchdog.
  void status(std::string_view text) const;
  void stopping() const { send("STOPPING=1"); }

 private:
  void send(std::string_view message) const;

  std::string socket_;
  bool watchdog_;
};

}  // namespace cupola::flight
