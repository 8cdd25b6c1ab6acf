#include "certificates/page/slim_fonts.hpp"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb-subset.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <new>
#include <set>
#include <vector>

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
using CairoFace = std::unique_ptr<cairo_font_face_t, Calls<cairo_font_face_destroy>>;
using Options = std::unique_ptr<cairo_font_options_t, Calls<cairo_font_options_destroy>>;
using Lines = std::unique_ptr<PangoLayoutIter, Calls<pango_layout_iter_free>>;

/// Bytes of a font and what FreeType makes of them. cairo may keep a face longer than we do, so each has a
/// library of its own that ends with it.
struct Memory {
  Blob bytes;
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

/// Everything but outlines, widths, names and letters: the text is set before.
void drop_layout(hb_subset_input_t* input) {
  hb_set_t* tables = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag :
       {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('M', 'A', 'T', 'H')})
    hb_set_add(tables, tag);
}

/// The bytes of a font with these glyphs only; null if it cannot be cut.
Blob cut(hb_face_t* source, const hb_set_t* glyphs) {
  const SubsetInput input(hb_subset_input_create_or_fail());
  if (!input) throw std::bad_alloc();
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                             HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  drop_layout(input.get());
  hb_set_union(hb_subset_input_glyph_set(input.get()), glyphs);
  const HbFace slim(hb_subset_or_fail(source, input.get()));
  return slim ? Blob(hb_face_reference_blob(slim.get())) : nullptr;
}

CairoFace cairo_face(Blob bytes) {
  auto memory = std::make_unique<Memory>();
  memory->bytes = std::move(bytes);
  unsigned size = 0;
  const char* data = hb_blob_get_data(memory->bytes.get(), &size);
  if (FT_Init_FreeType(&memory->library) != 0 ||
      FT_New_Memory_Face(memory->library, reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(size),
                         0, &memory->face) != 0) {
    return nullptr;
  }
  static constexpr cairo_user_data_key_t kMemoryKey{};
  CairoFace face(cairo_ft_font_face_create_for_ft_face(memory->face, FT_LOAD_NO_HINTING));
  const auto release = [](void* kept) { delete static_cast<Memory*>(kept); };
  if (cairo_font_face_set_user_data(face.get(), &kMemoryKey, memory.get(), release) != CAIRO_STATUS_SUCCESS)
    return nullptr;
  static_cast<void>(memory.release());  // the face's now
  return face;
}

/// One font of the machine and its copy.
struct Slim {
  HbFace source;
  GlyphSet glyphs{hb_set_create()};  ///< the copy's
  GlyphSet wanted{hb_set_create()};  ///< and what it lacked
  CairoFace copy;
  bool usable = true;
};

/// Fonts that are more than outlines stay as they are: variable ones, coloured ones.
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

/// The glyphs of a run as cairo wants them: where each stands, and which letters it says.
struct Shown {
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
  cairo_text_cluster_flags_t flags{};
};

void add_glyphs(const PangoGlyphString* string, double x, double y, Shown& shown) {
  int advance = 0;
  shown.glyphs.reserve(static_cast<std::size_t>(string->num_glyphs));
  for (int i = 0; i < string->num_glyphs; ++i) {
    const PangoGlyphInfo& info = string->glyphs[i];
    if (info.glyph != PANGO_GLYPH_EMPTY) {
      shown.glyphs.push_back({info.glyph,
                              x + static_cast<double>(advance + info.geometry.x_offset) / PANGO_SCALE,
                              y + static_cast<double>(info.geometry.y_offset) / PANGO_SCALE});
    }
    advance += info.geometry.width;
  }
}

/// Pango keeps for each glyph where its letters begin; cairo wants the bytes and the glyphs of each cluster,
/// in the order of the letters.
void add_clusters(const PangoGlyphItem* item, Shown& shown) {
  const PangoGlyphString* string = item->glyphs;
  const bool backward = item->item->analysis.level % 2 == 1;
  std::map<int, int> counts;  // by the byte where a cluster begins: its glyphs
  for (int i = 0; i < string->num_glyphs; ++i)
    counts[string->log_clusters[i]] += string->glyphs[i].glyph == PANGO_GLYPH_EMPTY ? 0 : 1;
  shown.clusters.reserve(counts.size());
  for (auto each = counts.begin(); each != counts.end(); ++each) {
    const auto next = std::next(each);
    const int end = next == counts.end() ? item->item->length : next->first;
    shown.clusters.push_back({end - each->first, each->second});
  }
  if (backward) shown.flags = CAIRO_TEXT_CLUSTER_FLAG_BACKWARD;
}

}  // namespace

struct SlimFonts::State {
  std::map<hb_face_t*, Slim> fonts;
  std::set<std::uint32_t> letters;
  bool lacked = false;

  /// The copy that has all glyphs of a run; null if there is none, which is then noted.
  cairo_font_face_t* copy_for(PangoFont* font, const PangoGlyphString* string) {
    hb_face_t* face = hb_font_get_face(pango_font_get_hb_font(font));
    auto [found, is_new] = fonts.try_emplace(face);
    Slim& slim = found->second;
    if (is_new) {
      slim.source.reset(hb_face_reference(face));
      slim.usable = is_plain(face);
    }
    if (!slim.usable || is_emboldened(font)) return nullptr;
    bool complete = slim.copy != nullptr;
    for (int i = 0; i < string->num_glyphs; ++i) {
      const PangoGlyph glyph = string->glyphs[i].glyph;
      if (glyph == PANGO_GLYPH_EMPTY) continue;
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) return nullptr;  // a box with the letter's number
      if (hb_set_has(slim.glyphs.get(), glyph) != 0) continue;
      hb_set_add(slim.wanted.get(), glyph);
      complete = false;
    }
    lacked = lacked || !complete;
    return complete ? slim.copy.get() : nullptr;
  }

  void add_expected(Slim& slim) const {
    const HbFont font(hb_font_create(slim.source.get()));
    for (const std::uint32_t letter : letters) {
      hb_codepoint_t glyph = 0;
      if (hb_font_get_nominal_glyph(font.get(), letter, &glyph) != 0) hb_set_add(slim.wanted.get(), glyph);
    }
  }

  void make_copy(Slim& slim) const {
    if (!slim.copy) add_expected(slim);
    hb_set_union(slim.glyphs.get(), slim.wanted.get());
    hb_set_clear(slim.wanted.get());
    Blob bytes = cut(slim.source.get(), slim.glyphs.get());
    slim.copy = bytes ? cairo_face(std::move(bytes)) : nullptr;
    slim.usable = slim.copy != nullptr;
  }

  void draw_run(cairo_t* context, const PangoLayoutRun* run, const char* text, double x, double y) {
    PangoFont* font = run->item->analysis.font;
    cairo_font_face_t* copy = copy_for(font, run->glyphs);
    if (copy == nullptr) {
      cairo_move_to(context, x, y);
      pango_cairo_show_glyph_item(context, text, const_cast<PangoLayoutRun*>(run));
      return;
    }
    cairo_scaled_font_t* original = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    cairo_matrix_t matrix;
    cairo_scaled_font_get_font_matrix(original, &matrix);
    const Options options(cairo_font_options_create());
    cairo_scaled_font_get_font_options(original, options.get());
    cairo_set_font_face(context, copy);
    cairo_set_font_matrix(context, &matrix);
    cairo_set_font_options(context, options.get());
    Shown shown;
    add_glyphs(run->glyphs, x, y, shown);
    add_clusters(run, shown);
    cairo_show_text_glyphs(context, text + run->item->offset, run->item->length, shown.glyphs.data(),
                           static_cast<int>(shown.glyphs.size()), shown.clusters.data(),
                           static_cast<int>(shown.clusters.size()), shown.flags);
  }
};

SlimFonts::SlimFonts() : state_(std::make_unique<State>()) {
  // Of these every mission has some, and a copy grows by little.
  for (std::uint32_t letter = 0x20; letter < 0x180; ++letter) state_->letters.insert(letter);
}
SlimFonts::~SlimFonts() = default;

void SlimFonts::expect(std::string_view letters) {
  const std::string text(letters);
  for (const char* at = text.c_str(); *at != '\0'; at = g_utf8_next_char(at))
    state_->letters.insert(g_utf8_get_char(at));
}

void SlimFonts::draw(cairo_t* context, PangoLayout* layout) {
  double left = 0;
  double top = 0;
  cairo_get_current_point(context, &left, &top);
  const char* text = pango_layout_get_text(layout);
  const Lines lines(pango_layout_get_iter(layout));
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(lines.get());
    if (run == nullptr) continue;
    PangoRectangle box{};
    pango_layout_iter_get_run_extents(lines.get(), nullptr, &box);
    const int baseline = pango_layout_iter_get_run_baseline(lines.get());
    state_->draw_run(context, run, text, left + static_cast<double>(box.x) / PANGO_SCALE,
                     top + static_cast<double>(baseline) / PANGO_SCALE);
  } while (pango_layout_iter_next_run(lines.get()) != FALSE);
}

bool SlimFonts::grow() {
  if (!state_->lacked) return false;
  state_->lacked = false;
  for (auto& [face, slim] : state_->fonts)
    if (hb_set_is_empty(slim.wanted.get()) == 0 || (slim.usable && !slim.copy)) state_->make_copy(slim);
  return true;
}

}  // namespace cupola::page
