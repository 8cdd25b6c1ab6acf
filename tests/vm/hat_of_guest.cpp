// Runs in a virtual machine, beside the commands that are tested there: a HAT with the colour chip of retail
// boards. Prints its bus when it is there, moves the joystick to the left for every line of standard input,
// and ends with it.
#include "tests/vm/guest_hat.hpp"

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <linux/input.h>

using namespace cupola::tests;

int main() {
  try {
    const GuestHat hat(SimulatedColourChip::Kind::Tcs3400);
    const auto framebuffer = shape_framebuffer();
    name_framebuffer();
    const GuestJoystick joystick;
    std::cout << hat.device.string() << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
      joystick.key(KEY_LEFT, 1);
      joystick.key(KEY_LEFT, 0);
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "hat_of_guest: %s\n", error.what());
    return 1;
  }
}
