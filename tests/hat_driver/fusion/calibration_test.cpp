#include "hat_driver/fusion/calibration_fit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace cupola;
using doctest::Approx;
using fusion::fit_field;

namespace {

/// A field of 50 µT in all directions as a chip beside iron reads it.
std::vector<hat::Vec3> turned_by_hand(double noise_ut, double lowest_z = -1) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal(0, 1);
  std::vector<hat::Vec3> field;
  while (field.size() < 600) {
    const hat::Vec3 v{normal(random), normal(random), normal(random)};
    const double length = std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
    const hat::Vec3 true_field{50 * v.x / length, 50 * v.y / length, 50 * v.z / length};
    if (true_field.z < 50 * lowest_z) continue;
    const hat::Vec3 bent =
        fusion::product({{{1.10, 0.05, 0.00}, {0.05, 0.92, -0.03}, {0.00, -0.03, 1.02}}}, true_field);
    field.push_back({bent.x + 35 + noise_ut * normal(random), bent.y - 80 + noise_ut * normal(random),
                     bent.z + 12 + noise_ut * normal(random)});
  }
  return field;
}

}  // namespace

TEST_CASE("no ellipsoid goes through too few points, one point, a plane, or what is no number") {
  CHECK_FALSE(fit_field({}));
  CHECK_FALSE(fit_field(std::vector<hat::Vec3>(49, hat::Vec3{1, 2, 3})));
  CHECK_FALSE(fit_field(std::vector<hat::Vec3>(100, hat::Vec3{})));
  CHECK_FALSE(fit_field(std::vector<hat::Vec3>(100, hat::Vec3{1, 2, 3})));
  std::vector<hat::Vec3> plane;
  for (int k = 0; k < 100; ++k) plane.push_back({50 * std::cos(k), 50 * std::sin(k), 0});
  CHECK_FALSE(fit_field(plane));
  auto field = turned_by_hand(0.5);
  field.at(3).y = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(fit_field(field));
}

TEST_CASE("hard and soft iron are found and make the field round") {
  const auto fit = fit_field(turned_by_hand(0.5));
  REQUIRE(fit);
  CHECK(fit->offset_ut.x == Approx(35).epsilon(0.02));
  CHECK(fit->offset_ut.y == Approx(-80).epsilon(0.02));
  CHECK(fit->offset_ut.z == Approx(12).epsilon(0.05));
  CHECK(fit->residual_percent < 1.5);
  CHECK(fit->coverage_percent > 95);
  CHECK(fit->strength_ut == Approx(50).epsilon(0.03));
  CHECK(fit->good());
}

TEST_CASE("a board that was hardly turned gets no good mark") {
  const auto fit = fit_field(turned_by_hand(0.5, 0.7));
  CHECK((!fit || !fit->good()));
}

TEST_CASE("the gyroscope's error is the mean of a board that lies still, and of no other") {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 0.002);
  std::vector<hat::Vec3> still;
  for (int k = 0; k < 300; ++k) still.push_back({0.02 + noise(random), -0.03 + noise(random), noise(random)});
  const auto bias = fusion::still_rotation(still);
  REQUIRE(bias);
  CHECK(bias->x == Approx(0.02).epsilon(0.05));
  CHECK(bias->y == Approx(-0.03).epsilon(0.05));
  CHECK_FALSE(fusion::still_rotation(std::span(still).first(49)));
  for (std::size_t k = 0; k < still.size(); ++k)
    still.at(k).z += 0.05 * std::sin(0.1 * static_cast<double>(k));
  CHECK_FALSE(fusion::still_rotation(still));
  CHECK_FALSE(fusion::still_rotation(std::vector<hat::Vec3>(100, hat::Vec3{1, 0, 0})));
}

TEST_CASE("a calibration takes off, then scales and rounds; an empty one changes nothing") {
  const hat::MotionSample sample{5, {0.1, 0.2, 1.1}, {0.5, 0.6, 0.7}, {40, -70, 20}};
  const auto same = fusion::calibrated(sample, {});
  CHECK(same.acceleration_g == sample.acceleration_g);
  CHECK(same.rotation_rad_s == sample.rotation_rad_s);
  CHECK(same.magnetic_field_ut == sample.magnetic_field_ut);
  const auto changed = fusion::calibrated(sample, {.gyroscope_bias_rad_s = {0.5, 0, 0},
                                                   .acceleration_offset_g = {0, 0, 0.1},
                                                   .acceleration_scale = {1, 1, 2},
                                                   .field_offset_ut = {40, 0, 0},
                                                   .field_matrix = {{{1, 0, 0}, {0, 2, 0}, {0, 0, 1}}}});
  CHECK(changed.time_ns == 5);
  CHECK(changed.acceleration_g.z == Approx(2));
  CHECK(changed.rotation_rad_s.x == 0);
  CHECK(changed.magnetic_field_ut == hat::Vec3{0, -140, 20});
}
