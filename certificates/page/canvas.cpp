#include "certificates/page/canvas.hpp"

#include "certificates/page/pdf_drawing.hpp"

#include <numbers>
#include <stdexcept>
#include <string>

namespace cupola::page {

using std::numbers::pi;

Saved::Saved(cairo_t* context) : context_(context) {
  cairo_save(context_);
  if (PdfDrawing* drawing = drawing_of(context_)) drawing->save();
}

Saved::~Saved() {
  if (PdfDrawing* drawing = drawing_of(context_)) drawing->restore();
  cairo_restore(context_);
}

void set_ink(cairo_t* context, Ink ink) {
  if (ink.alpha >= 1) {
    cairo_set_source_rgb(context, ink.red, ink.green, ink.blue);
  } else {
    cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, ink.alpha);
  }
}

void fill(cairo_t* context, Ink ink) {
  fill_keep(context, ink);
  cairo_new_path(context);
}

void fill_keep(cairo_t* context, Ink ink) {
  if (PdfDrawing* drawing = drawing_of(context)) {
    drawing->fill(context, ink);
    return;
  }
  set_ink(context, ink);
  cairo_fill_preserve(context);
}

void stroke(cairo_t* context, Ink ink, double width) {
  stroke_keep(context, ink, width);
  cairo_new_path(context);
}

void stroke_keep(cairo_t* context, Ink ink, double width) {
  cairo_set_line_width(context, width);
  if (PdfDrawing* drawing = drawing_of(context)) {
    drawing->stroke(context, ink);
    return;
  }
  set_ink(context, ink);
  cairo_stroke_preserve(context);
}

void clip(cairo_t* context) {
  if (PdfDrawing* drawing = drawing_of(context)) {
    drawing->clip(context);
    cairo_new_path(context);
    return;
  }
  cairo_clip(context);
}

void stencil(cairo_t* context, cairo_surface_t* mask, Ink ink) {
  if (PdfDrawing* drawing = drawing_of(context)) {
    drawing->stencil(context, mask, ink);
    return;
  }
  const Pattern pattern(cairo_pattern_create_for_surface(mask));
  cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
  set_ink(context, ink);
  cairo_mask(context, pattern.get());
}

void paint(cairo_t* context, cairo_surface_t* pixels) {
  if (PdfDrawing* drawing = drawing_of(context)) {
    drawing->image(context, pixels);
    return;
  }
  cairo_set_source_surface(context, pixels, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
  cairo_paint(context);
}

void add_box(cairo_t* context, const Box& box) {
  cairo_rectangle(context, box.x, box.y, box.width, box.height);
}

void add_rounded_box(cairo_t* context, const Box& box, double radius) {
  cairo_new_sub_path(context);
  cairo_arc(context, box.right() - radius, box.y + radius, radius, -pi / 2, 0);
  cairo_arc(context, box.right() - radius, box.bottom() - radius, radius, 0, pi / 2);
  cairo_arc(context, box.x + radius, box.bottom() - radius, radius, pi / 2, pi);
  cairo_arc(context, box.x + radius, box.y + radius, radius, pi, 1.5 * pi);
  cairo_close_path(context);
}

void add_circle(cairo_t* context, double x, double y, double radius) {
  cairo_new_sub_path(context);
  cairo_arc(context, x, y, radius, 0, 2 * pi);
  cairo_close_path(context);
}

void add_star(cairo_t* context, double x, double y, double radius) {
  const double waist = radius * 0.12;
  cairo_move_to(context, x, y - radius);
  cairo_curve_to(context, x + waist, y - waist, x + waist, y - waist, x + radius, y);
  cairo_curve_to(context, x + waist, y + waist, x + waist, y + waist, x, y + radius);
  cairo_curve_to(context, x - waist, y + waist, x - waist, y + waist, x - radius, y);
  cairo_curve_to(context, x - waist, y - waist, x - waist, y - waist, x, y - radius);
  cairo_close_path(context);
}

cairo_status_t append_bytes(void* string, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(string)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

std::string make_png(cairo_surface_t* image) {
  std::string bytes;
  require_ok(cairo_surface_write_to_png_stream(image, append_bytes, &bytes), "write the PNG");
  return bytes;
}

void require_ok(cairo_status_t status, const char* action) {
  if (status != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error(std::string(action) + ": " + cairo_status_to_string(status));
  }
}

}  // namespace cupola::page
