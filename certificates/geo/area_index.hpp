#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "certificates/geo/packed_map.hpp"

namespace cupola::geo {

/// Finds which of many areas holds a place: even-odd crossings against only those edges that lie in the
/// place's own degree of latitude. Areas that share an edge share it exactly: a place on it belongs to one of
/// them.
class AreaIndex {
 public:
  /// Coordinates in whole units, `units_per_degree` of them a degree.
  AreaIndex(const std::vector<Area>& areas, std::int32_t units_per_degree);

  /// Number of the first area that holds the place (in units), if any.
  std::optional<std::size_t> holding(double x, double y) const;

  /// Number of the area whose outline comes nearest to the place, if one does within `reach` units
  /// (north-south; east-west distances shrink by `cos_latitude`).
  std::optional<std::size_t> nearest(double x, double y, double reach, double cos_latitude) const;

 private:
  struct Edge {
    GridPoint low;  // the southern end, so that both neighbours compute the same crossing
    GridPoint high;
  };
  struct Extent {
    GridPoint least;
    GridPoint most;
    std::int32_t first_band = 0;
    std::int32_t bands = 0;
    std::size_t start = 0;  // of its bands in band_starts_
  };

  void add(const Area& area);
  Extent extent_of(const Area& area) const;
  bool holds(const Extent& extent, double x, double y) const;
  double squared_distance(const Extent& extent, double x, double y, double reach, double cos_latitude) const;
  std::int32_t band_of(double y) const;  // whole degrees, rounded down
  std::int32_t band_of(std::int32_t y) const;

  std::int32_t units_per_degree_;
  std::vector<Extent> extents_;
  std::vector<std::size_t>
      band_starts_;  // per area and band: where its edges begin; the next entry is their end
  std::vector<Edge> edges_;
};

}  // namespace cupola::geo
