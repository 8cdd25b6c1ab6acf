#pragma once

#include <cupola/hat/text.hpp>

#include <array>
#include <cstddef>

namespace cupola::api {

inline constexpr std::size_t kGlyphCount = 92;
inline constexpr std::size_t kExtendedGlyphCount = 334;

struct GlyphEntry {
  char32_t character = 0;
  hat::Glyph columns{};
};

/// The flight font, and what the extended one adds to it; sorted by code point. Generated; see README.md
/// beside them.
extern const std::array<GlyphEntry, kGlyphCount> kGlyphs;
extern const std::array<GlyphEntry, kExtendedGlyphCount> kExtendedGlyphs;

}  // namespace cupola::api
