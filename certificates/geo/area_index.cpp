#include "certificates/geo/area_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cupola::geo {
namespace {

/// Calls visit(low, high) with the ends of every edge, the southern one first.
template <typename Visit>
void for_each_edge(const Area& area, Visit visit) {
  for (const GridRing& ring : area.rings) {
    GridPoint previous = ring.back();
    for (const GridPoint point : ring) {
      if (point.y < previous.y) {
        visit(point, previous);
      } else {
        visit(previous, point);
      }
      previous = point;
    }
  }
}

}  // namespace

AreaIndex::AreaIndex(const std::vector<Area>& areas, std::int32_t units_per_degree)
    : units_per_degree_(units_per_degree) {
  extents_.reserve(areas.size());
  for (const Area& area : areas) add(area);
  band_starts_.push_back(edges_.size());
}

std::int32_t AreaIndex::band_of(double y) const {
  return static_cast<std::int32_t>(std::floor(y / units_per_degree_));
}

std::int32_t AreaIndex::band_of(std::int32_t y) const {
  return (y + 90 * units_per_degree_) / units_per_degree_ - 90;  // no division of a negative number
}

AreaIndex::Extent AreaIndex::extent_of(const Area& area) const {
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  Extent extent{.least = {kFar, kFar}, .most = {-kFar, -kFar}};
  for (const GridRing& ring : area.rings) {
    for (const GridPoint point : ring) {
      extent.least = {std::min(extent.least.x, point.x), std::min(extent.least.y, point.y)};
      extent.most = {std::max(extent.most.x, point.x), std::max(extent.most.y, point.y)};
    }
  }
  if (!area.rings.empty()) {
    extent.first_band = band_of(extent.least.y);
    extent.bands = band_of(extent.most.y) - extent.first_band + 1;
  }
  return extent;
}

void AreaIndex::add(const Area& area) {
  Extent extent = extent_of(area);
  extent.start = band_starts_.size();
  const auto for_each_band = [&](GridPoint low, GridPoint high, auto visit) {
    const std::int32_t last = band_of(high.y) - extent.first_band;
    for (std::int32_t band = band_of(low.y) - extent.first_band; band <= last; ++band) {
      visit(static_cast<std::size_t>(band));
    }
  };
  std::vector<std::size_t> next(static_cast<std::size_t>(extent.bands));
  for_each_edge(area, [&](GridPoint low, GridPoint high) {
    for_each_band(low, high, [&](std::size_t band) { ++next[band]; });
  });
  std::size_t start = edges_.size();
  for (std::size_t& slot : next) {
    const std::size_t count = slot;
    band_starts_.push_back(start);
    slot = start;
    start += count;
  }
  edges_.resize(start);
  for_each_edge(area, [&](GridPoint low, GridPoint high) {
    for_each_band(low, high, [&](std::size_t band) { edges_[next[band]++] = {low, high}; });
  });
  extents_.push_back(extent);
}

bool AreaIndex::holds(const Extent& extent, double x, double y) const {
  if (x < extent.least.x || x > extent.most.x || y < extent.least.y || y > extent.most.y) return false;
  const auto band = extent.start + static_cast<std::size_t>(band_of(y) - extent.first_band);
  bool inside = false;
  for (std::size_t i = band_starts_[band]; i < band_starts_[band + 1]; ++i) {
    const auto& [low, high] = edges_[i];
    if (y < low.y || y >= high.y) continue;
    const double crossing = low.x + (y - low.y) * (high.x - low.x) / (high.y - low.y);
    if (x < crossing) inside = !inside;
  }
  return inside;
}

std::optional<std::size_t> AreaIndex::holding(double x, double y) const {
  const auto found = std::find_if(extents_.begin(), extents_.end(),
                                  [&](const Extent& extent) { return holds(extent, x, y); });
  if (found == extents_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - extents_.begin());
}

double AreaIndex::squared_distance(const Extent& extent, double x, double y, double reach,
                                   double cos_latitude) const {
  const std::int32_t first = std::max(band_of(y - reach), extent.first_band);
  const std::int32_t last = std::min(band_of(y + reach), extent.first_band + extent.bands - 1);
  double best = std::numeric_limits<double>::infinity();
  for (std::int32_t band = first; band <= last; ++band) {
    const auto start = extent.start + static_cast<std::size_t>(band - extent.first_band);
    for (std::size_t i = band_starts_[start]; i < band_starts_[start + 1]; ++i) {
      const auto& [low, high] = edges_[i];
      if (low.y > y + reach || high.y < y - reach) continue;
      const double along_x = (high.x - low.x) * cos_latitude;
      const double along_y = high.y - low.y;
      const double from_x = (x - low.x) * cos_latitude;
      const double from_y = y - low.y;
      const double length = along_x * along_x + along_y * along_y;
      const double t = length == 0 ? 0 : std::clamp((from_x * along_x + from_y * along_y) / length, 0.0, 1.0);
      best = std::min(best, std::pow(from_x - t * along_x, 2) + std::pow(from_y - t * along_y, 2));
    }
  }
  return best;
}

std::optional<std::size_t> AreaIndex::nearest(double x, double y, double reach, double cos_latitude) const {
  std::optional<std::size_t> result;
  double best = reach * reach;
  const double reach_x = reach / cos_latitude;
  for (std::size_t i = 0; i < extents_.size(); ++i) {
    const Extent& extent = extents_[i];
    if (x < extent.least.x - reach_x || x > extent.most.x + reach_x) continue;
    if (y < extent.least.y - reach || y > extent.most.y + reach) continue;
    const double distance = squared_distance(extent, x, y, reach, cos_latitude);
    if (distance <= best) {
      best = distance;
      result = i;
    }
  }
  return result;
}

}  // namespace cupola::geo
