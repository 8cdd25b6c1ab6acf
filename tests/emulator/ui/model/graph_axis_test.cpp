#include "emulator/ui/model/graph_axis.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace cupola::ui {
namespace {

using Ticks = std::vector<double>;

TEST_CASE("an axis of nothing, or of no end, has no ticks") {
  CHECK(round_ticks({1, 1}, 5).empty());
  CHECK(round_ticks({2, 1}, 5).empty());
  CHECK(round_ticks({0, 1}, 0).empty());
  CHECK(round_ticks({0, std::numeric_limits<double>::infinity()}, 5).empty());
  CHECK(time_ticks({1, 1}, 5).empty());
}

TEST_CASE("ticks are round numbers, inside, and not too many") {
  CHECK(round_ticks({0, 10}, 6) == Ticks{0, 2, 4, 6, 8, 10});
  CHECK(round_ticks({1012.3, 1014.1}, 4) == Ticks{1012.5, 1013, 1013.5, 1014});
  CHECK(round_ticks({-1.1, 1.1}, 5) == Ticks{-1, -0.5, 0, 0.5, 1});
  for (double length = 1e-4; length < 1e6; length *= 1.7) {
    for (int most = 2; most <= 9; ++most) {
      const auto ticks = round_ticks({3.3, 3.3 + length}, most);
      CAPTURE(length);
      CAPTURE(most);
      CHECK(ticks.size() <= static_cast<std::size_t>(most));
      CHECK(ticks.size() * 3 + 2 >= static_cast<std::size_t>(most));
    }
  }
}

TEST_CASE("time is counted in the steps of a clock") {
  CHECK(time_ticks({0, 60}, 5) == Ticks{0, 15, 30, 45, 60});
  CHECK(time_ticks({0, 7200}, 5) == Ticks{0, 1800, 3600, 5400, 7200});
  CHECK(time_ticks({0, 1}, 6) == Ticks{0, 0.2, 0.4, 0.6000000000000001, 0.8, 1});
  CHECK_FALSE(time_ticks({0, 1e8}, 6).empty());
}

TEST_CASE("time is written as a clock shows it, rounded once") {
  CHECK(time_text(0) == "0:00");
  CHECK(time_text(-3) == "0:00");
  CHECK(time_text(7.4) == "0:07");
  CHECK(time_text(59.6) == "1:00");
  CHECK(time_text(59.96, 1) == "1:00.0");
  CHECK(time_text(12.34, 2) == "0:12.34");
  CHECK(time_text(3723) == "1:02:03");
  CHECK(time_decimals(1) == 0);
  CHECK(time_decimals(0.2) == 1);
  CHECK(time_decimals(0.05) == 2);
}

TEST_CASE("numbers have the decimals that tell them apart") {
  CHECK(tick_text(1013, 0.5) == "1013.0");
  CHECK(tick_text(-0.0, 1) == "0");
  CHECK(tick_text(20, 10) == "20");
  CHECK(tick_text(0.02, 0.02) == "0.02");
}

TEST_CASE("an axis has air, and is never so short that noise fills it") {
  const Span quiet = roomy({20, 20.01}, 2);
  CHECK(quiet.lowest == doctest::Approx(19.005));
  CHECK(quiet.highest == doctest::Approx(21.005));
  const Span wide = roomy({0, 100}, 2);
  CHECK(wide.lowest == doctest::Approx(-8));
  CHECK(wide.highest == doctest::Approx(108));
}

}  // namespace
}  // namespace cupola::ui
