#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/devices/hat.hpp"

#include <cupola/hat/readings.hpp>

#include <functional>
#include <vector>

namespace cupola::backends {

/// What the motion chips read for a while, uncorrected.
struct MotionRecord {
  std::vector<hat::Vec3> rotation_rad_s;
  std::vector<hat::Vec3> field_ut;
};

/// Listens for `duration`. `tick` is told ten times a second what share of it has passed.
MotionRecord record_motion(devices::Hat& hat, base::Clock& clock, base::Monotonic duration,
                           const std::function<void(double share)>& tick);

}  // namespace cupola::backends
