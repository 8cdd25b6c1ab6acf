#pragma once

#include "tests/support/hardware/colour_chips.hpp"
#include "tests/support/hardware/led_controller.hpp"
#include "tests/support/hardware/simulated_bus.hpp"
#include "tests/support/hardware/st_sensors.hpp"

namespace cupola::tests {

/// A whole Sense HAT on a bus of its own: all six chips, the colour chip of the flight units.
struct SimulatedHat {
  explicit SimulatedHat(base::Clock& clock) : bus(clock) {
    bus.attach(0x5f, humidity);
    bus.attach(0x5c, pressure);
    bus.attach(0x6a, inertial);
    bus.attach(0x1c, magnetometer);
    bus.attach(0x29, colour);
    bus.attach(0x46, controller);
  }

  SimulatedBus bus;
  SimulatedHts221 humidity;
  SimulatedLps25h pressure;
  SimulatedInertial inertial;
  SimulatedMagnetometer magnetometer;
  SimulatedColourChip colour{SimulatedColourChip::Kind::Tcs34725};
  SimulatedLedController controller;
};

}  // namespace cupola::tests
