#include "certificates/page/patch.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

namespace cupola::page {
namespace {

cairo_status_t take(void* closure, unsigned char* data, unsigned length) {
  auto& rest = *static_cast<std::string_view*>(closure);
  if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(data, rest.data(), length);
  rest.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Surface read_patch(std::string_view png) {
  if (png.empty()) return nullptr;
  Surface patch(cairo_image_surface_create_from_png_stream(take, &png));
  if (const cairo_status_t status = cairo_surface_status(patch.get()); status != CAIRO_STATUS_SUCCESS) {
    throw std::invalid_argument(std::string("the mission's patch is no PNG: ") +
                                cairo_status_to_string(status));
  }
  return patch;
}

void draw_patch(cairo_t* context, cairo_surface_t* patch, const Box& box) {
  const double width = cairo_image_surface_get_width(patch);
  const double height = cairo_image_surface_get_height(patch);
  const double scale = box.width / std::max(width, height);
  const Saved saved(context);
  cairo_translate(context, box.middle_x() - width * scale / 2, box.middle_y() - height * scale / 2);
  cairo_scale(context, scale, scale);
  cairo_set_source_surface(context, patch, 0, 0);
  cairo_paint(context);
}

}  // namespace cupola::page
