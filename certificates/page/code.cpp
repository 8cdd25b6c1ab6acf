#include "certificates/page/code.hpp"

#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>

namespace cupola::page {
namespace {

struct CodeDeleter {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

/// The modules as a mask of one bit each: next to nothing in a PDF, and sharp at every size.
Surface mask_of(const QRcode& code) {
  Surface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, code.width, code.width));
  require_ok(cairo_surface_status(mask.get()), "draw the QR code");
  cairo_surface_flush(mask.get());
  unsigned char* pixels = cairo_image_surface_get_data(mask.get());
  const int stride = cairo_image_surface_get_stride(mask.get());
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      const bool dark = (code.data[y * code.width + x] & 1u) != 0;
      pixels[y * stride + x] = dark ? 0xff : 0;
    }
  }
  cairo_surface_mark_dirty(mask.get());
  return mask;
}

}  // namespace

void draw_code(cairo_t* context, const Box& box, std::string_view text) {
  constexpr int kQuiet = 4;
  constexpr double kCorner = 0.03;
  const std::unique_ptr<QRcode, CodeDeleter> code(QRcode_encodeData(
      static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code) {
    throw std::runtime_error("make a QR code of " + std::to_string(text.size()) +
                             " bytes: " + std::generic_category().message(errno));
  }
  add_rounded_box(context, box, box.width * kCorner);
  fill(context, kPaper);
  const double module = box.width / (code->width + 2 * kQuiet);
  const Saved saved(context);
  cairo_translate(context, box.x + kQuiet * module, box.y + kQuiet * module);
  cairo_scale(context, module, module);
  const Surface mask = mask_of(*code);
  const Pattern pattern(cairo_pattern_create_for_surface(mask.get()));
  cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
  set_ink(context, ink(0x000000));
  cairo_mask(context, pattern.get());
}

}  // namespace cupola::page
