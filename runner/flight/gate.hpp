#pragma once

#include "runner/flight/flight.hpp"

#include <string>

namespace cupola::flight {

/// Says between two programs whether the next may start: the operator's orders, and the schedule's hours.
/// Borrows both.
class Gate {
 public:
  /// `longest`: how long a program may take.
  Gate(const Plan& plan, const Services& services, std::chrono::nanoseconds longest);

  /// Why no program may start now, in words; empty if one may.
  std::string reason();
  /// Whether the reason is that the operator ended the flight.
  bool stopped() const { return stopped_; }
  /// Waits until there is another reason than this, or none.
  void wait_while(const std::string& held);

 private:
  const Schedule& schedule_;
  const Services& services_;
  std::chrono::nanoseconds longest_;
  bool on_real_clock_;
  bool stopped_ = false;
};

}  // namespace cupola::flight
