#include "certificates/page/pdf_drawing.hpp"

#include "certificates/page/canvas.hpp"
#include "certificates/page/pdf_writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

namespace cupola::page {
namespace {

/// Cairo finds what was attached to a context by the address of this.
constexpr cairo_user_data_key_t kDrawingKey{};

struct PathDeleter {
  void operator()(cairo_path_t* path) const { cairo_path_destroy(path); }
};
using Path = std::unique_ptr<cairo_path_t, PathDeleter>;

/// `value` and a space.
void add_operand(std::string& to, double value, unsigned long unit = 100) {
  add_number(to, value, unit);
  to += ' ';
}

void add_point(cairo_t* context, std::string& to, const cairo_path_data_t& data) {
  double x = data.point.x;
  double y = data.point.y;
  cairo_user_to_device(context, &x, &y);
  add_operand(to, x);
  add_operand(to, y);
}

/// The operators that lay out the context's path; empty if it holds nothing to draw.
std::string path_of(cairo_t* context) {
  const Path path(cairo_copy_path(context));
  require_ok(path->status, "lay out a path");
  std::string operators;
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t* const data = path->data + i;
    const int next = i + data->header.length;
    switch (data->header.type) {
      case CAIRO_PATH_MOVE_TO:
        // cairo moves after every closed figure; two moves in a row, or one at the end, draw nothing.
        if (next >= path->num_data || path->data[next].header.type == CAIRO_PATH_MOVE_TO) break;
        add_point(context, operators, data[1]);
        operators += "m\n";
        break;
      case CAIRO_PATH_LINE_TO:
        add_point(context, operators, data[1]);
        operators += "l\n";
        break;
      case CAIRO_PATH_CURVE_TO:
        for (int point = 1; point <= 3; ++point) add_point(context, operators, data[point]);
        operators += "c\n";
        break;
      case CAIRO_PATH_CLOSE_PATH:
        operators += "h\n";
        break;
    }
  }
  return operators;
}

std::string colour(Ink ink, std::string_view operation) {
  std::string text;
  for (const double part : {ink.red, ink.green, ink.blue}) add_operand(text, part, 1000);
  return text.append(operation) + '\n';
}

/// How much larger the context draws than it is told.
double scale_of(cairo_t* context) {
  cairo_matrix_t matrix;
  cairo_get_matrix(context, &matrix);
  return std::sqrt(std::abs(matrix.xx * matrix.yy - matrix.xy * matrix.yx));
}

std::string pen_of(cairo_t* context) {
  const double scale = scale_of(context);
  std::string pen;
  add_operand(pen, cairo_get_line_width(context) * scale);
  fmt::format_to(std::back_inserter(pen), "w {} J {} j 10 M [", static_cast<int>(cairo_get_line_cap(context)),
                 static_cast<int>(cairo_get_line_join(context)));
  std::vector<double> dashes(static_cast<std::size_t>(cairo_get_dash_count(context)));
  double offset = 0;
  cairo_get_dash(context, dashes.data(), &offset);
  for (const double dash : dashes) add_operand(pen, dash * scale);
  pen += "] ";
  add_operand(pen, offset * scale);
  return pen + "d\n";
}

bool is_even_odd(cairo_t* context) { return cairo_get_fill_rule(context) == CAIRO_FILL_RULE_EVEN_ODD; }

void change(std::string& known, std::string now, std::string& operators) {
  if (known == now) return;
  operators += now;
  known = std::move(now);
}

/// The operator that makes the unit square one pixel-grid of `width` by `height` units at the origin, its
/// first row on top.
std::string image_matrix(cairo_t* context, double width, double height) {
  cairo_matrix_t matrix;
  cairo_get_matrix(context, &matrix);
  const cairo_matrix_t image{width, 0, 0, -height, 0, height};
  cairo_matrix_multiply(&matrix, &image, &matrix);
  std::string text;
  for (const double part : {matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0})
    add_operand(text, part, 1000);
  return text + "cm\n";
}

}  // namespace

PdfDrawing::PdfDrawing() : states_(1) {}

void PdfDrawing::save() {
  states_.push_back(state());
  state().clips = 0;
}

void PdfDrawing::restore() {
  // Only a clip needs the PDF's own stack: what else changed is said again where it matters.
  const int clips = state().clips;
  for (int i = 0; i < clips; ++i) operators_ += "Q\n";
  State inner = std::move(states_.back());
  states_.pop_back();
  if (clips > 0) return;
  inner.clips = state().clips;
  state() = std::move(inner);
}

void PdfDrawing::clip(cairo_t* context) {
  const std::string path = path_of(context);
  // What Q goes back to is what holds now, not at the save().
  if (state().clips == 0 && states_.size() > 1) {
    State& outer = states_[states_.size() - 2];
    const int clips = outer.clips;
    outer = state();
    outer.clips = clips;
  }
  operators_ += "q\n";
  ++state().clips;
  operators_ += path.empty() ? "0 0 0 0 re\n" : path;
  operators_ += is_even_odd(context) ? "W* n\n" : "W n\n";
}

void PdfDrawing::fill(cairo_t* context, Ink ink) {
  const std::string path = path_of(context);
  if (path.empty()) return;
  set_ink(ink);
  operators_ += path;
  operators_ += is_even_odd(context) ? "f*\n" : "f\n";
}

void PdfDrawing::stroke(cairo_t* context, Ink ink) {
  const std::string path = path_of(context);
  if (path.empty()) return;
  set_opacity(ink);
  change(state().stroke, colour(ink, "RG"), operators_);
  change(state().pen, pen_of(context), operators_);
  operators_ += path;
  operators_ += "S\n";
}

void PdfDrawing::set_ink(Ink ink) {
  set_opacity(ink);
  change(state().fill, colour(ink, "rg"), operators_);
}

void PdfDrawing::stencil(cairo_t* context, cairo_surface_t* mask, Ink ink) {
  set_ink(ink);
  cairo_surface_flush(mask);
  const int width = cairo_image_surface_get_width(mask);
  const int height = cairo_image_surface_get_height(mask);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(mask));
  const unsigned char* const pixels = cairo_image_surface_get_data(mask);
  operators_ += "q\n" + image_matrix(context, width, height);
  fmt::format_to(std::back_inserter(operators_), "BI /IM true /W {} /H {} /BPC 1 /F /AHx ID\n", width,
                 height);
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(width); x += 8) {
      unsigned byte = 0xff;  // a bit that is set does not paint
      for (std::size_t bit = 0; bit < 8 && x + bit < static_cast<std::size_t>(width); ++bit)
        if (pixels[y * stride + x + bit] >= 0x80) byte &= ~(0x80U >> bit);
      fmt::format_to(std::back_inserter(operators_), "{:02x}", byte);
    }
  }
  operators_ += ">\nEI\nQ\n";
}

void PdfDrawing::image(cairo_t* context, cairo_surface_t* pixels) {
  cairo_surface_flush(pixels);
  PdfImage image;
  image.width = cairo_image_surface_get_width(pixels);
  image.height = cairo_image_surface_get_height(pixels);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(pixels));
  const unsigned char* const data = cairo_image_surface_get_data(pixels);
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, data + y * stride + 4 * x, sizeof pixel);
      const unsigned alpha = pixel >> 24U;
      for (const unsigned shift : {16U, 8U, 0U}) {
        // cairo keeps colours times their coverage.
        const unsigned part = (pixel >> shift) & 0xffU;
        image.colours += static_cast<char>(alpha == 0 ? 0U : (part * 0xffU + alpha / 2) / alpha);
      }
      image.coverage += static_cast<char>(alpha);
    }
  }
  set_opacity({});
  operators_ += "q\n" + image_matrix(context, image.width, image.height);
  fmt::format_to(std::back_inserter(operators_), "/I{} Do\nQ\n", images_.size());
  images_.push_back(std::move(image));
}

void PdfDrawing::add(std::string_view operators) { operators_ += operators; }

std::string PdfDrawing::operators() const { return operators_.empty() ? "" : "q\n" + operators_ + "Q\n"; }

void PdfDrawing::set_opacity(Ink ink) {
  const int thousandths = static_cast<int>(std::lround(ink.alpha * 1000));
  if (std::exchange(state().opacity, thousandths) == thousandths) return;
  opacities_.insert(thousandths);
  fmt::format_to(std::back_inserter(operators_), "/o{} gs\n", thousandths);
}

void attach_drawing(cairo_t* context, PdfDrawing* drawing) {
  require_ok(cairo_set_user_data(context, &kDrawingKey, drawing, nullptr), "begin a picture");
}

PdfDrawing* drawing_of(cairo_t* context) {
  return static_cast<PdfDrawing*>(cairo_get_user_data(context, &kDrawingKey));
}

}  // namespace cupola::page
