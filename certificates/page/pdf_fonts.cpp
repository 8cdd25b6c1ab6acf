#include "certificates/page/pdf_fonts.hpp"

#include "certificates/seal/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

namespace cupola::page {
namespace {

constexpr unsigned long kWidthUnit = 100;

PdfString plain_string(const char* text) { return {text}; }

/// Six capitals that say which part of the font this is (ISO 32000-1, 9.6.4).
std::string tag_of(std::string_view program) {
  const seal::Digest digest = seal::sha256(program);
  std::string tag;
  for (std::size_t i = 0; i < 6; ++i) tag += static_cast<char>('A' + digest.at(i) % 26);
  return tag + '+';
}

}  // namespace

PdfFont::PdfFont(SlimFont& font, std::string name) : font_(font), name_(std::move(name)) {}

PdfFont::Glyph PdfFont::use(std::uint32_t glyph) {
  const std::uint16_t code = font_.code(glyph);
  auto [found, is_new] = used_.try_emplace(code);
  if (is_new) found->second = {glyph, pdf_number(font_.width(glyph), kWidthUnit), {}};
  return {code, std::round(font_.width(glyph) * kWidthUnit) / kWidthUnit};
}

bool PdfFont::reads_as(std::uint32_t glyph, std::string_view text) {
  std::string& known = used_.at(font_.code(glyph)).text;
  if (known.empty()) known = text;
  return known == text;
}

/// ISO 32000-1, 9.7.4.3: a code and the widths from there on.
PdfArray PdfFont::widths() const {
  PdfArray all;
  PdfArray row;
  long next = -1;
  for (const auto& [code, used] : used_) {
    if (code != next) {
      if (!row.empty()) all.push_back(std::exchange(row, {}));
      all.push_back(pdf_number(long{code}));
    }
    row.push_back(used.width);
    next = long{code} + 1;
  }
  all.push_back(std::move(row));
  return all;
}

std::string PdfFont::to_unicode() const {
  constexpr std::size_t kMostInSection = 100;
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
      "/CMapName /Adobe-Identity-UCS def\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n";
  std::string section;
  std::size_t count = 0;
  const auto end_section = [&] {
    if (count > 0) fmt::format_to(std::back_inserter(map), "{} beginbfchar\n{}endbfchar\n", count, section);
    section.clear();
    count = 0;
  };
  for (const auto& [code, used] : used_) {
    if (used.text.empty()) continue;
    fmt::format_to(std::back_inserter(section), "<{:04x}> <{}>\n", code, seal::hex(utf16(used.text)));
    if (++count == kMostInSection) end_section();
  }
  end_section();
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// Where the program has the glyph of each code: two bytes each.
std::string PdfFont::glyph_map(const CutFont& cut) const {
  std::string map(2 * (std::size_t{used_.rbegin()->first} + 1), '\0');
  for (const auto& [code, used] : used_) {
    const std::uint32_t glyph = cut.glyphs.at(used.glyph);
    map[2 * std::size_t{code}] = static_cast<char>(glyph >> 8U);
    map[2 * std::size_t{code} + 1] = static_cast<char>(glyph & 0xffU);
  }
  return map;
}

PdfReference PdfFont::write_descriptor(PdfWriter& writer, const std::string& base_name,
                                       std::string program) const {
  const FontFacts& facts = font_.facts();
  PdfDictionary kind;
  if (facts.is_cff) kind["/Subtype"] = PdfName{"/CIDFontType0C"};
  if (!facts.is_cff) kind["/Length1"] = pdf_number(static_cast<long>(program.size()));
  PdfArray box;
  for (const long side : facts.box) box.push_back(pdf_number(side));
  constexpr long kSymbolic = 4;  // its letters are not those of the standard set
  constexpr long kStem = 80;     // asked for, but only where a font is not embedded
  return writer.add({PdfDictionary{{"/Type", PdfName{"/FontDescriptor"}},
                                   {"/FontName", PdfName{"/" + base_name}},
                                   {"/Flags", pdf_number(kSymbolic)},
                                   {"/FontBBox", std::move(box)},
                                   {"/ItalicAngle", pdf_number(facts.italic_angle_deg, 10)},
                                   {"/Ascent", pdf_number(facts.ascent)},
                                   {"/Descent", pdf_number(facts.descent)},
                                   {"/CapHeight", pdf_number(facts.cap_height)},
                                   {"/StemV", pdf_number(kStem)},
                                   {facts.is_cff ? "/FontFile3" : "/FontFile2",
                                    writer.add_stream(std::move(kind), std::move(program))}},
                     {}});
}

PdfReference PdfFont::write(PdfWriter& writer) const {
  std::set<std::uint32_t> glyphs;
  for (const auto& [code, used] : used_) glyphs.insert(used.glyph);
  CutFont cut = font_.cut(glyphs);
  const bool is_cff = font_.facts().is_cff;
  const std::string base_name = tag_of(cut.program) + font_.facts().name;
  PdfDictionary descendant{{"/Type", PdfName{"/Font"}},
                           {"/Subtype", PdfName{is_cff ? "/CIDFontType0" : "/CIDFontType2"}},
                           {"/BaseFont", PdfName{"/" + base_name}},
                           {"/CIDSystemInfo", PdfDictionary{{"/Registry", plain_string("Adobe")},
                                                            {"/Ordering", plain_string("Identity")},
                                                            {"/Supplement", pdf_number(0)}}},
                           {"/DW", pdf_number(1000)},
                           {"/W", widths()}};
  if (!is_cff) descendant["/CIDToGIDMap"] = writer.add_stream({}, glyph_map(cut));
  descendant["/FontDescriptor"] = write_descriptor(writer, base_name, std::move(cut.program));
  return writer.add({PdfDictionary{{"/Type", PdfName{"/Font"}},
                                   {"/Subtype", PdfName{"/Type0"}},
                                   {"/BaseFont", PdfName{"/" + base_name}},
                                   {"/Encoding", PdfName{"/Identity-H"}},
                                   {"/DescendantFonts", PdfArray{writer.add({std::move(descendant), {}})}},
                                   {"/ToUnicode", writer.add_stream({}, to_unicode())}},
                     {}});
}

PdfFont* PdfFonts::find(PangoFont* font) {
  SlimFont* const source = fonts_.find(font);
  if (source == nullptr) return nullptr;
  const auto known =
      std::find_if(used_.begin(), used_.end(), [&](const PdfFont& used) { return used.source() == source; });
  if (known != used_.end()) return &*known;
  return &used_.emplace_back(*source, fmt::format("/F{}", used_.size()));
}

PdfDictionary PdfFonts::write(PdfWriter& writer) const {
  PdfDictionary fonts;
  for (const PdfFont& font : used_)
    if (font.is_used()) fonts[font.name()] = font.write(writer);
  return fonts;
}

}  // namespace cupola::page
