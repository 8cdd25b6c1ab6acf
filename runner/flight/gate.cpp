#include "runner/flight/gate.hpp"

#include <algorithm>

namespace cupola::flight {
namespace {

/// How often whoever watches hears that the flight waits on purpose.
constexpr std::chrono::seconds kSignOfLife{10};

}  // namespace

Gate::Gate(const Plan& plan, const Services& services, std::chrono::nanoseconds longest)
    : schedule_(plan.schedule),
      services_(services),
      longest_(longest),
      on_real_clock_(plan.clock == record::ClockKind::Real) {}

std::string Gate::reason() {
  const Order order = services_.order ? services_.order() : Order::GoOn;
  stopped_ = order == Order::Stop;
  if (stopped_) return "stopped by the operator";
  if (order == Order::Pause) return "paused by the operator";
  if (!on_real_clock_) return {};
  const base::UtcTime now = services_.clock.utc();
  const std::optional<base::UtcTime> start = next_start(schedule_, now, longest_);
  if (!start) return "the hours in which the LEDs stay off leave no time for a program";
  if (*start <= now) return {};
  const bool too_early = schedule_.not_before && now < *schedule_.not_before;
  return (too_early ? "not before " : "LEDs off until ") + base::format_utc(*start);
}

void Gate::wait_while(const std::string& held) {
  while (reason() == held) {
    if (services_.held) services_.held(held);
    services_.wait(services_.clock.monotonic() + kSignOfLife);
  }
}

}  // namespace cupola::flight
