#include "certificates/page/pdf_file.hpp"

#include <cairo-pdf.h>

namespace cupola::page {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string make_pdf(const Box& page, std::size_t pages, const PdfFacts& facts,
                     const std::function<void(cairo_t*, std::size_t)>& draw) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, page.width, page.height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, facts.created.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  for (std::size_t i = 0; i < pages; ++i) {
    const Context context(cairo_create(surface.get()));
    draw(context.get(), i);
    cairo_show_page(context.get());
    require_ok(cairo_status(context.get()), "draw the page");
  }
  cairo_surface_finish(surface.get());
  require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

std::string make_png(cairo_surface_t* image) {
  std::string bytes;
  require_ok(cairo_surface_write_to_png_stream(image, append, &bytes), "write the PNG");
  return bytes;
}

}  // namespace cupola::page
