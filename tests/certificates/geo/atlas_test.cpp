#include "certificates/geo/atlas.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

using cupola::geo::Atlas;
using cupola::geo::Below;
using cupola::geo::MapPoint;
using cupola::geo::Ring;

namespace {

const Atlas& atlas() {
  static const Atlas instance = Atlas::built_in();
  return instance;
}

struct Place {
  double latitude_deg;
  double longitude_deg;
  const char* name;
};

constexpr Place kCapitals[] = {
    {51.507, -0.128, "United Kingdom"},
    {48.857, 2.352, "France"},
    {52.520, 13.405, "Germany"},
    {40.417, -3.704, "Spain"},
    {41.870, 12.560, "Italy"},
    {41.9030, 12.4350, "Vatican City"},
    {43.936, 12.447, "San Marino"},
    {52.230, 21.011, "Poland"},
    {37.984, 23.728, "Greece"},
    {59.913, 10.752, "Norway"},
    {64.147, -21.942, "Iceland"},
    {50.450, 30.523, "Ukraine"},
    {49.612, 6.130, "Luxembourg"},
    {35.899, 14.514, "Malta"},
    {55.756, 37.617, "Russia"},
    {39.934, 32.860, "Turkey"},
    {30.044, 31.236, "Egypt"},
    {-29.314, 27.484, "Lesotho"},
    {-26.305, 31.137, "Eswatini"},
    {-25.747, 28.188, "South Africa"},
    {-1.292, 36.822, "Kenya"},
    {-4.325, 15.322, "Democratic Republic of the Congo"},
    {13.430, -16.650, "Gambia"},
    {4.860, 31.570, "South Sudan"},
    {-18.879, 47.508, "Madagascar"},
    {28.614, 77.209, "India"},
    {27.717, 85.324, "Nepal"},
    {39.904, 116.407, "China"},
    {35.690, 139.692, "Japan"},
    {37.566, 126.978, "South Korea"},
    {1.352, 103.820, "Singapore"},
    {4.903, 114.940, "Brunei"},
    {-8.557, 125.560, "Timor-Leste"},
    {-35.281, 149.130, "Australia"},
    {-41.287, 174.776, "New Zealand"},
    {-18.124, 178.450, "Fiji"},
    {38.907, -77.037, "United States of America"},
    {45.421, -75.697, "Canada"},
    {19.433, -99.133, "Mexico"},
    {18.486, -69.931, "Dominican Republic"},
    {13.113, -59.599, "Barbados"},
    {-15.794, -47.883, "Brazil"},
    {-16.490, -68.119, "Bolivia"},
    {-34.604, -58.382, "Argentina"},
};

constexpr Place kSeas[] = {
    {0, 0, "Gulf of Guinea"},
    {-30, -120, "South Pacific Ocean"},
    {-0.1, -160, "South Pacific Ocean"},
    {0.1, -160, "North Pacific Ocean"},
    {-45, 179.99, "South Pacific Ocean"},
    {-45, -179.99, "South Pacific Ocean"},
    {6, -80.5, "North Pacific Ocean"},  // either side of the isthmus of Panama
    {10, -80.5, "Caribbean Sea"},
    {14.5, -94, "North Pacific Ocean"},
    {-53, -76, "South Pacific Ocean"},
    {-53, -66, "South Atlantic Ocean"},
    {-25, -20, "South Atlantic Ocean"},
    {-40, 19.9, "South Atlantic Ocean"},
    {-40, 20.1, "Indian Ocean"},
    {-30, 90, "Indian Ocean"},
    {-50, 146.7, "Indian Ocean"},
    {-50, 147, "South Pacific Ocean"},
    {40, -40, "North Atlantic Ocean"},
    {-61, 100, "Southern Ocean"},
    {85, 0, "Arctic Ocean"},
    {34, 18, "Mediterranean Sea"},
    {39.5, 12, "Tyrrhenian Sea"},
    {43, 15.5, "Adriatic Sea"},
    {43, 34, "Black Sea"},
    {42, 50.5, "Caspian Sea"},
    {20, 38.5, "Red Sea"},
    {27, 51.5, "Persian Gulf"},
    {24.5, 58.5, "Gulf of Oman"},
    {12.5, 48, "Gulf of Aden"},
    {15, 65, "Arabian Sea"},
    {8, 75, "Laccadive Sea"},
    {15, 88, "Bay of Bengal"},
    {10, 96, "Andaman Sea"},
    {10, 101, "Gulf of Thailand"},
    {14, 114, "South China Sea"},
    {20, 107.5, "Gulf of Tonkin"},
    {36, 123, "Yellow Sea"},
    {40, 135, "Sea of Japan"},
    {50, 149, "Sea of Okhotsk"},
    {20, 130, "Philippine Sea"},
    {-5, 110, "Java Sea"},
    {-15, 155, "Coral Sea"},
    {-38, 160, "Tasman Sea"},
    {-34, 130, "Great Australian Bight"},
    {-20, 41, "Mozambique Channel"},
    {25, -90, "Gulf of Mexico"},
    {45, -4, "Bay of Biscay"},
    {59, -85, "Hudson Bay"},
};

void check_all(const Place* first, const Place* last, Below::Kind kind) {
  std::for_each(first, last, [kind](const Place& place) {
    CAPTURE(place.latitude_deg);
    CAPTURE(place.longitude_deg);
    const Below below = atlas().below(place.latitude_deg, place.longitude_deg);
    CHECK(below.name == place.name);
    CHECK(below.kind == kind);
  });
}

double doubled_area(const Ring& ring) {
  double sum = 0;
  const MapPoint* previous = &ring.back();
  for (const MapPoint& point : ring) {
    sum += previous->longitude_deg * point.latitude_deg - point.longitude_deg * previous->latitude_deg;
    previous = &point;
  }
  return sum;
}

bool land_holds(double latitude_deg, double longitude_deg) {
  bool inside = false;
  for (const Ring& ring : atlas().land()) {
    const MapPoint* a = &ring.back();
    for (const MapPoint& b : ring) {
      if ((a->latitude_deg > latitude_deg) != (b.latitude_deg > latitude_deg) &&
          longitude_deg < a->longitude_deg + (latitude_deg - a->latitude_deg) *
                                                 (b.longitude_deg - a->longitude_deg) /
                                                 (b.latitude_deg - a->latitude_deg)) {
        inside = !inside;
      }
      a = &b;
    }
  }
  return inside;
}

}  // namespace

TEST_CASE("refuses places that are not on the globe") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(atlas().below(nan, 0), std::invalid_argument);
  CHECK_THROWS_AS(atlas().below(0, nan), std::invalid_argument);
  CHECK_THROWS_AS(atlas().below(0, infinity), std::invalid_argument);
  CHECK_THROWS_AS(atlas().below(-90.001, 0), std::invalid_argument);
  CHECK_THROWS_WITH_AS(atlas().below(91, 0), "latitude must be -90 to 90 degrees, got 91.000000",
                       std::invalid_argument);
}

TEST_CASE("knows the country below forty-four capitals") {
  check_all(std::begin(kCapitals), std::end(kCapitals), Below::Kind::Country);
}

TEST_CASE("knows the sea below forty-eight places") {
  check_all(std::begin(kSeas), std::end(kSeas), Below::Kind::Sea);
}

TEST_CASE("names the smallest of the seas that hold a place") {
  CHECK(atlas().below(3, 2).name == "Gulf of Guinea");
  CHECK(atlas().below(5.3, 4).name == "Bight of Benin");
  CHECK(atlas().below(40.5, 5).name == "Mediterranean Sea");
  CHECK(atlas().below(43, 4).name == "Gulf of Lion");
}

TEST_CASE("says a sea as English does, without codes") {
  CHECK(atlas().below(-30, -120).phrase == "the South Pacific Ocean");
  CHECK(atlas().below(15, 88).phrase == "the Bay of Bengal");
  CHECK(atlas().below(59, -85).phrase == "Hudson Bay");
  CHECK(atlas().below(59, -85).alpha2.empty());
  CHECK(atlas().below(59, -85).numeric == 0);
}

TEST_CASE("says a country as English does, with its codes") {
  const Below netherlands = atlas().below(52.09, 5.12);
  CHECK(netherlands.name == "Netherlands");
  CHECK(netherlands.phrase == "the Netherlands");
  CHECK(netherlands.alpha2 == "NL");
  CHECK(netherlands.alpha3 == "NLD");
  CHECK(netherlands.numeric == 528);
  CHECK(atlas().below(-10, -55).phrase == "Brazil");
  CHECK(atlas().below(40, -100).phrase == "the United States of America");
  CHECK(atlas().below(22, 45).phrase == "Saudi Arabia");
}

TEST_CASE("names the parts of France overseas, not France") {
  const Below guiana = atlas().below(4.0, -53.0);
  CHECK(guiana.phrase == "French Guiana");
  CHECK(guiana.alpha2 == "GF");
  CHECK(guiana.alpha3 == "GUF");
  CHECK(guiana.numeric == 254);
  CHECK(atlas().below(4.0, 307.0).name == "French Guiana");
  CHECK(atlas().below(-21.1, 55.5).alpha2 == "RE");
  CHECK(atlas().below(14.65, -61.0).alpha2 == "MQ");
  CHECK(atlas().below(16.2, -61.65).alpha2 == "GP");
  CHECK(atlas().below(42.2, 9.1).alpha2 == "FR");
  CHECK(atlas().below(4.0, -56.0).alpha2 == "SR");
}

TEST_CASE("finds both poles and treats both sides of the date line as one") {
  CHECK(atlas().below(-90, 0).name == "Antarctica");
  CHECK(atlas().below(-90, 180).name == "Antarctica");
  CHECK(atlas().below(90, 0).name == "Arctic Ocean");
  CHECK(atlas().below(90, -180).name == "Arctic Ocean");
  for (int step = -179; step <= 180; ++step) {
    const double latitude = step / 2.0;
    CAPTURE(latitude);
    CHECK(atlas().below(latitude, 180).name == atlas().below(latitude, -180).name);
  }
  CHECK(atlas().below(68, 179.9).name == "Russia");
  CHECK(atlas().below(68, -179.9).name == "Russia");
  CHECK(atlas().below(68, 180).name == "Russia");
}

TEST_CASE("wraps longitudes beyond half a turn") {
  CHECK(atlas().below(48.857, 362.352).name == "France");
  CHECK(atlas().below(48.857, -357.648).name == "France");
  CHECK(atlas().below(40, 620).name == "United States of America");
}

TEST_CASE("a place within a kilometre of a coast counts as its country, open water does not") {
  // The straight coast of Namibia crosses 22° S at 14.1655° E.
  CHECK(atlas().below(-22, 14.1755).name == "Namibia");
  CHECK(atlas().below(-22, 14.1575).name == "Namibia");
  CHECK(atlas().below(-22, 14.1355).name == "South Atlantic Ocean");
}

TEST_CASE("land is made of valid outlines that stay within the map") {
  REQUIRE(atlas().land().size() > 500);
  for (const Ring& ring : atlas().land()) {
    REQUIRE(ring.size() >= 3);
    CHECK(std::abs(doubled_area(ring)) > 0);
    const MapPoint* previous = &ring.back();
    for (const MapPoint& point : ring) {
      REQUIRE(std::abs(point.longitude_deg) <= 180);
      REQUIRE(std::abs(point.latitude_deg) <= 90);
      const bool along_the_pole = point.latitude_deg == -90 && previous->latitude_deg == -90;
      const bool crosses_date_line = std::abs(point.longitude_deg - previous->longitude_deg) > 180;
      CHECK((along_the_pole || !crosses_date_line));
      previous = &point;
    }
  }
}

TEST_CASE("the drawn land agrees with the look-up away from the coast") {
  int compared = 0;
  int equal = 0;
  for (int row = 0; row < 62; ++row) {
    for (int column = 0; column < 116; ++column) {
      const double latitude = -89 + 2.9 * row;
      const double longitude = -179 + 3.1 * column;
      const bool land = atlas().below(latitude, longitude).kind == Below::Kind::Country;
      equal += land_holds(latitude, longitude) == land ? 1 : 0;
      ++compared;
    }
  }
  CHECK(equal >= compared * 995 / 1000);
}

TEST_CASE("the Caspian Sea is a hole in the drawn land and Antarctica reaches the pole") {
  CHECK_FALSE(land_holds(42, 50.5));
  CHECK(land_holds(45, 60));
  CHECK(land_holds(-89.9, -179.9));
  CHECK(land_holds(-89.9, 179.9));
}

TEST_CASE("borders are open lines on land, none over the date line") {
  REQUIRE(atlas().borders().size() > 300);
  for (const Ring& line : atlas().borders()) {
    REQUIRE(line.size() >= 2);
    for (std::size_t i = 1; i < line.size(); ++i) {
      CHECK(std::abs(line[i].longitude_deg - line[i - 1].longitude_deg) < 90);
    }
  }
}
