#include "emulator/ui/model/tour.hpp"

#include <doctest/doctest.h>

namespace cupola::ui {
namespace {

constexpr Box kWindow{0, 0, 1280, 800};

bool inside(const Box& box, const Box& window) {
  return box.left >= window.left && box.top >= window.top && box.right <= window.right &&
         box.bottom <= window.bottom;
}

float area(const Box& box) { return box.width() * box.height(); }

TEST_CASE("a tour has five stops, each with something to say") {
  REQUIRE(tour_steps().size() == 5);
  for (const TourStep& step : tour_steps()) {
    CHECK(*step.widget != 0);
    CHECK(*step.title != 0);
    CHECK(*step.text != 0);
  }
}

TEST_CASE("back stays at the first step; forward from the last ends the tour") {
  TourState tour;
  tour.start();
  tour.back();
  CHECK(tour.step == 0);
  for (int i = 0; i < 4; ++i) tour.forward();
  CHECK(tour.active);
  CHECK(tour.step == 4);
  tour.forward();
  CHECK_FALSE(tour.active);
  tour.start();
  CHECK(tour.step == 0);
}

TEST_CASE("a bubble never covers its target nor leaves the window while there is room for both") {
  for (float x = 0; x <= 1200; x += 75) {
    for (float y = 0; y <= 740; y += 37) {
      const Box target{x, y, x + 80, y + 60};
      const Box bubble = place_bubble(target, 380, 160, kWindow, 14);
      CAPTURE(x);
      CAPTURE(y);
      CHECK_FALSE(bubble.overlaps(target));
      CHECK(inside(bubble, kWindow));
    }
  }
}

TEST_CASE("without a target the bubble stands in the middle") {
  const Box bubble = place_bubble({}, 400, 200, kWindow, 14);
  CHECK(bubble.left == 440);
  CHECK(bubble.top == 300);
}

TEST_CASE("beside a target as large as the window the bubble still stays inside") {
  CHECK(inside(place_bubble(kWindow, 380, 160, kWindow, 14), kWindow));
  CHECK(inside(place_bubble({-50, -50, 1300, 700}, 380, 160, kWindow, 14), kWindow));
}

TEST_CASE("around a hole four parts remain that fill the rest exactly") {
  const Box hole{100, 200, 300, 260};
  float sum = 0;
  for (const Box& part : around(kWindow, hole)) {
    CHECK_FALSE(part.overlaps(hole));
    sum += area(part);
  }
  CHECK(around(kWindow, hole).size() == 4);
  CHECK(sum == area(kWindow) - area(hole));
  CHECK(around(kWindow, {0, 0, 1280, 100}).size() == 1);
  CHECK(around(kWindow, {}).size() == 1);
  CHECK(around(kWindow, {2000, 0, 2100, 10}).size() == 1);
  CHECK(around(kWindow, kWindow).empty());
}

}  // namespace
}  // namespace cupola::ui
