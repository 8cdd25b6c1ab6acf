#include "emulator/world/state.hpp"

#include "emulator/world/lamp.hpp"

namespace cupola::world {

WorldState iss_cabin() {
  WorldState state;
  state.humidity_temperature_c = 27.0;
  state.pressure_temperature_c = 28.2;
  state.light = light_of(kColumbusLight);
  // The dipole of 31.2 µT at the equator on the ground, 410 km up: (6371 / 6781)³ of it.
  state.field = {.steady_ut = {}, .equator_ut = 25.9};
  state.attitude_wander_deg = 0.3;
  return state;
}

WorldState still_desk() {
  WorldState state;
  state.pressure_temperature_c = 20.8;
  state.light = light_of(kDeskLight);
  state.field.steady_ut = {20, 0, 45};
  state.air_wander = 0;
  return state;
}

}  // namespace cupola::world
