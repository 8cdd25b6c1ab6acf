#pragma once

#include "certificates/orbit/time.hpp"

#include <string>

namespace cupola::orbit {

/// An orbit at its epoch: SGP4 mean elements in TEME, in the units of a TLE. Whatever format it came in.
struct ElementSet {
  std::string name;  ///< "ISS (ZARYA)"; empty where the text gave none
  int catalogue_number = 0;
  std::string designator;  ///< international, as written: "98067A"; may be empty
  Time epoch{};
  double inclination_deg = 0;          ///< 0 to 180
  double ascending_node_deg = 0;       ///< right ascension, 0 to 360
  double eccentricity = 0;             ///< 0 to below 1
  double perigee_argument_deg = 0;     ///< 0 to 360
  double mean_anomaly_deg = 0;         ///< 0 to 360
  double mean_motion_rev_per_day = 0;  ///< Kozai's, above 0
  double bstar = 0;                    ///< drag term, 1 / Earth radius
};

/// The International Space Station in the satellite catalogue.
inline constexpr int kIssCatalogueNumber = 25544;

}  // namespace cupola::orbit
