#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/page/certificate.hpp"
#include "certificates/page/content.hpp"
#include "certificates/page/design.hpp"
#include "certificates/page/globe.hpp"
#include "certificates/page/type.hpp"

namespace cupola::page {

/// The page in points, landscape.
Box page_of(Paper paper);

/// What all certificates of a press share.
struct SheetBase {
  const Design& design;
  Box page;
  Slots slots;
  const geo::Atlas& atlas;
  const GlobeLand& land;
  const Typesetter& typesetter;
  cairo_surface_t* patch = nullptr;  ///< null: the emblem
  bool borders = false;
};

/// Draws what is the same on every certificate: paper, ornaments, patch, map.
void draw_base(cairo_t* context, const SheetBase& base);

/// Draws what is this certificate's own, above the base. One of participation needs a base with the design of
/// `participation_of`.
void draw_certificate(cairo_t* context, const SheetBase& base, const Certificate& certificate,
                      const Content& content, const Words& words);

}  // namespace cupola::page
