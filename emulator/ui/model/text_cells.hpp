#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cupola::ui {

/// One character of a line: a code point, or a single byte that is not part of valid UTF-8.
struct Character {
  char32_t code = 0;  ///< the byte itself if not valid
  std::size_t bytes = 1;
  bool valid = true;
};

/// Fixed columns: most characters take one cell, wide ones (CJK, emoji) two, marks that sit on the character
/// before them none, a tab up to the next multiple of `kTabCells`, what cannot be shown as many as its
/// escape.
inline constexpr std::size_t kTabCells = 4;

/// The character that begins at `byte`, which must lie inside the line (RFC 3629: no surrogates, nothing
/// longer than needed).
Character character_at(std::string_view line, std::size_t byte);
/// Cells of a character that begins at column `cell`.
std::size_t cells_of(const Character& character, std::size_t cell);
/// "\x1b" for a control character, "\xff" for a byte that is not UTF-8; empty for what can be shown.
std::string escape_of(const Character& character);

/// Places between characters; a character and the marks on it are not parted. At the ends they stay.
std::size_t next_boundary(std::string_view line, std::size_t byte);
std::size_t previous_boundary(std::string_view line, std::size_t byte);
/// `byte` itself if it does not lie inside a character, else where that begins.
std::size_t boundary_at(std::string_view line, std::size_t byte);

/// The column at which the character at `byte` begins.
std::size_t cell_at(std::string_view line, std::size_t byte);
/// The boundary nearest to a column, which may lie past the end.
std::size_t byte_at(std::string_view line, double cell);

}  // namespace cupola::ui
