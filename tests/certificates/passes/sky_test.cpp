#include "certificates/passes/sky.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

using namespace cupola::passes;

TEST_CASE("a spoilt star catalogue is refused with its line") {
  const auto refuses = [](const char* text, const char* part) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(read_stars(text), doctest::Contains(part), std::invalid_argument);
  };
  refuses("", "there is none");
  refuses("S 10 20\n", "line 1: too few words");
  refuses("# stars\nS 10 20 x 0\n", "line 2: \"x\" is no number");
  refuses("S 10 91 1 0\n", "line 1: a place must be");
  refuses("S 1 2 3 4\nL 1 2 3 4\n", "line 2: begins with neither");
  refuses("S 1 2 3 4\nC Ori 1 2 1 Orion\nL 1 2 3\n", "line 3: a line has pairs");
  refuses("hello\n", "line 1: begins with neither");
}

TEST_CASE("the built-in stars reach magnitude 5 and the constellations are the 88 of the sky") {
  const StarCatalogue catalogue = read_stars(built_in_stars());
  CHECK(catalogue.stars.size() > 1500);
  CHECK(catalogue.stars.front().name == "Sirius");
  CHECK(std::is_sorted(catalogue.stars.begin(), catalogue.stars.end(),
                       [](const Star& a, const Star& b) { return a.magnitude < b.magnitude; }));
  CHECK(catalogue.stars.back().magnitude <= 5.0);
  std::set<std::string> names;
  for (const Constellation& constellation : catalogue.constellations) {
    names.insert(constellation.name.substr(0, 7) == "Serpens" ? "Serpens" : constellation.name);
  }
  CHECK(names.size() == 88);
  CHECK(names.count("Ursa Major") == 1);
}
