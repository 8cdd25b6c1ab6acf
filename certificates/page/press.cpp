#include "certificates/page/certificate.hpp"

#include "certificates/page/sheet.hpp"

#include <cairo-pdf.h>

#include <cstdlib>
#include <stdexcept>

namespace cupola::page {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct CertificatePress::State {
  geo::Atlas atlas = geo::Atlas::built_in();
  Typesetter typesetter;
};

CertificatePress::CertificatePress() : state_(std::make_unique<State>()) {}
CertificatePress::~CertificatePress() = default;

std::string CertificatePress::pdf(const Certificate& certificate) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, kPage.width, kPage.height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2018-02-01T00:00:00Z");
  {
    const Context context(cairo_create(surface.get()));
    draw_base(context.get(), state_->atlas);
    draw_certificate(context.get(), state_->typesetter, certificate);
    cairo_show_page(context.get());
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  cairo_surface_finish(surface.get());
  require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

std::string CertificatePress::png(const Certificate& certificate, double dpi) {
  if (!(dpi >= 36 && dpi <= 600)) {
    throw std::invalid_argument("dpi must be 36–600, got " + std::to_string(dpi));
  }
  const double scale = dpi / 72;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                   static_cast<int>(kPage.width * scale + 0.5),
                                                   static_cast<int>(kPage.height * scale + 0.5)));
  {
    const Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    draw_base(context.get(), state_->atlas);
    draw_certificate(context.get(), state_->typesetter, certificate);
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  std::string bytes;
  require_ok(cairo_surface_write_to_png_stream(surface.get(), append, &bytes), "write the PNG");
  return bytes;
}

}  // namespace cupola::page
