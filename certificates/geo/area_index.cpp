#include "certificates/geo/area_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cupola::geo {
namespace {

GridPoint least_of(GridPoint a, GridPoint b) { return {std::min(a.x, b.x), std::min(a.y, b.y)}; }
GridPoint most_of(GridPoint a, GridPoint b) { return {std::max(a.x, b.x), std::max(a.y, b.y)}; }

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

void AreaIndex::add(const Area& area) {
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  Extent extent{.least = {kFar, kFar}, .most = {-kFar, -kFar}, .start = band_starts_.size()};
  std::vector<Edge> edges;
  for (const GridRing& ring : area.rings) {
    GridPoint previous = ring.back();
    for (const GridPoint point : ring) {
      edges.push_back(point.y < previous.y ? Edge{point, previous} : Edge{previous, point});
      extent.least = least_of(extent.least, point);
      extent.most = most_of(extent.most, point);
      previous = point;
    }
  }
  if (!edges.empty()) {
    extent.first_band = band_of(extent.least.y);
    extent.bands = band_of(extent.most.y) - extent.first_band + 1;
  }
  std::vector<std::vector<Edge>> bands(static_cast<std::size_t>(extent.bands));
  for (const Edge& edge : edges) {
    for (std::int32_t band = band_of(edge.low.y); band <= band_of(edge.high.y); ++band) {
      bands[static_cast<std::size_t>(band - extent.first_band)].push_back(edge);
    }
  }
  for (const std::vector<Edge>& band : bands) {
    band_starts_.push_back(edges_.size());
    edges_.insert(edges_.end(), band.begin(), band.end());
  }
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
