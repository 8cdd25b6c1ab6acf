#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::passes {

/// A place among the stars: degrees, mean equator and equinox of J2000.
struct SkyPlace {
  double right_ascension_deg = 0;
  double declination_deg = 0;
};

struct Star {
  SkyPlace place;
  double magnitude = 0;  ///< smaller is brighter
  double colour = 0;     ///< index B-V: below 0 blue, above 1.4 red
  std::string name;      ///< of a bright one, else empty
};

struct Constellation {
  std::string abbreviation;  ///< "Ori"
  std::string name;          ///< Latin: "Orion"
  SkyPlace label;            ///< where the name stands
  int rank = 3;              ///< 1 the best known to 3
  std::vector<std::vector<SkyPlace>> lines;
};

/// All stars to magnitude 5, the brightest first, and the 88 constellations (Serpens counts twice).
struct StarCatalogue {
  std::vector<Star> stars;
  std::vector<Constellation> constellations;
};

/// Reads certificates/data/sky.txt (its head and README.md say its form). Throws std::invalid_argument naming
/// the line.
StarCatalogue read_stars(std::string_view text);

/// The file as compiled into the library.
std::string_view built_in_stars();

}  // namespace cupola::passes
