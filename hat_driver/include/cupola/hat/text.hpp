#pragma once

#include <cupola/hat/frame.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::hat {

/// One column of eight LEDs: bit y is the row y from the top. The flight font never lights row 0.
using Column = std::uint8_t;

inline constexpr std::size_t kGlyphWidth = 5;
using Glyph = std::array<Column, kGlyphWidth>;

struct TextColours {
  Color text{255, 255, 255};
  Color back{};
};

/// Which letters text is drawn with. `Flight` is the font of the existing library, which the ISS has.
/// `Extended` is an addition of this library: Latin-1, Latin-2, Greek, Cyrillic and the degree sign besides.
enum class Font { Flight, Extended };

/// Whether the font has this character. Flight: the printable ASCII without ^ ` { }, and the newline.
bool has_glyph(char32_t character, Font font = Font::Flight);

/// The five columns of a character, untrimmed; those of `?` for a character the font does not have.
Glyph glyph(char32_t character, Font font = Font::Flight);

/// What `show_letter` shows: the glyph in the columns 1–5, the columns 0, 6 and 7 empty.
std::array<Column, kSide> letter_columns(char32_t character, Font font = Font::Flight);

/// What `show_message` scrolls: 8 empty columns, each glyph without its empty outer columns (an empty glyph
/// keeps all five) and one empty column, 8 empty columns. Frame k of the message shows the columns k … k+7.
std::vector<Column> message_columns(std::u32string_view text, Font font = Font::Flight);

/// The number of frames of a message whose columns are `columns`: 8 + Σ(glyph width + 1).
std::size_t message_frames(std::span<const Column> columns);

/// The code points of UTF-8; every byte that is not part of a valid sequence becomes U+FFFD.
std::u32string decode_utf8(std::string_view text);

}  // namespace cupola::hat
