#pragma once

#include <cupola/hat/text.hpp>

#include <array>
#include <cstddef>

namespace cupola::api {

inline constexpr std::size_t kGlyphCount = 92;

struct GlyphEntry {
  char32_t character = 0;
  hat::Glyph columns{};
};

/// The font, sorted by code point. Generated; see README.md beside it.
extern const std::array<GlyphEntry, kGlyphCount> kGlyphs;

}  // namespace cupola::api
