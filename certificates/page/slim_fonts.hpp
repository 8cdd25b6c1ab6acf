#pragma once

#include <pango/pango.h>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace cupola::page {

/// What a PDF needs to know of a font beside its glyphs, in thousandths of an em (ISO 32000-1, 9.8).
struct FontFacts {
  std::string name;     ///< PostScript's
  bool is_cff = false;  ///< outlines as CFF (CID-keyed), else as TrueType
  long box[4] = {0, 0, 0, 0};
  long ascent = 0;
  long descent = 0;
  long cap_height = 0;
  double italic_angle_deg = 0;
};

/// A font with some of its glyphs only.
struct CutFont {
  std::string program;  ///< what goes into a PDF: TrueType's tables, or the table CFF alone
  /// TrueType: where each glyph of the font is now.
  std::map<std::uint32_t, std::uint32_t> glyphs;
};

/// A font of the machine that may be embedded in a PDF.
class SlimFont {
 public:
  virtual ~SlimFont() = default;
  virtual const FontFacts& facts() const = 0;
  /// What stands for a glyph in the strings of a PDF: its CID if the font has such, else its number.
  virtual std::uint16_t code(std::uint32_t glyph) const = 0;
  /// In thousandths of an em.
  virtual double width(std::uint32_t glyph) const = 0;
  /// The font with these glyphs only. The same glyphs give the same bytes. Throws std::runtime_error if
  /// HarfBuzz cannot.
  virtual CutFont cut(const std::set<std::uint32_t>& glyphs) = 0;
};

/// The fonts of the machine for embedding. Between each and its cuts it keeps a copy with the glyphs in use:
/// a Chinese font has 65 535 of them, and cutting reads all. Hints for coarse screens are left out.
class SlimFonts {
 public:
  SlimFonts();
  SlimFonts(const SlimFonts&) = delete;
  SlimFonts& operator=(const SlimFonts&) = delete;
  ~SlimFonts();

  /// Letters (valid UTF-8) to come: a copy made from now on has them from the beginning.
  void expect(std::string_view letters);

  /// Null for a font that is more or other than plain outlines: variable, coloured, emboldened, CFF without
  /// CIDs. It lives as long as this.
  SlimFont* find(PangoFont* font);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
