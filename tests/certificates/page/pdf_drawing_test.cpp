#include "certificates/page/pdf_drawing.hpp"
#include "certificates/page/canvas.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace cupola::page;

namespace {

/// A context whose drawing is written down.
struct Paper {
  Surface surface{cairo_image_surface_create(CAIRO_FORMAT_A8, 8, 8)};
  Context owner{cairo_create(surface.get())};
  cairo_t* context = owner.get();
  PdfDrawing drawing;

  Paper() { attach_drawing(context, &drawing); }
};

constexpr Ink kRed = ink(0xff0000);

void fill_square(const Paper& paper, double side, Ink ink) {
  add_box(paper.context, {0, 0, side, side});
  fill(paper.context, ink);
}

}  // namespace

TEST_CASE("what is said once holds for the next path, and nothing goes to cairo") {
  Paper paper;
  CHECK(paper.drawing.operators().empty());
  add_box(paper.context, {1, 2, 3.456, 4});
  fill(paper.context, kRed);
  cairo_move_to(paper.context, -0.004, 5);
  cairo_line_to(paper.context, 6, -0.25);
  fill(paper.context, kRed);
  CHECK(paper.drawing.operators() ==
        "q\n/o1000 gs\n1 0 0 rg\n1 2 m\n4.46 2 l\n4.46 6 l\n1 6 l\nh\nf\n0 5 m\n6 -0.25 l\nf\nQ\n");
  CHECK(paper.drawing.opacities() == std::set<int>{1000});
  cairo_surface_flush(paper.surface.get());
  CHECK(cairo_image_surface_get_data(paper.surface.get())[3 * 8 + 3] == 0);
}

TEST_CASE("a stroke takes along its pen, as large as the page shows it") {
  Paper paper;
  cairo_set_line_cap(paper.context, CAIRO_LINE_CAP_ROUND);
  cairo_scale(paper.context, 2, 2);
  const double dash = 1.5;
  cairo_set_dash(paper.context, &dash, 1, 0.25);
  cairo_move_to(paper.context, 1, 1);
  cairo_close_path(paper.context);
  stroke(paper.context, kRed.with_alpha(0.125), 0.5);
  CHECK(paper.drawing.operators() == "q\n/o125 gs\n1 0 0 RG\n1 w 1 J 0 j 10 M [3 ] 0.5 d\n2 2 m\nh\nS\nQ\n");
}

TEST_CASE("after a scope its clip is gone, and what was said before it holds") {
  Paper paper;
  fill_square(paper, 1, kRed);
  {
    const Saved saved(paper.context);
    add_box(paper.context, {0, 0, 2, 2});
    clip(paper.context);
    CHECK(cairo_has_current_point(paper.context) == 0);
    fill_square(paper, 3, ink(0x0000ff));
  }
  fill_square(paper, 4, kRed);
  CHECK(paper.drawing.operators() ==
        "q\n/o1000 gs\n1 0 0 rg\n0 0 m\n1 0 l\n1 1 l\n0 1 l\nh\nf\n"
        "q\n0 0 m\n2 0 l\n2 2 l\n0 2 l\nh\nW n\n0 0 1 rg\n0 0 m\n3 0 l\n3 3 l\n0 3 l\nh\nf\nQ\n"
        "0 0 m\n4 0 l\n4 4 l\n0 4 l\nh\nf\nQ\n");
}

TEST_CASE("after a scope that painted before it clipped, its ink is known for what it is") {
  Paper paper;
  fill_square(paper, 1, kRed);
  {
    const Saved saved(paper.context);
    add_box(paper.context, {0, 0, 1, 1});
    fill_keep(paper.context, ink(0x0000ff, 0.5));
    clip(paper.context);
  }
  fill_square(paper, 1, kRed);
  const std::string drawn = paper.drawing.operators();
  CHECK(drawn.ends_with("W n\nQ\n/o1000 gs\n1 0 0 rg\n0 0 m\n1 0 l\n1 1 l\n0 1 l\nh\nf\nQ\n"));
}

TEST_CASE("a path that cannot be laid out is told as cairo tells it") {
  Paper paper;
  cairo_scale(paper.context, 0, 0);
  CHECK_THROWS_WITH(fill(paper.context, kRed), "lay out a path: invalid matrix (not invertible)");
}

TEST_CASE("a scope without a clip leaves its ink behind in the PDF") {
  Paper paper;
  {
    const Saved saved(paper.context);
    fill_square(paper, 1, ink(0x0000ff));
  }
  fill_square(paper, 1, kRed);
  CHECK(paper.drawing.operators() ==
        "q\n/o1000 gs\n0 0 1 rg\n0 0 m\n1 0 l\n1 1 l\n0 1 l\nh\nf\n1 0 0 rg\n0 0 m\n1 0 l\n1 1 l\n0 1 "
        "l\nh\nf\nQ\n");
}

TEST_CASE("a mask is a stencil of its pixels, the first row on top") {
  Paper paper;
  const Surface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, 9, 2));
  cairo_surface_flush(mask.get());
  unsigned char* const pixels = cairo_image_surface_get_data(mask.get());
  pixels[0] = 0xff;
  pixels[8] = 0x80;
  pixels[cairo_image_surface_get_stride(mask.get()) + 1] = 0x7f;
  cairo_surface_mark_dirty(mask.get());
  cairo_translate(paper.context, 10, 20);
  cairo_scale(paper.context, 2, 2);
  stencil(paper.context, mask.get(), kRed);
  CHECK(paper.drawing.operators() ==
        "q\n/o1000 gs\n1 0 0 rg\nq\n18 0 0 -4 10 24 cm\nBI /IM true /W 9 /H 2 /BPC 1 /F /AHx ID\n"
        "7f7fffff>\nEI\nQ\nQ\n");
}

TEST_CASE("an image keeps colours as they are and says what it covers") {
  Paper paper;
  const Surface pixels(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 2, 1));
  {
    const Context painter(cairo_create(pixels.get()));
    set_ink(painter.get(), ink(0xff8000, 0.5));
    cairo_rectangle(painter.get(), 1, 0, 1, 1);
    cairo_fill(painter.get());
  }
  paint(paper.context, pixels.get());
  CHECK(paper.drawing.operators() == "q\n/o1000 gs\nq\n2 0 0 -1 0 1 cm\n/I0 Do\nQ\nQ\n");
  REQUIRE(paper.drawing.images().size() == 1);
  const PdfImage& image = paper.drawing.images().front();
  CHECK(image.width == 2);
  CHECK(image.height == 1);
  CHECK(image.coverage == std::string("\0\x80", 2));
  CHECK(image.colours.substr(0, 3) == std::string(3, '\0'));
  CHECK(static_cast<unsigned char>(image.colours[3]) == 0xff);
  CHECK(static_cast<unsigned char>(image.colours[4]) >= 0x7f);
  CHECK(static_cast<unsigned char>(image.colours[4]) <= 0x81);
  CHECK(image.colours[5] == 0);
}

TEST_CASE("an empty path draws nothing, and as a clip leaves nothing to draw on") {
  Paper paper;
  cairo_move_to(paper.context, 1, 1);
  fill(paper.context, kRed);
  cairo_new_path(paper.context);
  stroke(paper.context, kRed, 1);
  CHECK(paper.drawing.operators().empty());
  CHECK(paper.drawing.opacities().empty());
  cairo_set_fill_rule(paper.context, CAIRO_FILL_RULE_EVEN_ODD);
  {
    const Saved saved(paper.context);
    clip(paper.context);
  }
  CHECK(paper.drawing.operators() == "q\nq\n0 0 0 0 re\nW* n\nQ\nQ\n");
}
