#include "emulator/world/state.hpp"

namespace cupola::world {

WorldState iss_cabin() {
  WorldState state;
  state.humidity_temperature_c = 27.0;
  state.pressure_temperature_c = 28.2;
  state.light = {.red = 3.7, .green = 4.1, .blue = 3.4, .clear = 11.2};
  // The dipole of 31.2 µT at the equator on the ground, 410 km up: (6371 / 6781)³ of it.
  state.field = {.steady_ut = {}, .equator_ut = 25.9};
  state.attitude_wander_deg = 0.3;
  return state;
}

WorldState still_desk() {
  WorldState state;
  state.pressure_temperature_c = 20.8;
  state.light = {.red = 5.2, .green = 5.6, .blue = 5.0, .clear = 15.6};
  state.field.steady_ut = {20, 0, -45};
  state.air_wander = 0;
  return state;
}

}  // namespace cupola::world
