#pragma once

#include "certificates/page/palette.hpp"

#include <cairo.h>

#include <memory>
#include <string>

namespace cupola::page {

/// A rectangle of the page in points (1/72 inch) from its top left corner.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  constexpr double right() const { return x + width; }
  constexpr double bottom() const { return y + height; }
  constexpr double middle_x() const { return x + width / 2; }
  constexpr double middle_y() const { return y + height / 2; }
  constexpr Box inset(double by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
};

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct PatternDeleter {
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;
using Pattern = std::unique_ptr<cairo_pattern_t, PatternDeleter>;

/// Saves the drawing state (clip, transformation, source) and restores it at the end of the scope.
class Saved {
 public:
  explicit Saved(cairo_t* context);
  Saved(const Saved&) = delete;
  Saved& operator=(const Saved&) = delete;
  ~Saved();

 private:
  cairo_t* context_;
};

void set_ink(cairo_t* context, Ink ink);

// What pictures are drawn with: cairo's calls, but for those in a PDF (pdf_drawing.hpp).
void fill(cairo_t* context, Ink ink);
void fill_keep(cairo_t* context, Ink ink);
void stroke(cairo_t* context, Ink ink, double width);
void stroke_keep(cairo_t* context, Ink ink, double width);
void clip(cairo_t* context);
/// Paints `ink` through a mask (A8), or an image (ARGB32), a unit a pixel from the origin, with sharp edges.
void stencil(cairo_t* context, cairo_surface_t* mask, Ink ink);
void paint(cairo_t* context, cairo_surface_t* pixels);

void add_box(cairo_t* context, const Box& box);
void add_rounded_box(cairo_t* context, const Box& box, double radius);
void add_circle(cairo_t* context, double x, double y, double radius);
/// A four-pointed star, as the sparkle of a real one through a window.
void add_star(cairo_t* context, double x, double y, double radius);

/// For cairo to write to: appends to the std::string that `string` points to.
cairo_status_t append_bytes(void* string, const unsigned char* data, unsigned length);
/// The bytes of a PNG. Throws std::runtime_error if cairo fails.
std::string make_png(cairo_surface_t* image);

/// Throws std::runtime_error that names `action` if cairo reports a failure.
void require_ok(cairo_status_t status, const char* action);

}  // namespace cupola::page
