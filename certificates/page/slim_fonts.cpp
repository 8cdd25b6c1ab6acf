#include "certificates/page/slim_fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb-subset.h>
#include <pango/pangofc-font.h>
#include FT_CID_H

#include <cmath>
#include <new>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

template <auto Function>
struct Calls {
  template <class T>
  void operator()(T* handle) const {
    Function(handle);
  }
};
using Blob = std::unique_ptr<hb_blob_t, Calls<hb_blob_destroy>>;
using HbFace = std::unique_ptr<hb_face_t, Calls<hb_face_destroy>>;
using HbFont = std::unique_ptr<hb_font_t, Calls<hb_font_destroy>>;
using GlyphSet = std::unique_ptr<hb_set_t, Calls<hb_set_destroy>>;
using SubsetInput = std::unique_ptr<hb_subset_input_t, Calls<hb_subset_input_destroy>>;
using SubsetPlan = std::unique_ptr<hb_subset_plan_t, Calls<hb_subset_plan_destroy>>;
using FtLibrary = std::unique_ptr<FT_LibraryRec_, Calls<FT_Done_FreeType>>;
using FtFace = std::unique_ptr<FT_FaceRec_, Calls<FT_Done_Face>>;

/// Everything but outlines and widths: the text is set before, and the PDF says the rest.
constexpr hb_tag_t kDropped[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('M', 'A', 'T', 'H'),
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('O', 'S', '/', '2'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
    HB_TAG('g', 'a', 's', 'p'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('h', 'd', 'm', 'x')};

/// A face cut from another, and where its glyphs are.
struct Cutting {
  HbFace face;
  SubsetPlan plan;

  Cutting() = default;
  Cutting(hb_face_t* source, const hb_set_t* glyphs) {
    const SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) throw std::bad_alloc();
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING |
                                               HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t* tables = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const hb_tag_t tag : kDropped) hb_set_add(tables, tag);
    hb_set_union(hb_subset_input_glyph_set(input.get()), glyphs);
    plan.reset(hb_subset_plan_create_or_fail(source, input.get()));
    if (plan) face.reset(hb_subset_plan_execute_or_fail(plan.get()));
    if (!face) throw std::runtime_error("embed a font: HarfBuzz cannot cut it");
  }
  std::uint32_t glyph(std::uint32_t of_source) const {
    return hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan.get()), of_source);
  }
};

/// Fields of a font's table, big end first (OpenType 1.9); 0 beyond its end.
class Table {
 public:
  Table(hb_face_t* face, hb_tag_t tag) : blob_(hb_face_reference_table(face, tag)) {
    unsigned size = 0;
    const char* const data = hb_blob_get_data(blob_.get(), &size);
    bytes_ = {data, size};
  }
  bool empty() const { return bytes_.empty(); }
  std::string_view bytes() const { return bytes_; }
  long int16(std::size_t at) const {
    if (at + 2 > bytes_.size()) return 0;
    const auto high = static_cast<unsigned char>(bytes_[at]);
    const auto low = static_cast<unsigned char>(bytes_[at + 1]);
    return static_cast<std::int16_t>(high << 8 | low);
  }

 private:
  Blob blob_;
  std::string_view bytes_;
};

/// Outlines and nothing else: not variable, not coloured.
bool is_plain(hb_face_t* face) {
  return hb_ot_var_has_data(face) == 0 && hb_ot_color_has_layers(face) == 0 &&
         hb_ot_color_has_png(face) == 0 && hb_ot_color_has_svg(face) == 0;
}

/// Whether fontconfig would thicken its outlines.
bool is_emboldened(PangoFont* font) {
  FcBool bold = FcFalse;
  FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  return FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &bold) == FcResultMatch && bold == FcTrue;
}

std::string name_of(hb_face_t* face) {
  char name[120] = {};
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  return size == 0 ? "Font" : name;
}

FontFacts facts_of(hb_face_t* face) {
  const double em = hb_face_get_upem(face);
  const auto scaled = [em](long units) { return std::lround(static_cast<double>(units) * 1000 / em); };
  const Table head(face, HB_TAG('h', 'e', 'a', 'd'));
  const Table lines(face, HB_TAG('h', 'h', 'e', 'a'));
  const Table style(face, HB_TAG('O', 'S', '/', '2'));
  const Table post(face, HB_TAG('p', 'o', 's', 't'));
  FontFacts facts;
  facts.name = name_of(face);
  for (std::size_t i = 0; i < 4; ++i) facts.box[i] = scaled(head.int16(36 + 2 * i));
  facts.ascent = scaled(lines.int16(4));
  facts.descent = scaled(lines.int16(6));
  const long capital = style.int16(0) >= 2 ? style.int16(88) : 0;
  facts.cap_height = capital > 0 ? scaled(capital) : facts.ascent;
  facts.italic_angle_deg = static_cast<double>(post.int16(4));
  return facts;
}

class OneFont final : public SlimFont {
 public:
  OneFont(hb_face_t* source, FT_Library library, const std::set<std::uint32_t>& letters)
      : source_(hb_face_reference(source)), font_(hb_font_create(source)), facts_(facts_of(source)) {
    facts_.is_cff = Table(source, HB_TAG('g', 'l', 'y', 'f')).empty();
    if (facts_.is_cff) open_for_cids(library);
    for (const std::uint32_t letter : letters) {
      hb_codepoint_t glyph = 0;
      if (hb_font_get_nominal_glyph(font_.get(), letter, &glyph) != 0) hb_set_add(glyphs_.get(), glyph);
    }
  }

  /// Whether it can be cut at all, which is tried.
  bool is_usable() {
    if (facts_.is_cff && !(cids_ && FT_IS_CID_KEYED(cids_.get()))) return false;
    try {
      extend({});
    } catch (const std::runtime_error&) {
      return false;
    }
    return true;
  }

  const FontFacts& facts() const override { return facts_; }

  std::uint16_t code(std::uint32_t glyph) const override {
    FT_UInt cid = glyph;
    if (cids_) FT_Get_CID_From_Glyph_Index(cids_.get(), glyph, &cid);
    return static_cast<std::uint16_t>(cid);
  }

  double width(std::uint32_t glyph) const override {
    return hb_font_get_glyph_h_advance(font_.get(), glyph) * 1000.0 / hb_face_get_upem(source_.get());
  }

  CutFont cut(const std::set<std::uint32_t>& glyphs) override {
    extend(glyphs);
    const GlyphSet wanted(hb_set_create());
    for (const std::uint32_t glyph : glyphs) hb_set_add(wanted.get(), slim_.glyph(glyph));
    const Cutting cutting(slim_.face.get(), wanted.get());
    CutFont result;
    if (facts_.is_cff) {
      result.program = Table(cutting.face.get(), HB_TAG('C', 'F', 'F', ' ')).bytes();
      return result;
    }
    const Blob bytes(hb_face_reference_blob(cutting.face.get()));
    unsigned size = 0;
    const char* const data = hb_blob_get_data(bytes.get(), &size);
    result.program.assign(data, size);
    for (const std::uint32_t glyph : glyphs) result.glyphs[glyph] = cutting.glyph(slim_.glyph(glyph));
    return result;
  }

 private:
  /// FreeType tells the CIDs of a bare table only.
  void open_for_cids(FT_Library library) {
    cff_.reset(hb_face_reference_table(source_.get(), HB_TAG('C', 'F', 'F', ' ')));
    unsigned size = 0;
    const char* const data = hb_blob_get_data(cff_.get(), &size);
    FT_Face face = nullptr;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(size), 0,
                           &face) == 0)
      cids_.reset(face);
  }

  /// Sees to it that the copy has these.
  void extend(const std::set<std::uint32_t>& glyphs) {
    bool complete = slim_.face != nullptr;
    for (const std::uint32_t glyph : glyphs) {
      if (hb_set_has(glyphs_.get(), glyph) != 0) continue;
      hb_set_add(glyphs_.get(), glyph);
      complete = false;
    }
    if (complete) return;
    slim_ = Cutting(source_.get(), glyphs_.get());
    slim_.face.reset(hb_subset_preprocess(slim_.face.get()));
  }

  HbFace source_;
  HbFont font_;
  FontFacts facts_;
  GlyphSet glyphs_{hb_set_create()};  ///< the copy's
  Cutting slim_;
  Blob cff_;
  FtFace cids_;
};

}  // namespace

struct SlimFonts::State {
  struct Known {
    HbFace face;                    ///< or another might come to stand at its address
    std::unique_ptr<OneFont> font;  ///< null: cannot be embedded
  };
  FtLibrary library;
  std::map<hb_face_t*, Known> fonts;
  std::set<std::uint32_t> letters;
};

SlimFonts::SlimFonts() : state_(std::make_unique<State>()) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw std::bad_alloc();
  state_->library.reset(library);
  // Of these every mission has some, and a copy grows by little.
  for (std::uint32_t letter = 0x20; letter < 0x180; ++letter) state_->letters.insert(letter);
}
SlimFonts::~SlimFonts() = default;

void SlimFonts::expect(std::string_view letters) {
  const std::string text(letters);
  for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at))
    state_->letters.insert(g_utf8_get_char(at));
}

SlimFont* SlimFonts::find(PangoFont* font) {
  if (is_emboldened(font)) return nullptr;
  hb_face_t* face = hb_font_get_face(pango_font_get_hb_font(font));
  auto [found, is_new] = state_->fonts.try_emplace(face);
  State::Known& known = found->second;
  if (is_new) {
    known.face.reset(hb_face_reference(face));
    if (is_plain(face)) known.font = std::make_unique<OneFont>(face, state_->library.get(), state_->letters);
    if (known.font && !known.font->is_usable()) known.font.reset();
  }
  return known.font.get();
}

}  // namespace cupola::page
