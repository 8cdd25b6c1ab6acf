#include "emulator/ui/palette.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace cupola::ui {
namespace {

/// Relative luminance (WCAG 2.1).
double luminance(Paint paint) {
  const auto channel = [&](unsigned shift) {
    const double value = static_cast<double>(paint >> shift & 0xffU) / 255;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

double contrast(Paint one, Paint other) {
  const double a = luminance(one) + 0.05;
  const double b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

TEST_CASE("all text can be read on its ground in every theme") {
  const std::vector<std::pair<Theme, double>> demanded{
      {Theme::Light, 4.5}, {Theme::Dark, 4.5}, {Theme::HighContrast, 7}};
  for (const auto& [theme, least] : demanded) {
    CAPTURE(static_cast<int>(theme));
    const Palette& p = palette_of(theme);
    for (const Paint ground : {p.panel, p.ground, p.control, p.control_hover}) {
      CHECK(contrast(p.text, ground) >= least);
    }
    for (const Paint ink :
         {p.muted, p.accent, p.good, p.warn, p.bad, p.keyword, p.string, p.comment, p.number}) {
      CAPTURE(ink);
      CHECK(contrast(ink, p.panel) >= least);
    }
    CHECK(contrast(p.on_accent, p.accent) >= least);
    CHECK(contrast(p.text, p.selection) >= 4.5);
    CHECK(contrast(p.text, p.bad_ground) >= 4.5);
    for (const Paint line : p.plot) CHECK(contrast(line, p.panel) >= 3);
  }
}

TEST_CASE("fading multiplies the opacity") {
  CHECK(faded(0xff112233U, 0.5F) == 0x7f112233U);
  CHECK(faded(0xff112233U, 7) == 0xff112233U);
}

}  // namespace
}  // namespace cupola::ui
