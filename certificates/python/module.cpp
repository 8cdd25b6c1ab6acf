#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/sun.hpp"
#include "certificates/orbit/track.hpp"

#include <pybind11/pybind11.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace py = pybind11;
using namespace cupola::orbit;

namespace {

/// Where the station is at one moment, as Python shows it.
struct Position {
  TrackPoint point;
  double distance_km = 0;
  bool sunlit = false;
  double age_days = 0;
};

/// The element sets of one satellite, and the orbit of the one that was asked for last.
class Satellite {
 public:
  explicit Satellite(const std::string& text) {
    ElementSets read = read_element_sets(text);
    sets_ = sets_of(read.sets, kIssCatalogueNumber);
    if (!sets_.empty()) return;
    if (!read.problems.empty()) {
      throw std::invalid_argument{"line " + std::to_string(read.problems[0].line) + ": " +
                                  read.problems[0].text};
    }
    throw std::invalid_argument{"there is no element set of the ISS (25544) in it, only of satellite " +
                                std::to_string(read.sets[0].catalogue_number)};
  }

  Position at(std::int64_t nanoseconds) {
    const Time time{std::chrono::nanoseconds{nanoseconds}};
    const ElementSet* set = nearest_set(sets_, time);
    if (set != set_) {
      const auto orbit = Orbit::from(*set);
      if (!orbit) fail(orbit.reason());
      orbit_ = *orbit;
      set_ = set;
    }
    const auto state = orbit_->at(time);
    if (!state) fail(state.reason());
    return {.point = *track_point(*orbit_, time),
            .distance_km = length(state->position_km),
            .sunlit = sunlit(state->position_km, sun_direction(time)),
            .age_days = age_days(*set, time)};
  }

 private:
  [[noreturn]] static void fail(OrbitFailure failure) {
    throw std::invalid_argument{"no position of the ISS: " + std::string{describe(failure)}};
  }

  std::vector<ElementSet> sets_;
  const ElementSet* set_ = nullptr;
  std::optional<Orbit> orbit_;
};

}  // namespace

PYBIND11_MODULE(_orbit, module) {
  module.doc() = "SGP4 for astro_pi_orbit; use that package instead.";
  py::class_<Position>(module, "Position")
      .def_property_readonly("latitude_deg", [](const Position& p) { return p.point.place.latitude_deg; })
      .def_property_readonly("longitude_deg", [](const Position& p) { return p.point.place.longitude_deg; })
      .def_property_readonly("altitude_km", [](const Position& p) { return p.point.place.altitude_km; })
      .def_property_readonly("speed_km_s", [](const Position& p) { return p.point.speed_km_s; })
      .def_readonly("distance_km", &Position::distance_km)
      .def_readonly("sunlit", &Position::sunlit)
      .def_readonly("age_days", &Position::age_days);
  py::class_<Satellite>(module, "Satellite")
      .def(py::init<const std::string&>(), py::arg("text"))
      .def("at", &Satellite::at, py::arg("nanoseconds"));
  module.def("built_in_elements", [] { return std::string{built_in_iss_elements()}; });
  module.def("uncertainty_km", &uncertainty_km, py::arg("age_days"));
  module.attr("WARN_AGE_DAYS") = kWarnAgeDays;
}
