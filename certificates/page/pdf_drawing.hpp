#pragma once

#include "certificates/page/palette.hpp"

#include <cairo.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::page {

/// An image as a PDF keeps it: rows from the top, three bytes of colour a pixel and one of coverage.
struct PdfImage {
  int width = 0;
  int height = 0;
  std::string colours;
  std::string coverage;
};

/// A drawing as operators of a PDF's content stream (ISO 32000-1, 8), from paths that cairo lays out. A
/// certificate is mostly such paths, and cairo's own way (record, weigh, play back, print) costs several
/// times as much as writing them down: docs/decisions/0009-pictures-without-cairo.md.
///
/// Coordinates are the surface's, in hundredths of a point; transformations may turn, move and scale, not
/// skew. Opacity is named after its thousandths: /o130 covers 13 %.
class PdfDrawing {
 public:
  PdfDrawing();

  void save();
  void restore();
  /// Between a save() and its restore() only. From here to that restore() only what is inside the context's
  /// path is drawn.
  void clip(cairo_t* context);
  /// Paints inside the context's path, which stays.
  void fill(cairo_t* context, Ink ink);
  /// Draws along the context's path, which stays, with its width, cap, join and dashes.
  void stroke(cairo_t* context, Ink ink);

  /// For what is filled next by operators of the caller's.
  void set_ink(Ink ink);
  /// Paints through a mask (A8, at least half: paint), a unit a pixel from the origin.
  void stencil(cairo_t* context, cairo_surface_t* mask, Ink ink);
  /// Paints an image (ARGB32), a unit a pixel from the origin.
  void image(cairo_t* context, cairo_surface_t* pixels);
  /// Operators that leave the graphics state as it was, each ended by a line feed.
  void add(std::string_view operators);

  /// Everything so far, which leaves the graphics state as it was.
  std::string operators() const;
  /// In thousandths, all that were used.
  const std::set<int>& opacities() const { return opacities_; }
  /// The operators call the first /I0.
  const std::vector<PdfImage>& images() const { return images_; }

 private:
  /// What PDF keeps between operators; unset until something was said.
  struct State {
    std::string fill;
    std::string stroke;
    std::string pen;
    int opacity = -1;
    int clips = 0;  ///< since the save before
  };

  void set_opacity(Ink ink);
  State& state() { return states_.back(); }

  std::vector<State> states_;
  std::string operators_;
  std::set<int> opacities_;
  std::vector<PdfImage> images_;
};

/// Until `drawing` is null again, canvas.hpp draws there what it would draw with cairo. It must outlive that.
void attach_drawing(cairo_t* context, PdfDrawing* drawing);
/// What is attached; null without.
PdfDrawing* drawing_of(cairo_t* context);

}  // namespace cupola::page
