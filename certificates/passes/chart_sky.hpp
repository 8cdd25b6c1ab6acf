#pragma once

#include "certificates/page/type.hpp"
#include "certificates/passes/chart_style.hpp"
#include "certificates/passes/heavens.hpp"

#include <vector>

namespace cupola::passes {

/// A point of the page.
struct Spot {
  double x = 0, y = 0;
};

/// Zenith in the middle, horizon at the rim, north up and east left, as for somebody who lies on the back.
Spot on_disc(const SkyAngle& angle);

/// Where words already stand, so that no two overlap.
class LabelBook {
 public:
  /// Whether `box` is free and within the disc; if so it is taken.
  bool claim(const page::Box& box);
  void take(const page::Box& box) { taken_.push_back(box); }
  bool is_free(const page::Box& box) const;

 private:
  std::vector<page::Box> taken_;
};

/// What the drawers of a chart share.
struct ChartPen {
  cairo_t* context;
  const page::Typesetter& typesetter;
  const ChartStyle& style;
  LabelBook& labels;
};

/// A word beside a spot, on the first side that is free; false where there is none.
bool write_beside(const ChartPen& pen, const Spot& spot, double gap, std::string_view text,
                  const page::Type& type, page::Ink ink);

/// The disc with horizon, heights and compass.
void draw_disc(const ChartPen& pen);
/// Constellation figures, stars, Moon and planets; the names of the planets.
void draw_heavens(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue);
/// The names of stars and constellations, where there is room left.
void draw_names(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue);

}  // namespace cupola::passes
