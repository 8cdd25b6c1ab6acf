#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string_view>

namespace cupola::page {

/// Copies of fonts that hold only the glyphs in use, for embedding: cairo reads the whole font again for
/// every PDF, and a Chinese one has 65 535 glyphs. Glyph numbers, outlines and widths are the font's own, so
/// what else is in the copy leaves no trace in the PDF. Hints for coarse screens are left out.
class SlimFonts {
 public:
  SlimFonts();
  SlimFonts(const SlimFonts&) = delete;
  SlimFonts& operator=(const SlimFonts&) = delete;
  ~SlimFonts();

  /// Letters (valid UTF-8) to come: a copy made from now on has them from the beginning.
  void expect(std::string_view letters);

  /// Draws a layout with its top left corner at the current point and the current source, as
  /// pango_cairo_show_layout does. A glyph that its copy lacks is drawn from the font itself and noted.
  void draw(cairo_t* context, PangoLayout* layout);

  /// Makes the copies that the drawings since the last call lacked. True: there were some; draw again, so
  /// that equal input gives equal bytes.
  bool grow();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
