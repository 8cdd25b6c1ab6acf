#include "emulator/ui/model/solid.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace cupola::ui {
namespace {

using doctest::Approx;

void check_same(const hat::Vec3& a, const hat::Vec3& b) {
  CHECK(a.x == Approx(b.x).epsilon(1e-9));
  CHECK(a.y == Approx(b.y).epsilon(1e-9));
  CHECK(a.z == Approx(b.z).epsilon(1e-9));
}

TEST_CASE("angles become a turn and the same angles again") {
  for (double yaw = -170; yaw < 180; yaw += 35) {
    for (double pitch = -85; pitch < 90; pitch += 17) {
      for (double roll = -175; roll < 180; roll += 50) {
        const world::Orientation back = orientation_of(turn_of({yaw, pitch, roll}));
        CHECK(back.yaw_deg == Approx(yaw));
        CHECK(back.pitch_deg == Approx(pitch));
        CHECK(back.roll_deg == Approx(roll));
      }
    }
  }
}

TEST_CASE("at the poles the turn is kept though the angles are not the only ones") {
  const Turn turn = turn_of({30, 90, 20});
  const Turn back = turn_of(orientation_of(turn));
  check_same(back.x, turn.x);
  check_same(back.y, turn.y);
  check_same(back.z, turn.z);
  CHECK(orientation_of(turn).roll_deg == 0);
}

TEST_CASE("pitched up, the board's x axis points up: the world's z points down") {
  check_same(apply(turn_of({0, 90, 0}), {1, 0, 0}), {0, 0, -1});
  check_same(apply(turn_of({90, 0, 0}), {1, 0, 0}), {0, 1, 0});
  check_same(apply(turn_of({0, 0, 90}), {0, 1, 0}), {0, 0, 1});
}

TEST_CASE("yaw is drawn clockwise, pitch with the right side up, roll with the lower side down") {
  const Eye eye;
  const hat::Vec3 right{1, 0, 0};
  const hat::Vec3 lower{0, -1, 0};
  const auto at = [&](const world::Orientation& orientation, const hat::Vec3& side) {
    return apply(turn_of(drawn(orientation)), side);
  };
  check_same(at({.yaw_deg = 90}, right), lower);
  check_same(at({.pitch_deg = 90}, right), {0, 0, 1});
  check_same(at({.roll_deg = 90}, lower), {0, 0, -1});
  CHECK(seen(eye, at({.yaw_deg = 30}, right)).y > seen(eye, right).y);
  const world::Orientation any{.yaw_deg = 20, .pitch_deg = 30, .roll_deg = -40};
  CHECK(drawn(drawn(any)) == any);
}

TEST_CASE("what is dragged follows the hand") {
  const Eye eye;
  // A point of the board that is near the eye goes right and down on the screen.
  const hat::Vec3 near{std::sin(eye.azimuth_rad) * std::cos(eye.elevation_rad),
                       -std::cos(eye.azimuth_rad) * std::cos(eye.elevation_rad), std::sin(eye.elevation_rad)};
  const hat::Vec3 before = seen(eye, near);
  CHECK(seen(eye, apply(dragged(eye, 0.1, 0), near)).x > before.x);
  CHECK(seen(eye, apply(dragged(eye, 0, 0.1), near)).y > before.y);
}

TEST_CASE("a whole circle of drags ends where it began") {
  const Eye eye;
  Turn turn = turn_of({10, 20, 30});
  const Turn start = turn;
  constexpr int kSteps = 100;
  for (int i = 0; i < kSteps; ++i) turn = compose(dragged(eye, 2 * std::numbers::pi / kSteps, 0), turn);
  check_same(turn.x, start.x);
}

}  // namespace
}  // namespace cupola::ui
