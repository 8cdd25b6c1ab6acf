#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/geodetic.hpp"
#include "certificates/page/design.hpp"

#include <vector>

namespace cupola::page {

/// A place on the page in points.
struct PagePoint {
  double x = 0;
  double y = 0;
};

/// An equirectangular map in a box of the page, one degree as long both ways. Its left and right edge are the
/// meridian 170° W, which touches next to no land; it shows all latitudes the ISS flies over, and of the rest
/// what the box's height leaves, the north first.
class MapFrame {
 public:
  static constexpr double kLeftEdgeDeg = -170;
  explicit constexpr MapFrame(const Box& box) : box_(box), scale_(box.width / 360), top_(top_of(box)) {}

  constexpr const Box& box() const { return box_; }
  /// Points per degree.
  constexpr double scale() const { return scale_; }
  constexpr double top_deg() const { return top_; }
  /// Any longitude: it is brought into the map.
  PagePoint place(double longitude_deg, double latitude_deg) const;
  /// The line through the places as the pieces a pen draws: it leaves at one edge and comes in at the other.
  std::vector<std::vector<PagePoint>> pieces(const std::vector<orbit::Geodetic>& path) const;

 private:
  static constexpr double top_of(const Box& box) {
    constexpr double kMostNorthern = 75;
    constexpr double kSouthern = -57;
    const double span = box.height * 360 / box.width;
    const double top = span + kSouthern;
    return top < kMostNorthern ? top : kMostNorthern;
  }

  Box box_;
  double scale_;
  double top_;
};

struct BaseMap {
  const geo::Atlas& atlas;
  bool borders = false;
};
/// Sea, graticule, land and coast: the same on every certificate.
void draw_base_map(cairo_t* context, const MapFrame& frame, const MapLook& look, const BaseMap& map);

/// The Earth's night with its twilight, the Sun being overhead at `sun`.
void draw_night(cairo_t* context, const MapFrame& frame, const MapLook& look, geo::MapPoint sun);

/// The orbit in grey, the stretch flown, and the red marker at the place of the flight.
struct Track {
  const std::vector<orbit::Geodetic>& orbit_path;
  const std::vector<orbit::Geodetic>& flown_path;
  const orbit::Geodetic& position;
};
void draw_track(cairo_t* context, const MapFrame& frame, const MapLook& look, const Track& track);

/// The Sun's altitudes at which night and the two deeper layers of it begin.
inline constexpr double kNightSteps[] = {0, -6, -12};

}  // namespace cupola::page
