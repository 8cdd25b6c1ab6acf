#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/devices/hat.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace cupola::backends {

/// One thing that a part measures.
struct Quantity {
  std::string name;  ///< "humidity"
  std::string unit;  ///< "%RH"
  double first = 0;  ///< the first sample
  double noise = 0;  ///< standard deviation of all of them
};

/// What a part did while it was watched.
struct Examined {
  std::size_t samples = 0;
  double rate_hz = 0;
  std::vector<Quantity> quantities;
  std::string trouble;  ///< what it said when it failed
};

/// Watches the sensors of a HAT for `duration`: the rest it finds in the HAT's reports. Lights no LED. LEDs
/// and joystick have no samples.
std::array<Examined, devices::kPartCount> examine(devices::Hat& hat, base::Clock& clock,
                                                  base::Monotonic duration);

}  // namespace cupola::backends
