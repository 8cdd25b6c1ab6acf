#pragma once

#include "hat_driver/devices/hat.hpp"

#include <cupola/hat/backend.hpp>

#include <memory>
#include <string>

namespace cupola::backends {

/// What the environment says of the hardware: CUPOLA_I2C_BUS (a bus file; without it, a Pi's are searched),
/// CUPOLA_I2C_SHARE=1 (read chips beside the kernel drivers that own them), CUPOLA_GRAB_JOYSTICK=1 (keep it
/// from typing into the console). Empty is the same as not set.
devices::HatOptions hat_options_of_environment();

/// The HAT of this machine, or why there is none and what helps.
struct OpenedHardware {
  std::unique_ptr<hat::Backend> backend;
  std::string problem = {};
  std::string remedy = {};
  bool in_use = false;  ///< there is one, but another process has it for itself
};
/// Null if no part of a HAT was found, or if it is in use. With the calibration of this user, if there is
/// one.
OpenedHardware open_hardware(const devices::HatOptions& options);

}  // namespace cupola::backends
