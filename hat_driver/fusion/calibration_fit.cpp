#include "hat_driver/fusion/calibration_fit.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <numbers>

namespace cupola::fusion {
namespace {

constexpr std::size_t kUnknowns = 9;
constexpr std::size_t kFewest = 50;
using Row = std::array<double, kUnknowns>;
/// Nine equations, each with its right side.
using Equations = std::array<std::array<double, kUnknowns + 1>, kUnknowns>;
using Plain3 = std::array<std::array<double, 3>, 3>;

bool is_finite(const hat::Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }
double length(const hat::Vec3& v) { return std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z); }

/// The quadric's terms at a point: p · terms = 1.
Row terms(const hat::Vec3& v) {
  return {v.x * v.x,     v.y * v.y, v.z * v.z, 2 * v.y * v.z, 2 * v.x * v.z,
          2 * v.x * v.y, 2 * v.x,   2 * v.y,   2 * v.z};
}

/// Gauss with the largest pivot; nothing if the equations do not decide.
std::optional<Row> solved(Equations equations) {
  for (std::size_t k = 0; k < kUnknowns; ++k) {
    const auto pivot =
        std::max_element(equations.begin() + static_cast<std::ptrdiff_t>(k), equations.end(),
                         [k](const auto& a, const auto& b) { return std::abs(a[k]) < std::abs(b[k]); });
    if (!(std::abs((*pivot)[k]) > 1e-12)) return std::nullopt;
    std::swap(equations[k], *pivot);
    for (std::size_t row = 0; row < kUnknowns; ++row) {
      if (row == k) continue;
      const double factor = equations[row][k] / equations[k][k];
      for (std::size_t column = k; column <= kUnknowns; ++column) {
        equations[row][column] -= factor * equations[k][column];
      }
    }
  }
  Row result{};
  for (std::size_t k = 0; k < kUnknowns; ++k) result[k] = equations[k][kUnknowns] / equations[k][k];
  return result;
}

struct Eigen {
  std::array<double, 3> values{};
  Plain3 vectors{};  ///< columns
};

/// Of a symmetric matrix, by Jacobi's turns.
Eigen eigen_of(Plain3 a) {
  Eigen result;
  for (std::size_t k = 0; k < 3; ++k) result.vectors[k][k] = 1;
  constexpr std::array<std::array<std::size_t, 2>, 3> kPairs{{{0, 1}, {0, 2}, {1, 2}}};
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (const auto& [p, q] : kPairs) {
      if (a[p][q] == 0) continue;
      const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]);
      const double c = std::cos(angle);
      const double s = std::sin(angle);
      for (std::size_t k = 0; k < 3; ++k) {
        const double akp = a[k][p];
        a[k][p] = c * akp - s * a[k][q];
        a[k][q] = s * akp + c * a[k][q];
      }
      for (std::size_t k = 0; k < 3; ++k) {
        const double apk = a[p][k];
        a[p][k] = c * apk - s * a[q][k];
        a[q][k] = s * apk + c * a[q][k];
        const double vkp = result.vectors[k][p];
        result.vectors[k][p] = c * vkp - s * result.vectors[k][q];
        result.vectors[k][q] = s * vkp + c * result.vectors[k][q];
      }
    }
  }
  for (std::size_t k = 0; k < 3; ++k) result.values.at(k) = a[k][k];
  return result;
}

/// The symmetric square root, scaled so that it keeps volumes: the mean strength stays what it was.
std::optional<Matrix3> rounding_matrix(const Plain3& shape) {
  const Eigen eigen = eigen_of(shape);
  const double smallest = *std::min_element(eigen.values.begin(), eigen.values.end());
  const double largest = *std::max_element(eigen.values.begin(), eigen.values.end());
  // Iron on a board does not make the axes differ by more than a factor of three.
  if (!(smallest > 0) || !(largest < 9 * smallest)) return std::nullopt;
  const double volume = std::pow(eigen.values[0] * eigen.values[1] * eigen.values[2], -1.0 / 6);
  Plain3 root{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      for (std::size_t k = 0; k < 3; ++k) {
        root[row][column] +=
            volume * std::sqrt(eigen.values.at(k)) * eigen.vectors[row][k] * eigen.vectors[column][k];
      }
    }
  }
  return Matrix3{{{root[0][0], root[0][1], root[0][2]},
                  {root[1][0], root[1][1], root[1][2]},
                  {root[2][0], root[2][1], root[2][2]}}};
}

/// Where the fit has its origin, inside the ellipsoid, and its unit: a quadric whose origin lies on its
/// surface has no equation of this form.
struct Box {
  hat::Vec3 middle;
  double unit = 0;
};

Box box_of(std::span<const hat::Vec3> points) {
  hat::Vec3 low = points.front();
  hat::Vec3 high = low;
  for (const hat::Vec3& each : points) {
    low = {std::min(low.x, each.x), std::min(low.y, each.y), std::min(low.z, each.z)};
    high = {std::max(high.x, each.x), std::max(high.y, each.y), std::max(high.z, each.z)};
  }
  return {{(low.x + high.x) / 2, (low.y + high.y) / 2, (low.z + high.z) / 2},
          std::max({high.x - low.x, high.y - low.y, high.z - low.z}) / 2};
}

/// Shape and slope of the quadric in the fit's own units.
struct Quadric {
  Plain3 shape{};
  hat::Vec3 linear;
};

std::optional<Quadric> fit_quadric(std::span<const hat::Vec3> points, const Box& box) {
  Equations normal{};
  for (const hat::Vec3& each : points) {
    const Row row = terms({(each.x - box.middle.x) / box.unit, (each.y - box.middle.y) / box.unit,
                           (each.z - box.middle.z) / box.unit});
    for (std::size_t k = 0; k < kUnknowns; ++k) {
      for (std::size_t m = 0; m < kUnknowns; ++m)
        normal[k][m] += row[k] * row[m] / static_cast<double>(points.size());
      normal[k][kUnknowns] += row[k] / static_cast<double>(points.size());
    }
  }
  const auto p = solved(normal);
  if (!p) return std::nullopt;
  const Row& q = *p;
  return Quadric{{{{q[0], q[5], q[4]}, {q[5], q[1], q[3]}, {q[4], q[3], q[2]}}}, {q[6], q[7], q[8]}};
}

/// −shape⁻¹ · linear, by the shape's eigenvectors.
std::optional<hat::Vec3> centre_of(const Quadric& quadric) {
  const Eigen eigen = eigen_of(quadric.shape);
  const std::array<double, 3> linear{quadric.linear.x, quadric.linear.y, quadric.linear.z};
  std::array<double, 3> centre{};
  for (std::size_t k = 0; k < 3; ++k) {
    if (!(std::abs(eigen.values.at(k)) > 1e-12)) return std::nullopt;
    double along = 0;
    for (std::size_t m = 0; m < 3; ++m) along += eigen.vectors[m][k] * linear.at(m);
    for (std::size_t m = 0; m < 3; ++m) centre.at(m) -= eigen.vectors[m][k] * along / eigen.values.at(k);
  }
  return hat::Vec3{centre[0], centre[1], centre[2]};
}

/// Which of 26 parts of the sphere a direction lies in: the faces, edges and corners of a cube.
std::size_t part_of(const hat::Vec3& direction) {
  const double largest = length(direction) * 0.4;
  const auto third = [largest](double value) { return value > largest ? 2u : value < -largest ? 0u : 1u; };
  return third(direction.x) * 9 + third(direction.y) * 3 + third(direction.z);
}

void judge(FieldFit& fit, std::span<const hat::Vec3> points) {
  std::bitset<27> parts;
  double sum = 0;
  double squares = 0;
  for (const hat::Vec3& each : points) {
    const hat::Vec3 round =
        product(fit.matrix, {each.x - fit.offset_ut.x, each.y - fit.offset_ut.y, each.z - fit.offset_ut.z});
    sum += length(round);
    squares += length(round) * length(round);
    parts.set(part_of(round));
  }
  const auto count = static_cast<double>(points.size());
  fit.strength_ut = sum / count;
  fit.residual_percent =
      100 * std::sqrt(std::max(0.0, squares / count - fit.strength_ut * fit.strength_ut)) / fit.strength_ut;
  fit.coverage_percent = 100 * static_cast<double>(parts.count()) / 26;
}

}  // namespace

std::optional<FieldFit> fit_field(std::span<const hat::Vec3> field_ut) {
  if (field_ut.size() < kFewest || !std::all_of(field_ut.begin(), field_ut.end(), is_finite))
    return std::nullopt;
  const Box box = box_of(field_ut);
  if (!(box.unit > 0)) return std::nullopt;
  const auto quadric = fit_quadric(field_ut, box);
  const auto centre = quadric ? centre_of(*quadric) : std::nullopt;
  // Seen from its own centre an ellipsoid's shape is positive; else it is none.
  const auto matrix = centre ? rounding_matrix(quadric->shape) : std::nullopt;
  if (!matrix) return std::nullopt;
  FieldFit fit{.offset_ut = {box.middle.x + centre->x * box.unit, box.middle.y + centre->y * box.unit,
                             box.middle.z + centre->z * box.unit},
               .matrix = *matrix};
  judge(fit, field_ut);
  return fit;
}

std::optional<hat::Vec3> still_rotation(std::span<const hat::Vec3> rotation_rad_s) {
  constexpr double kDegree = std::numbers::pi / 180;
  if (rotation_rad_s.size() < kFewest) return std::nullopt;
  const auto count = static_cast<double>(rotation_rad_s.size());
  hat::Vec3 mean;
  hat::Vec3 square;
  for (const hat::Vec3& each : rotation_rad_s) {
    mean = {mean.x + each.x / count, mean.y + each.y / count, mean.z + each.z / count};
    square = {square.x + each.x * each.x / count, square.y + each.y * each.y / count,
              square.z + each.z * each.z / count};
  }
  const double scatter =
      std::max({square.x - mean.x * mean.x, square.y - mean.y * mean.y, square.z - mean.z * mean.z});
  const bool still =
      is_finite(mean) && std::sqrt(std::max(0.0, scatter)) < 0.5 * kDegree && length(mean) < 30 * kDegree;
  return still ? std::optional(mean) : std::nullopt;
}

}  // namespace cupola::fusion
