#include "certificates/page/code.hpp"

#include "certificates/seal/qr_code.hpp"

namespace cupola::page {
namespace {

/// The squares as a mask: next to nothing in a PDF, and sharp at every size.
Surface mask_of(const seal::QrCode& code) {
  const int width = static_cast<int>(code.width);
  Surface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, width, width));
  require_ok(cairo_surface_status(mask.get()), "draw the QR code");
  cairo_surface_flush(mask.get());
  unsigned char* pixels = cairo_image_surface_get_data(mask.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(mask.get()));
  for (std::size_t y = 0; y < code.width; ++y) {
    for (std::size_t x = 0; x < code.width; ++x) pixels[y * stride + x] = code.black_at(x, y) ? 0xff : 0;
  }
  cairo_surface_mark_dirty(mask.get());
  return mask;
}

}  // namespace

void draw_code(cairo_t* context, const Box& box, std::string_view text) {
  constexpr double kQuiet = 4;  // squares
  constexpr double kCorner = 0.03;
  const seal::QrCode code = seal::make_qr_code(text);
  add_rounded_box(context, box, box.width * kCorner);
  fill(context, kPaper);
  const double square = box.width / (static_cast<double>(code.width) + 2 * kQuiet);
  const Saved saved(context);
  cairo_translate(context, box.x + kQuiet * square, box.y + kQuiet * square);
  cairo_scale(context, square, square);
  stencil(context, mask_of(code).get(), ink(0x000000));
}

}  // namespace cupola::page
