#include "certificates/page/type.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/pdf_text.hpp"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace cupola::page {
namespace {

// Own rules instead of the machine's: the same fonts win on every machine that has them.
constexpr const char* kFontFolders = R"(<dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>)";
constexpr const char* kFontRules = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {}
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
)";

// A font of the wrong script is never taken for Latin here: those for one script hold little else, and Noto
// Serif and Noto Sans come first.
constexpr const char* kSerifScripts =
    "Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif Thai,Noto Serif Armenian,Noto Serif Georgian,"
    "Noto Serif Devanagari,Noto Serif Bengali,Noto Serif Tamil,Noto Serif Ethiopic";
constexpr const char* kSansScripts =
    "Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Thai,Noto Sans Armenian,Noto Sans Georgian,"
    "Noto Sans Devanagari,Noto Sans Bengali,Noto Sans Tamil,Noto Sans Ethiopic";

/// Han letters differ by country: the font of the text's own language goes first.
std::string east_asian_families(std::string_view style, std::string_view language) {
  std::string first = "SC";
  if (language == "ja") first = "JP";
  if (language == "ko") first = "KR";
  if (language == "zh-Hant") first = "TC";
  const std::string family = "Noto " + std::string(style) + " CJK ";
  return family + first + "," + family + "SC," + family + "JP," + family + "KR";
}

std::string families(Face face, std::string_view text) {
  const std::string_view language = east_asian_language(text);
  if (face == Face::Sans) {
    return std::string("Noto Sans,") + kSansScripts + "," + east_asian_families("Sans", language) +
           ",DejaVu Sans";
  }
  const std::string first = face == Face::Display ? "Noto Serif Display,Noto Serif," : "Noto Serif,";
  return first + kSerifScripts + "," + east_asian_families("Serif", language) + ",Noto Sans," + kSansScripts +
         "," + east_asian_families("Sans", language) + ",DejaVu Serif,DejaVu Sans";
}

struct LayoutDeleter {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

struct FontDeleter {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Font = std::unique_ptr<PangoFontDescription, FontDeleter>;

Font describe(const Type& type, std::string_view text) {
  Font font(pango_font_description_new());
  pango_font_description_set_family(font.get(), families(type.face, text).c_str());
  pango_font_description_set_weight(font.get(),
                                    type.weight == Weight::Bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font.get(),
                                   type.slant == Slant::Italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font.get(), type.size_pt * PANGO_SCALE);
  return font;
}

PangoAlignment pango_align(Align align) {
  if (align == Align::Centre) return PANGO_ALIGN_CENTER;
  return align == Align::Right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/// The width and height a layout needs, counting ink that leaves the logical box.
struct Need {
  double width = 0;
  double height = 0;
};

Need need_of(PangoLayout* layout) {
  PangoRectangle ink{};
  PangoRectangle logical{};
  pango_layout_get_extents(layout, &ink, &logical);
  const int left = std::min(ink.x, logical.x);
  const int right = std::max(ink.x + ink.width, logical.x + logical.width);
  const int top = std::min(ink.y, logical.y);
  const int bottom = std::max(ink.y + ink.height, logical.y + logical.height);
  return {points(right - left), points(bottom - top)};
}

/// What a text is set by. A certificate's own words come again on the next one.
using Setting =
    std::tuple<std::string, Face, Weight, Slant, Align, double, double, double, double, double, double>;

Setting setting_of(std::string_view text, const Type& type, const Room& room) {
  return {std::string(text), type.face,         type.weight, type.slant,  type.align,          type.size_pt,
          type.tracking_pt,  type.line_spacing, room.width,  room.height, room.smallest_single};
}

/// The letters of a layout that came out as boxes.
void collect_missing(PangoLayout* layout, std::set<std::uint32_t>& missing) {
  if (pango_layout_get_unknown_glyphs_count(layout) == 0) return;
  const char* text = pango_layout_get_text(layout);
  PangoLayoutIter* lines = pango_layout_get_iter(layout);
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(lines);
    if (run == nullptr) continue;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      missing.insert(g_utf8_get_char(text + run->item->offset + run->glyphs->log_clusters[i]));
    }
  } while (pango_layout_iter_next_run(lines) != FALSE);
  pango_layout_iter_free(lines);
}

}  // namespace

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

struct Typesetter::State {
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
  std::set<std::uint32_t> missing;
  std::map<Setting, SetText> texts;

  /// What was set before, or what `make` sets now.
  template <class Make>
  SetText remember(Setting setting, const Make& make);
};

Typesetter::Typesetter(const std::string& font_folder) : state_(std::make_unique<State>()) {
  const std::string folders = font_folder.empty() ? kFontFolders : "<dir>" + font_folder + "</dir>";
  const std::string text = fmt::format(fmt::runtime(kFontRules), folders);
  FcConfig* rules = FcConfigCreate();
  const bool loaded = rules != nullptr &&
                      FcConfigParseAndLoadFromMemory(rules, reinterpret_cast<const FcChar8*>(text.c_str()),
                                                     FcTrue) == FcTrue &&
                      FcConfigBuildFonts(rules) == FcTrue;
  if (!loaded) {
    if (rules != nullptr) FcConfigDestroy(rules);
    throw std::runtime_error("load the fonts of /usr/share/fonts: fontconfig failed");
  }
  state_->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(state_->map), rules);
  FcConfigDestroy(rules);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(state_->map), 72);
  state_->context = pango_font_map_create_context(state_->map);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(state_->context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(state_->context, FALSE);
  pango_context_set_language(state_->context, pango_language_from_string("en"));
}

Typesetter::~Typesetter() {
  g_object_unref(state_->context);
  g_object_unref(state_->map);
}

PangoLayout* Typesetter::make_layout(std::string_view text, const Type& type) const {
  PangoLayout* layout = pango_layout_new(state_->context);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  pango_layout_set_font_description(layout, describe(type, text).get());
  pango_layout_set_alignment(layout, pango_align(type.align));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  if (type.line_spacing != 1.0) pango_layout_set_line_spacing(layout, static_cast<float>(type.line_spacing));
  PangoAttrList* attributes = pango_attr_list_new();
  // A ligature is one glyph for several letters: readers of the PDF would lose some of them.
  pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0, dlig=0"));
  // A hyphen at a line's end that nobody wrote would change a name, and make a code that cannot be typed in.
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  if (const std::string_view language = east_asian_language(text); !language.empty()) {
    pango_attr_list_insert(
        attributes, pango_attr_language_new(pango_language_from_string(std::string(language).c_str())));
  }
  if (type.tracking_pt != 0) {
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(
                                           static_cast<int>(std::lround(type.tracking_pt * PANGO_SCALE))));
  }
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

template <class Make>
SetText Typesetter::State::remember(Setting setting, const Make& make) {
  constexpr std::size_t kKept = 1000;  // the words of all languages, and some names between them
  if (const auto known = texts.find(setting); known != texts.end()) return known->second;
  SetText result = make();
  collect_missing(result.layout_.get(), missing);
  if (texts.size() == kKept) texts.clear();
  // What has letters that no font has is set again, so that every certificate with them is told of.
  if (pango_layout_get_unknown_glyphs_count(result.layout_.get()) == 0)
    texts.emplace(std::move(setting), result);
  return result;
}

SetText Typesetter::set(std::string_view text, const Type& type) const {
  if (text.empty()) return {};
  return state_->remember(setting_of(text, type, {}),
                          [&] { return SetText(make_layout(text, type), type.size_pt); });
}

SetText Typesetter::fit(std::string_view text, const Type& type, const Room& room) const {
  if (text.empty()) return {};
  return state_->remember(setting_of(text, type, room), [&] { return fit_anew(text, type, room); });
}

std::vector<std::uint32_t> Typesetter::take_missing_letters() {
  std::vector<std::uint32_t> letters(state_->missing.begin(), state_->missing.end());
  state_->missing.clear();
  return letters;
}

SetText Typesetter::fit_anew(std::string_view text, const Type& type, const Room& room) const {
  constexpr double kSmallest = 3;
  std::unique_ptr<PangoLayout, LayoutDeleter> layout(make_layout(text, type));
  Type scaled = type;
  const auto resize = [&](double size) {
    scaled.size_pt = size;
    pango_layout_set_font_description(layout.get(), describe(scaled, text).get());
  };
  // Few sizes: for each one that is new, Pango asks fontconfig to sort all fonts of the machine.
  const auto step_below = [](double size) { return std::max(1.0, std::floor(size * 8)) / 8; };
  Need need = need_of(layout.get());
  if (const double share = std::min(room.width / need.width, room.height / need.height); share < 1) {
    // A hair less than the share, because advances do not scale exactly.
    resize(std::max(step_below(type.size_pt * share * 0.995), std::min(room.smallest_single, type.size_pt)));
    need = need_of(layout.get());
  }
  if (need.width > room.width || need.height > room.height) {
    pango_layout_set_width(layout.get(), static_cast<int>(room.width * PANGO_SCALE));
    for (need = need_of(layout.get());
         (need.height > room.height || need.width > room.width + 0.01) && scaled.size_pt > kSmallest;
         need = need_of(layout.get())) {
      resize(step_below(scaled.size_pt * 0.94));
    }
  } else {
    pango_layout_set_width(layout.get(), -1);
  }
  return {layout.release(), scaled.size_pt};
}

SetText::SetText(PangoLayout* layout, double size_pt) : layout_(layout, LayoutDeleter()), size_pt_(size_pt) {
  PangoRectangle logical{};
  pango_layout_get_extents(layout, nullptr, &logical);
  left_ = points(logical.x);
  width_ = points(logical.width);
  height_ = points(logical.height);
}

double SetText::baseline() const { return points(pango_layout_get_baseline(layout_.get())); }

int SetText::lines() const { return pango_layout_get_line_count(layout_.get()); }

Box SetText::ink_extents() const {
  PangoRectangle ink{};
  pango_layout_get_extents(layout_.get(), &ink, nullptr);
  return {points(ink.x), points(ink.y), points(ink.width), points(ink.height)};
}

void SetText::draw(cairo_t* context, double x, double y, Align anchor, Ink ink) const {
  if (empty()) return;
  double share = 0;
  if (anchor == Align::Centre) share = 0.5;
  if (anchor == Align::Right) share = 1;
  cairo_move_to(context, x - left_ - width_ * share, y);
  if (TaggedPage* page = page_of(context)) {
    write_text(context, *page, layout_.get(), ink);
    return;
  }
  set_ink(context, ink);
  pango_cairo_show_layout(context, layout_.get());
}

}  // namespace cupola::page
