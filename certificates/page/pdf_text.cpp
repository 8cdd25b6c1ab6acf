#include "certificates/page/pdf_text.hpp"

#include "certificates/page/canvas.hpp"
#include "certificates/page/clean_text.hpp"
#include "certificates/page/pdf_writer.hpp"
#include "certificates/page/type.hpp"

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace cupola::page {
namespace {

struct LayoutDeleter {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
struct LinesDeleter {
  void operator()(PangoLayoutIter* lines) const { pango_layout_iter_free(lines); }
};

/// How readers get the words of a text.
enum class Reading {
  Glyphs,  ///< the glyphs say it
  Text,    ///< the glyphs do not (Thai, Indic, stacked accents): the text stands beside them
  Shape,   ///< Arabic to look at: joined letters that readers put in the wrong order
  Letters  ///< the same Arabic unjoined, to be read but not seen
};

/// A copy without the ligatures that Arabic cannot do without to the eye.
std::unique_ptr<PangoLayout, LayoutDeleter> unjoined(PangoLayout* layout) {
  std::unique_ptr<PangoLayout, LayoutDeleter> copy(pango_layout_copy(layout));
  PangoAttrList* attributes = pango_attr_list_copy(pango_layout_get_attributes(layout));
  pango_attr_list_change(attributes, pango_attr_font_features_new("liga=0, clig=0, dlig=0, rlig=0"));
  pango_layout_set_attributes(copy.get(), attributes);
  pango_attr_list_unref(attributes);
  return copy;
}

/// The operator that begins a span in whose place readers take `text`.
std::string begin_span(std::string_view text) {
  std::string operation = "/Span << /ActualText ";
  add_value(operation, pdf_text(text));
  return operation + " >> BDC\n";
}

/// Glyphs of one line and font, written as one array of strings with what moves them from where their widths
/// would put them (ISO 32000-1, 9.4.3).
class GlyphLine {
 public:
  /// `size`: of the font in user space; `matrix`: from the font's space, its y upward, to the page.
  GlyphLine(std::string& to, double size, const cairo_matrix_t& matrix)
      : to_(to), size_(size), matrix_(matrix) {}

  void add(const PdfFont::Glyph& glyph, double x, double y, cairo_t* context) {
    const double em = 1000 / size_;
    if (open_ && y == y_) {
      const long back = std::lround(pen_ - x * em);
      if (back != 0) fmt::format_to(std::back_inserter(to_), ">{}<", back);
      pen_ -= static_cast<double>(back);
    } else {
      end();
      begin(x, y, context);
      pen_ = x * em;
    }
    fmt::format_to(std::back_inserter(to_), "{:04x}", glyph.code);
    pen_ += glyph.width;
  }

  void end() {
    if (open_) to_ += ">]TJ\n";
    open_ = false;
  }

 private:
  void begin(double x, double y, cairo_t* context) {
    y_ = y;
    open_ = true;
    cairo_user_to_device(context, &x, &y);
    for (const double part : {matrix_.xx, matrix_.yx, -matrix_.xy, -matrix_.yy}) {
      add_number(to_, part, 1000);
      to_ += ' ';
    }
    add_number(to_, x);
    to_ += ' ';
    add_number(to_, y);
    to_ += " Tm\n[<";
  }

  std::string& to_;
  double size_;
  cairo_matrix_t matrix_;
  double pen_ = 0;  ///< thousandths of an em
  double y_ = 0;
  bool open_ = false;
};

class TextWriter {
 public:
  TextWriter(cairo_t* context, TaggedPage& page, Reading reading, Ink ink)
      : context_(context), page_(page), reading_(reading), ink_(ink) {}

  /// One mark with all lines. `x`, `y`: the top left corner of the layout.
  void write(PangoLayout* layout, double x, double y) {
    text_ = pango_layout_get_text(layout);
    page_.drawing.set_ink(ink_);
    page_.drawing.add(fmt::format("/{} << /MCID {} >> BDC\n", page_.role, page_.marks.size()));
    if (reading_ == Reading::Text || reading_ == Reading::Shape)
      page_.drawing.add(begin_span(reading_ == Reading::Text ? text_ : std::string_view()));
    if (reading_ == Reading::Text) said_ = text_;
    const std::unique_ptr<PangoLayoutIter, LinesDeleter> lines(pango_layout_get_iter(layout));
    do {
      const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(lines.get());
      if (run == nullptr) continue;
      PangoRectangle box{};
      pango_layout_iter_get_run_extents(lines.get(), nullptr, &box);
      write_run(run, x + points(box.x), y + points(pango_layout_iter_get_run_baseline(lines.get())));
    } while (pango_layout_iter_next_run(lines.get()) != FALSE);
    page_.drawing.add(is_covered() ? "EMC\nEMC\n" : "EMC\n");
    page_.marks.push_back({page_.role, {}, std::move(said_)});
  }

 private:
  /// Glyphs that stand for some bytes of the text together.
  struct Cluster {
    int first = 0;
    int count = 0;   ///< with those that are not drawn
    int before = 0;  ///< the width to its left in the run
    std::string_view text;
  };

  /// Whether other words stand for the glyphs.
  bool is_covered() const { return reading_ == Reading::Text || reading_ == Reading::Shape; }

  void write_run(const PangoLayoutRun* run, double x, double y) {
    PdfFont* const font = page_.fonts.find(run->item->analysis.font);
    bool drawn = false;
    bool known = font != nullptr;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      drawn = drawn || glyph != PANGO_GLYPH_EMPTY;
      known = known && (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0);
    }
    if (!drawn) return;
    if (known) write_glyphs(run, *font, x, y);
    if (!known) paint_run(run, x, y);
  }

  void write_glyphs(const PangoLayoutRun* run, PdfFont& font, double x, double y) {
    cairo_matrix_t font_matrix;
    cairo_scaled_font_get_font_matrix(
        pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->item->analysis.font)), &font_matrix);
    cairo_matrix_t page_matrix;
    cairo_get_matrix(context_, &page_matrix);
    cairo_matrix_multiply(&page_matrix, &font_matrix, &page_matrix);
    std::string operators = fmt::format("BT\n{} 1 Tf\n", font.name());
    // Only seen by who searches or copies.
    if (reading_ == Reading::Letters) operators += "3 Tr\n";
    GlyphLine line(operators, font_matrix.xx, page_matrix);
    for (const Cluster& cluster : clusters(run)) {
      const bool spelt = !is_covered() && !says(run, cluster, font);
      if (spelt) {
        line.end();
        operators += begin_span(cluster.text);
      }
      int advance = cluster.before;
      for (int i = cluster.first; i < cluster.first + cluster.count; ++i) {
        const PangoGlyphInfo& info = run->glyphs->glyphs[i];
        if (info.glyph != PANGO_GLYPH_EMPTY)
          line.add(font.use(info.glyph), x + points(advance + info.geometry.x_offset),
                   y + points(info.geometry.y_offset), context_);
        advance += info.geometry.width;
      }
      if (spelt) {
        line.end();
        operators += "EMC\n";
      }
    }
    line.end();
    operators += reading_ == Reading::Letters ? "0 Tr\nET\n" : "ET\n";
    page_.drawing.add(operators);
  }

  /// Whether the glyph of a cluster says its text by itself; notes what readers get.
  bool says(const PangoLayoutRun* run, const Cluster& cluster, PdfFont& font) {
    int drawn = 0;
    PangoGlyph glyph = 0;
    for (int i = cluster.first; i < cluster.first + cluster.count; ++i) {
      if (run->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY) continue;
      glyph = run->glyphs->glyphs[i].glyph;
      ++drawn;
    }
    said_ += cluster.text;
    if (drawn != 1) return false;
    font.use(glyph);
    return font.reads_as(glyph, cluster.text);
  }

  /// In the order in which they are read. Pango keeps for each glyph where its letters begin.
  std::vector<Cluster> clusters(const PangoLayoutRun* run) const {
    const PangoGlyphString* const string = run->glyphs;
    std::map<int, int> ends;  // of the letters that begin at a byte
    for (int i = 0; i < string->num_glyphs; ++i) ends[string->log_clusters[i]];
    for (auto each = ends.begin(); each != ends.end(); ++each)
      each->second = std::next(each) == ends.end() ? run->item->length : std::next(each)->first;
    const std::string_view letters = text_.substr(static_cast<std::size_t>(run->item->offset));
    std::vector<Cluster> all;
    int advance = 0;
    for (int i = 0; i < string->num_glyphs; ++i) {
      const int begin = string->log_clusters[i];
      if (i == 0 || begin != string->log_clusters[i - 1])
        all.push_back({i, 0, advance,
                       letters.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(ends[begin]) -
                                                                           static_cast<std::size_t>(begin))});
      ++all.back().count;
      advance += string->glyphs[i].geometry.width;
    }
    if (run->item->analysis.level % 2 == 1) std::reverse(all.begin(), all.end());
    return all;
  }

  /// A run whose font cannot be embedded, as an image: coloured letters, or boxes for letters that no font
  /// has.
  void paint_run(const PangoLayoutRun* run, double x, double y) {
    if (reading_ == Reading::Letters) return;
    constexpr double kFine = 4;  // pixels a point
    PangoRectangle ink{};
    pango_glyph_string_extents(run->glyphs, run->item->analysis.font, &ink, nullptr);
    const Box box = Box{points(ink.x), points(ink.y), points(ink.width), points(ink.height)}.inset(-1);
    const Surface image(cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                                   static_cast<int>(std::ceil(box.width * kFine)),
                                                   static_cast<int>(std::ceil(box.height * kFine))));
    {
      const Context painter(cairo_create(image.get()));
      cairo_scale(painter.get(), kFine, kFine);
      set_ink(painter.get(), ink_);
      cairo_move_to(painter.get(), -box.x, -box.y);
      pango_cairo_show_glyph_item(painter.get(), text_.data(), const_cast<PangoLayoutRun*>(run));
      require_ok(cairo_status(painter.get()), "paint letters");
    }
    const std::string_view text = text_.substr(static_cast<std::size_t>(run->item->offset),
                                               static_cast<std::size_t>(run->item->length));
    if (!is_covered()) {
      page_.drawing.add(begin_span(text));
      said_ += text;
    }
    {
      const Saved saved(context_);
      cairo_translate(context_, x + box.x, y + box.y);
      cairo_scale(context_, 1 / kFine, 1 / kFine);
      paint(context_, image.get());
    }
    if (!is_covered()) page_.drawing.add("EMC\n");
    page_.drawing.set_ink(ink_);
  }

  cairo_t* context_;
  TaggedPage& page_;
  Reading reading_;
  Ink ink_;
  std::string_view text_;
  std::string said_;
};

}  // namespace

void write_text(cairo_t* context, TaggedPage& page, PangoLayout* layout, Ink ink) {
  double x = 0;
  double y = 0;
  cairo_get_current_point(context, &x, &y);
  const std::string text = pango_layout_get_text(layout);
  Reading reading = needs_spelling_out(text) ? Reading::Text : Reading::Glyphs;
  if (is_arabic(text)) {
    TextWriter(context, page, Reading::Letters, ink).write(unjoined(layout).get(), x, y);
    reading = Reading::Shape;
  }
  TextWriter(context, page, reading, ink).write(layout, x, y);
}

}  // namespace cupola::page
