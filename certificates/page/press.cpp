#include "certificates/page/certificate.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/pdf_join.hpp"
#include "certificates/page/sheet.hpp"
#include "certificates/page/wording.hpp"

#include <cairo-pdf.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace cupola::page {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

struct PdfFacts {
  std::string title;
  std::string created;  ///< "2018-02-01T09:00:00Z"
};

/// A one-page PDF of what `draw` draws, without the metadata that would tell two runs apart.
template <class Draw>
std::string page_pdf(const Draw& draw, const PdfFacts& facts) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, kPage.width, kPage.height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, facts.created.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  {
    const Context context(cairo_create(surface.get()));
    draw(context.get());
    cairo_show_page(context.get());
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  cairo_surface_finish(surface.get());
  require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

/// SOURCE_DATE_EPOCH if it is set; nothing for what is no number.
std::optional<std::chrono::sys_seconds> source_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

}  // namespace

struct CertificatePress::State {
  geo::Atlas atlas = geo::Atlas::built_in();
  Typesetter typesetter;
  std::unique_ptr<PdfBase> base;
};

CertificatePress::CertificatePress() : state_(std::make_unique<State>()) {}
CertificatePress::~CertificatePress() = default;

std::string CertificatePress::pdf(const Certificate& certificate) {
  if (!state_->base) {
    state_->base = std::make_unique<PdfBase>(
        page_pdf([&](cairo_t* context) { draw_base(context, state_->atlas); }, {.title = {}, .created = {}}));
  }
  Transcript texts;
  const auto created = source_date().value_or(std::chrono::floor<std::chrono::seconds>(certificate.end));
  const std::string page = page_pdf(
      [&](cairo_t* context) {
        attach_transcript(context, texts);
        draw_certificate(context, state_->typesetter, certificate);
      },
      {.title = "Certificate: " + clean_text(certificate.team), .created = moment_words(created)});
  return state_->base->under(page, texts);
}

std::string CertificatePress::png(const Certificate& certificate, double dpi) {
  if (!(dpi >= 36 && dpi <= 600)) {
    throw std::invalid_argument("dpi must be 36–600, got " + std::to_string(dpi));
  }
  const double scale = dpi / 72;
  const auto pixels = [scale](double points) { return static_cast<int>(std::lround(points * scale)); };
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(kPage.width), pixels(kPage.height)));
  {
    const Context context(cairo_create(surface.get()));
    // The last pixel is only in part page: white to its edge.
    set_ink(context.get(), kPaper);
    cairo_paint(context.get());
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
