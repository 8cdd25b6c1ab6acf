#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/geodetic.hpp"
#include "certificates/orbit/vec3.hpp"
#include "certificates/page/design.hpp"

#include <vector>

namespace cupola::page {

/// Land for a globe the size of a coin: far fewer points than a map needs, as unit vectors, counter-clockwise
/// seen from outside.
class GlobeLand {
 public:
  using Outline = std::vector<orbit::Vec3>;
  /// `radius` of the globe in points: what it cannot show is left out.
  GlobeLand(const geo::Atlas& atlas, double radius);
  const std::vector<Outline>& land() const { return land_; }
  const std::vector<Outline>& lakes() const { return lakes_; }  ///< within the land

 private:
  std::vector<Outline> land_;
  std::vector<Outline> lakes_;
};

/// The sea and its glow: the same on every certificate.
void draw_globe_base(cairo_t* context, const Box& box, const MapLook& look);

struct GlobeView {
  const orbit::Geodetic& below;  ///< what the eye looks down on
  geo::MapPoint sun;             ///< where it is overhead
  const std::vector<orbit::Geodetic>& orbit_path;
};
/// Land, night, orbit and marker on the half of the Earth around a place, seen from far above it
/// (orthographic, north up).
void draw_globe(cairo_t* context, const Box& box, const MapLook& look, const GlobeLand& land,
                const GlobeView& view);

}  // namespace cupola::page
