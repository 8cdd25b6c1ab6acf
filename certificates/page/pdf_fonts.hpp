#pragma once

#include "certificates/page/pdf_writer.hpp"
#include "certificates/page/slim_fonts.hpp"

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <string_view>

namespace cupola::page {

/// A font as one document uses it.
class PdfFont {
 public:
  PdfFont(SlimFont& font, std::string name);

  const std::string& name() const { return name_; }
  const SlimFont* source() const { return &font_; }

  struct Glyph {
    std::uint16_t code = 0;
    double width = 0;  ///< thousandths of an em, as the PDF says it
  };
  /// From now on the glyph is embedded.
  Glyph use(std::uint32_t glyph);
  bool is_used() const { return !used_.empty(); }
  /// Whether a reader gets `text` (UTF-8) back for a glyph in use: its first text, noted for all of the
  /// document.
  bool reads_as(std::uint32_t glyph, std::string_view text);

  /// Its objects, of which the last is returned. Some glyph must be in use.
  PdfReference write(PdfWriter& writer) const;

 private:
  struct Used {
    std::uint32_t glyph = 0;
    PdfNumber width;
    std::string text;
  };
  PdfArray widths() const;
  std::string to_unicode() const;
  std::string glyph_map(const CutFont& cut) const;
  PdfReference write_descriptor(PdfWriter& writer, const std::string& base_name, std::string program) const;

  SlimFont& font_;
  std::string name_;
  std::map<std::uint16_t, Used> used_;
};

/// The fonts of one document (ISO 32000-1, 9.7): composite ones, whose strings hold two bytes a glyph.
class PdfFonts {
 public:
  explicit PdfFonts(SlimFonts& fonts) : fonts_(fonts) {}
  /// Null if the font cannot be embedded.
  PdfFont* find(PangoFont* font);
  /// All that are used, for the resources of the document's pages.
  PdfDictionary write(PdfWriter& writer) const;

 private:
  SlimFonts& fonts_;
  std::list<PdfFont> used_;  ///< in order of their first use
};

}  // namespace cupola::page
