#include "certificates/page/sky.hpp"

#include "certificates/page/places.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola;
using namespace cupola::page;
using namespace std::chrono;

TEST_CASE("the Sun stands over the tropics at the solstices, over Greenwich at its noon") {
  // Equation of time on 1 February: -13.5 minutes, so that the Sun is late by 3.4 degrees.
  const geo::MapPoint february = below_the_sun(sys_days{2018y / February / 1} + 12h);
  CHECK(february.longitude_deg == doctest::Approx(3.4).epsilon(0.03));
  CHECK(february.latitude_deg == doctest::Approx(-17.1).epsilon(0.01));
  CHECK(below_the_sun(sys_days{2018y / June / 21} + 10h).latitude_deg ==
        doctest::Approx(23.43).epsilon(0.001));
}

TEST_CASE("a circle keeps its distance and goes on over the date line without a jump") {
  const geo::MapPoint centre{175, 60};
  const geo::Ring ring = circle_around(centre, 70, 60);
  REQUIRE(ring.size() == 60);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    CHECK(angle_between(centre, ring[i]) == doctest::Approx(70).epsilon(1e-6));
    if (i > 0) CHECK(std::abs(ring[i].longitude_deg - ring[i - 1].longitude_deg) < 180);
  }
  // It goes around the pole: once all the way.
  CHECK(std::abs(ring.back().longitude_deg - ring.front().longitude_deg) > 300);
}

TEST_CASE("bearings are those of a compass") {
  CHECK(bearing({0, 0}, {0, 10}) == doctest::Approx(0));
  CHECK(bearing({0, 0}, {10, 0}) == doctest::Approx(90));
  CHECK(bearing({0, 10}, {0, 0}) == doctest::Approx(180));
  CHECK(bearing({179, 0}, {-179, 0}) == doctest::Approx(90));
}

TEST_CASE("the nearest place is the nearest one, over the date line too") {
  const NearPlace near = nearest_place(-28, -133);
  CHECK(near.zone == "Pacific/Pitcairn");
  CHECK(near.distance_km == doctest::Approx(435).epsilon(0.02));
  CHECK(near.bearing_deg == doctest::Approx(221).epsilon(0.02));
  CHECK(nearest_place(-18, -179.9).zone == "Pacific/Fiji");
  CHECK(nearest_place(52.5, 13.4).zone == "Europe/Berlin");
}

TEST_CASE("places along a track come with those near the flight first") {
  const std::vector<orbit::Geodetic> path{{50, 0, 400}, {50, 5, 400}, {50, 10, 400}, {50, 15, 400}};
  const auto places = places_near(path, {50, 15, 400});
  REQUIRE(places.size() > 5);
  for (const TrackPlace& place : places) CHECK(place.off_track_deg <= 6);
  CHECK(places.front().place->zone == "Europe/Prague");
}
