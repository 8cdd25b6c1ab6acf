#include "cli/flight_options.hpp"

namespace cupola::cli {

void add_flight_options(Command app, FlightOptions& options) {
  app.add_option("MISSION", options.mission, "The mission's folder").required();
  app.add_option("--log", options.logs, "Log folder of a flight of this mission; several for several units")
      .type_name("DIR")
      .required();
  app.add_option(
         "--elements", options.elements,
         "Element sets of the ISS (default: MISSION/elements if it holds any, else the built-in ones)")
      .type_name("FILE|FOLDER");
}

}  // namespace cupola::cli
