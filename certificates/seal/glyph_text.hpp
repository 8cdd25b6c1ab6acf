#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cupola::seal {

/// A font's ToUnicode map (ISO 32000-1 section 9.10.3): which text a glyph's code stands for.
class GlyphText {
 public:
  GlyphText() = default;
  /// Reads the map; lines that are damaged are left out, as are more than 65536 codes.
  explicit GlyphText(std::string_view cmap);

  /// The text of a string that is shown, UTF-8. A code without a text gives U+FFFD.
  std::string text(std::string_view shown) const;

 private:
  void read_code_space(std::string_view section);
  void read_characters(std::string_view section);
  void read_ranges(std::string_view section);

  std::size_t code_bytes_ = 1;
  std::map<std::uint32_t, std::string> texts_;  ///< UTF-8, by code
};

}  // namespace cupola::seal
