#include "certificates/passes/heavens.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::passes;
using namespace std::chrono;

namespace {

constexpr cupola::orbit::Time kZurichEvening = sys_days{year{2022} / 1 / 21} + 18h + 5min + 41s;
constexpr cupola::orbit::Geodetic kZurich{47.3744, 8.5410, 0};
constexpr cupola::orbit::Time kCapeMorning = sys_days{year{2018} / 2 / 1} + 9h;
constexpr cupola::orbit::Geodetic kCape{-33.9, 18.4, 0};

/// Degrees between two directions in the sky.
double apart(const SkyAngle& a, double azimuth_deg, double elevation_deg) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  const double h1 = a.elevation_deg * kRadians, h2 = elevation_deg * kRadians;
  const double cosine = std::sin(h1) * std::sin(h2) +
                        std::cos(h1) * std::cos(h2) * std::cos((a.azimuth_deg - azimuth_deg) * kRadians);
  return std::acos(std::min(cosine, 1.0)) / kRadians;
}

const Planet& named(const std::vector<Planet>& planets, const std::string& name) {
  for (const Planet& planet : planets) {
    if (planet.name == name) return planet;
  }
  FAIL("no planet ", name);
  return planets.front();
}

}  // namespace

// The expected directions are PyEphem 4.1.4's, without refraction.
TEST_CASE("Sun, Moon, a star and planets stand where PyEphem sees them") {
  const Heavens zurich{kZurichEvening, kZurich};
  CHECK(apart(zurich.sun(), 261.272, -19.158) < 0.02);
  CHECK(apart(zurich.moon().angle, 54.624, -16.384) < 0.05);
  CHECK(apart(zurich.of(SkyPlace{101.2872, -16.7161}), 123.044, 6.170) < 0.02);
  CHECK(apart(named(zurich.planets(), "Jupiter").angle, 243.381, 9.014) < 0.1);
  CHECK(apart(named(zurich.planets(), "Mars").angle, 285.761, -46.169) < 0.1);
  const Heavens cape{kCapeMorning, kCape};
  CHECK(apart(cape.sun(), 65.452, 58.313) < 0.02);
  CHECK(apart(cape.moon().angle, 252.731, -48.520) < 0.05);
  CHECK(apart(named(cape.planets(), "Venus").angle, 70.981, 53.541) < 0.1);
  CHECK(apart(named(cape.planets(), "Saturn").angle, 320.948, 75.768) < 0.1);
  CHECK(apart(named(cape.planets(), "Mercury").angle, 58.53, 69.199) < 0.1);
}

TEST_CASE("planets are about as bright as PyEphem says, and the Moon as full") {
  const Heavens zurich{kZurichEvening, kZurich};
  CHECK(std::abs(named(zurich.planets(), "Jupiter").magnitude - -1.9) < 0.4);
  CHECK(std::abs(named(zurich.planets(), "Mars").magnitude - 1.5) < 0.3);
  CHECK(std::abs(named(zurich.planets(), "Venus").magnitude - -4.0) < 0.7);
  CHECK(std::abs(zurich.moon().lit - 0.864) < 0.01);
  const Heavens cape{kCapeMorning, kCape};
  CHECK(std::abs(cape.moon().lit - 0.99) < 0.01);
}

TEST_CASE("the pole star stands in the north, as high as the place is northern") {
  const SkyAngle pole = Heavens{kZurichEvening, kZurich}.of(SkyPlace{37.95, 89.264});
  CHECK(std::abs(pole.elevation_deg - kZurich.latitude_deg) < 1);
  CHECK(std::abs(std::remainder(pole.azimuth_deg, 360)) < 1.5);
}
