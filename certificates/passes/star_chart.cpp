#include "certificates/passes/star_chart.hpp"

#include "certificates/passes/chart_track.hpp"

#include <cairo-pdf.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <stdexcept>

namespace cupola::passes {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void draw_chart(cairo_t* context, const page::Typesetter& typesetter, const StarCatalogue& catalogue,
                const ChartRequest& request, const ChartStyle& style) {
  LabelBook labels;
  const ChartPen pen{context, typesetter, style, labels};
  page::set_ink(context, style.paper);
  cairo_paint(context);
  const orbit::Pass& pass = request.pass;
  const Heavens heavens{pass.visible ? pass.visible->highest.time : pass.culmination.time, request.place};
  draw_disc(pen);
  draw_heavens(pen, heavens, catalogue);
  draw_track(pen, request);
  draw_names(pen, heavens, catalogue);
  draw_column(pen, request);
  page::require_ok(cairo_status(context), "draw the star chart");
}

}  // namespace

struct ChartPress::State {
  page::Typesetter typesetter;
  StarCatalogue catalogue = read_stars(built_in_stars());
};

ChartPress::ChartPress() : state_(std::make_unique<State>()) {}
ChartPress::~ChartPress() = default;

std::string ChartPress::pdf(const ChartRequest& request) const {
  std::string bytes;
  const page::Surface surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, kChartPage.width, kChartPage.height));
  // The date of what it says, not of its making: equal inputs give equal bytes.
  const auto created = std::chrono::floor<std::chrono::seconds>(request.pass.element_set_epoch);
  const std::time_t seconds = created.time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32] = {};
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, text);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, request.headline.c_str());
  {
    const page::Context context(cairo_create(surface.get()));
    draw_chart(context.get(), state_->typesetter, state_->catalogue, request, kPrintedSky);
    cairo_show_page(context.get());
  }
  cairo_surface_finish(surface.get());
  page::require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

std::string ChartPress::png(const ChartRequest& request, double dpi) const {
  if (!(dpi >= 36 && dpi <= 600)) {
    throw std::invalid_argument("dpi must be 36 to 600, got " + std::to_string(dpi));
  }
  const double scale = dpi / 72;
  const auto pixels = [scale](double points) { return static_cast<int>(std::lround(points * scale)); };
  const page::Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(kChartPage.width), pixels(kChartPage.height)));
  {
    const page::Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    draw_chart(context.get(), state_->typesetter, state_->catalogue, request, kNightSky);
  }
  std::string bytes;
  page::require_ok(cairo_surface_write_to_png_stream(surface.get(), append, &bytes), "write the PNG");
  return bytes;
}

}  // namespace cupola::passes
