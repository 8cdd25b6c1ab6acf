#include "hat_driver/backends/calibrate.hpp"

#include <algorithm>

namespace cupola::backends {

MotionRecord record_motion(devices::Hat& hat, base::Clock& clock, base::Monotonic duration,
                           const std::function<void(double share)>& tick) {
  constexpr base::Monotonic kTick = std::chrono::milliseconds(100);
  MotionRecord record;
  const base::Monotonic start = clock.monotonic();
  base::Monotonic next_tick = start;
  for (base::Monotonic now = start; now < start + duration; now = clock.monotonic()) {
    if (const auto sample = hat.inertial.poll(now)) record.rotation_rad_s.push_back(sample->rotation_rad_s);
    if (const auto sample = hat.field.poll(now)) record.field_ut.push_back(sample->field_ut);
    if (now >= next_tick) {
      next_tick = now + kTick;
      tick(std::chrono::duration<double>(now - start) / std::chrono::duration<double>(duration));
    }
    base::Monotonic due = std::min(next_tick, start + duration);
    if (hat.inertial.present()) due = std::min(due, hat.inertial.due());
    if (hat.field.present()) due = std::min(due, hat.field.due());
    clock.wait_until(due);
  }
  return record;
}

}  // namespace cupola::backends
