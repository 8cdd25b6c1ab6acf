#include "certificates/orbit/nearest.hpp"

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/sgp4.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

constexpr Time kMidnight = sys_days{year{2018} / 2 / 1};

ElementSet set_at(Time epoch, int catalogue_number = kIssCatalogueNumber) {
  ElementSet set;
  set.epoch = epoch;
  set.catalogue_number = catalogue_number;
  return set;
}

}  // namespace

TEST_CASE("no sets, no nearest one") { CHECK(nearest_set({}, kMidnight) == nullptr); }

TEST_CASE("the nearest epoch is taken, later or earlier; the first of equals") {
  const std::vector<ElementSet> sets{set_at(kMidnight - 48h), set_at(kMidnight + 5h, 1),
                                     set_at(kMidnight - 5h, 2), set_at(kMidnight + 48h)};
  CHECK(nearest_set(sets, kMidnight)->catalogue_number == 1);
  CHECK(nearest_set(sets, kMidnight - 1ns)->catalogue_number == 2);
  CHECK(nearest_set(sets, kMidnight - 1000h) == &sets[0]);
  CHECK(nearest_set(sets, kMidnight + 1000h) == &sets[3]);
}

TEST_CASE("the flight of 1 February 2018 finds its own set among the built-in ones") {
  const auto sets = read_element_sets(built_in_iss_elements()).sets;
  const ElementSet* set = nearest_set(sets, kMidnight + 9h);
  REQUIRE(set != nullptr);
  CHECK(set->epoch == kMidnight + microseconds{864} * 92935684);
  CHECK(age_days(*set, kMidnight + 9h) == doctest::Approx(0.375 - 0.92935684));
}

TEST_CASE("sets of one satellite keep their order") {
  const std::vector<ElementSet> sets{set_at(kMidnight, 7), set_at(kMidnight + 1h, 8),
                                     set_at(kMidnight + 2h, 7)};
  const auto found = sets_of(sets, 7);
  REQUIRE(found.size() == 2);
  CHECK(found[1].epoch == kMidnight + 2h);
  CHECK(sets_of(sets, 9).empty());
}

TEST_CASE("uncertainty grows with age on either side of the epoch") {
  CHECK(uncertainty_km(0) > 0);
  CHECK(uncertainty_km(-2) == uncertainty_km(2));
  for (int age = 0; age < 40; ++age) CHECK(uncertainty_km(age + 1) > uncertainty_km(age));
}

TEST_CASE("uncertainty never passes half-way round the Earth") { CHECK(uncertainty_km(1e6) == 20000); }

TEST_CASE("two of three pairs of real sets agree within the stated uncertainty") {
  const auto sets = read_element_sets(built_in_iss_elements()).sets;
  int pairs = 0, within = 0;
  for (const ElementSet& a : sets) {
    for (const ElementSet& b : sets) {
      const double age = age_days(a, b.epoch);
      if (&a == &b || std::abs(age) > 7) continue;
      const Vec3 there = Orbit::from(a)->at(b.epoch)->position_km,
                 here = Orbit::from(b)->at(b.epoch)->position_km;
      ++pairs;
      if (length(there - here) <= uncertainty_km(age)) ++within;
    }
  }
  MESSAGE(within, " of ", pairs, " pairs at most 7 days apart");
  CHECK(pairs > 100);
  CHECK(within * 3 >= pairs * 2);
  CHECK(within * 10 <= pairs * 9);  // nor is the estimate so wide that it says nothing
}
