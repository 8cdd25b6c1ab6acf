#include <cupola/hat/text.hpp>

#include "hat_driver/api/glyphs/glyph_table.hpp"

#include <algorithm>

namespace cupola::hat {
namespace {

/// The entry of a character in a table sorted by code point, or null.
const api::GlyphEntry* find_in(std::span<const api::GlyphEntry> table, char32_t character) {
  const auto found = std::lower_bound(
      table.begin(), table.end(), character,
      [](const api::GlyphEntry& entry, char32_t wanted) { return entry.character < wanted; });
  return found != table.end() && found->character == character ? &*found : nullptr;
}

const api::GlyphEntry* find_glyph(char32_t character, Font font) {
  const api::GlyphEntry* found = find_in(api::kGlyphs, character);
  return found == nullptr && font == Font::Extended ? find_in(api::kExtendedGlyphs, character) : found;
}

/// An empty glyph is not trimmed: the space keeps its width.
std::span<const Column> trimmed(const Glyph& columns) {
  std::size_t first = 0;
  std::size_t last = columns.size();
  while (first < last && columns[first] == 0) ++first;
  if (first == last) return columns;
  while (columns[last - 1] == 0) --last;
  return std::span(columns).subspan(first, last - first);
}

/// The number of continuation bytes that `lead` announces; nothing valid → −1.
int continuation_count(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return -1;
}

constexpr std::array<char32_t, 4> kSmallest{0, 0x80, 0x800, 0x10000};

/// Decodes the sequence at the start of `text` and says how many bytes it took; an invalid one takes one
/// byte.
std::size_t decode_one(std::string_view text, char32_t& character) {
  character = 0xfffd;
  const auto lead = static_cast<unsigned char>(text[0]);
  const int count = continuation_count(lead);
  if (count < 0 || text.size() < static_cast<std::size_t>(count) + 1) return 1;
  char32_t value = count == 0 ? lead : lead & (0x3fu >> count);
  for (std::size_t i = 1; i <= static_cast<std::size_t>(count); ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0u) != 0x80u) return 1;
    value = (value << 6) | (next & 0x3fu);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (surrogate || value > 0x10ffff || value < kSmallest[static_cast<std::size_t>(count)]) return 1;
  character = value;
  return static_cast<std::size_t>(count) + 1;
}

}  // namespace

bool has_glyph(char32_t character, Font font) { return find_glyph(character, font) != nullptr; }

Glyph glyph(char32_t character, Font font) {
  const api::GlyphEntry* entry = find_glyph(character, font);
  return (entry != nullptr ? entry : find_glyph(U'?', font))->columns;
}

std::array<Column, kSide> letter_columns(char32_t character, Font font) {
  std::array<Column, kSide> columns{};
  const Glyph shape = glyph(character, font);
  std::copy(shape.begin(), shape.end(), columns.begin() + 1);
  return columns;
}

std::vector<Column> message_columns(std::u32string_view text, Font font) {
  std::vector<Column> columns(kSide, 0);
  columns.reserve(2 * kSide + text.size() * (kGlyphWidth + 1));
  for (const char32_t character : text) {
    const Glyph shape = glyph(character, font);
    const auto visible = trimmed(shape);
    columns.insert(columns.end(), visible.begin(), visible.end());
    columns.push_back(0);
  }
  columns.insert(columns.end(), kSide, 0);
  return columns;
}

std::size_t message_frames(std::span<const Column> columns) { return columns.size() - kSide; }

std::u32string decode_utf8(std::string_view text) {
  std::u32string characters;
  while (!text.empty()) {
    char32_t character = 0;
    text.remove_prefix(decode_one(text, character));
    characters.push_back(character);
  }
  return characters;
}

}  // namespace cupola::hat
