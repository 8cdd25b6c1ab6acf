// what_is_below: reads places ("LATITUDE LONGITUDE" a line, degrees), prints what is below each: kind, ISO
// code or "-", name; tab-separated.

#include "certificates/geo/atlas.hpp"

#include <iostream>

int main() {
  const cupola::geo::Atlas atlas = cupola::geo::Atlas::built_in();
  double latitude_deg = 0;
  double longitude_deg = 0;
  while (std::cin >> latitude_deg >> longitude_deg) {
    const cupola::geo::Below below = atlas.below(latitude_deg, longitude_deg);
    std::cout << (below.kind == cupola::geo::Below::Kind::Sea ? "sea" : "country") << '\t'
              << (below.alpha2.empty() ? "-" : below.alpha2) << '\t' << below.name << '\n';
  }
  return std::cin.eof() ? 0 : 1;
}
