#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/geodetic.hpp"
#include "certificates/page/canvas.hpp"

#include <vector>

namespace cupola::page {

/// A place on the page in points.
struct PagePoint {
  double x = 0;
  double y = 0;
};

/// An equirectangular map in a box of the page. Its left and right edge are the meridian 170° W, which
/// touches next to no land; latitudes are cut where no orbit of the ISS ever comes near.
class MapFrame {
 public:
  static constexpr double kLeftEdgeDeg = -170;
  static constexpr double kTopDeg = 73;
  /// One degree takes the same length both ways; the box's height decides how far south it goes.
  explicit constexpr MapFrame(const Box& box) : box_(box), scale_(box.width / 360) {}

  constexpr const Box& box() const { return box_; }
  /// Points per degree.
  constexpr double scale() const { return scale_; }
  /// Any longitude: it is brought into the map.
  PagePoint place(double longitude_deg, double latitude_deg) const;
  /// The line through the places as the pieces a pen draws: it leaves at one edge and comes in at the other.
  std::vector<std::vector<PagePoint>> pieces(const std::vector<orbit::Geodetic>& path) const;

 private:
  Box box_;
  double scale_;
};

/// Sea, graticule, land and coast: the same on every certificate.
void draw_base_map(cairo_t* context, const MapFrame& frame, const geo::Atlas& atlas);

/// The orbit in grey, the stretch flown, and the red marker at the place of the flight.
struct Track {
  const std::vector<orbit::Geodetic>& orbit_path;
  const std::vector<orbit::Geodetic>& flown_path;
  const orbit::Geodetic& position;
};
void draw_track(cairo_t* context, const MapFrame& frame, const Track& track);

}  // namespace cupola::page
