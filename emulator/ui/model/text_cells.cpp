#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>
#include <array>

namespace cupola::ui {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// Marks that sit on the character before them: the common blocks of Unicode's categories Mn and Me, joiners
/// and variation selectors.
constexpr std::array kMarks{CodeRange{0x0300, 0x036F}, CodeRange{0x0483, 0x0489},  CodeRange{0x0591, 0x05BD},
                            CodeRange{0x064B, 0x065F}, CodeRange{0x1AB0, 0x1AFF},  CodeRange{0x1DC0, 0x1DFF},
                            CodeRange{0x200B, 0x200D}, CodeRange{0x20D0, 0x20FF},  CodeRange{0xFE00, 0xFE0F},
                            CodeRange{0xFE20, 0xFE2F}, CodeRange{0x1F3FB, 0x1F3FF}};

/// The blocks of Unicode's EastAsianWidth W and F that are in use.
constexpr std::array kWide{
    CodeRange{0x1100, 0x115F},   CodeRange{0x2E80, 0x303E},   CodeRange{0x3041, 0x33FF},
    CodeRange{0x3400, 0x4DBF},   CodeRange{0x4E00, 0x9FFF},   CodeRange{0xA000, 0xA4CF},
    CodeRange{0xAC00, 0xD7A3},   CodeRange{0xF900, 0xFAFF},   CodeRange{0xFF00, 0xFF60},
    CodeRange{0xFFE0, 0xFFE6},   CodeRange{0x1F300, 0x1F64F}, CodeRange{0x1F680, 0x1F6FF},
    CodeRange{0x1F900, 0x1FAFF}, CodeRange{0x20000, 0x3FFFD}};

template <std::size_t kCount>
bool contains(const std::array<CodeRange, kCount>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

bool is_mark(const Character& character) {
  return character.valid && character.code >= 0x300 && contains(kMarks, character.code);
}

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

unsigned char at(std::string_view line, std::size_t byte) { return static_cast<unsigned char>(line[byte]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

Character character_at(std::string_view line, std::size_t byte) {
  const unsigned char lead = at(line, byte);
  if (lead < 0x80) return {.code = lead};
  const Character invalid{.code = lead, .bytes = 1, .valid = false};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || byte + size > line.size()) return invalid;
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(at(line, byte + i))) return invalid;
    code = (code << 6) | (at(line, byte + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kLeast.at(size) || code > 0x10FFFF || surrogate) return invalid;
  return {.code = code, .bytes = size};
}

std::size_t cells_of(const Character& character, std::size_t cell) {
  if (character.valid && character.code == '\t') return kTabCells - cell % kTabCells;
  if (!character.valid || is_control(character.code)) return 4;
  if (character.code < 0x300) return 1;
  if (contains(kMarks, character.code)) return 0;
  return contains(kWide, character.code) ? 2 : 1;
}

std::string escape_of(const Character& character) {
  if (character.valid && (!is_control(character.code) || character.code == '\t')) return {};
  constexpr std::string_view kHex = "0123456789abcdef";
  return {'\\', 'x', kHex[(character.code >> 4) & 0xF], kHex[character.code & 0xF]};
}

std::size_t next_boundary(std::string_view line, std::size_t byte) {
  if (byte >= line.size()) return line.size();
  byte += character_at(line, byte).bytes;
  while (byte < line.size() && is_mark(character_at(line, byte))) byte += character_at(line, byte).bytes;
  return byte;
}

std::size_t boundary_at(std::string_view line, std::size_t byte) {
  if (byte >= line.size()) return line.size();
  for (std::size_t back = 1; back <= 3 && back <= byte && is_continuation(at(line, byte - back + 1));
       ++back) {
    if (character_at(line, byte - back).bytes > back) {
      byte -= back;
      break;
    }
  }
  return is_mark(character_at(line, byte)) ? previous_boundary(line, byte) : byte;
}

std::size_t previous_boundary(std::string_view line, std::size_t byte) {
  byte = std::min(byte, line.size());
  while (byte > 0) {
    std::size_t start = byte - 1;
    for (std::size_t size = 2; size <= 4 && size <= byte; ++size) {
      if (character_at(line, byte - size).bytes == size) start = byte - size;
    }
    byte = start;
    if (!is_mark(character_at(line, byte))) break;
  }
  return byte;
}

std::size_t cell_at(std::string_view line, std::size_t byte) {
  std::size_t cell = 0;
  for (std::size_t i = 0; i < std::min(byte, line.size());) {
    const Character character = character_at(line, i);
    cell += cells_of(character, cell);
    i += character.bytes;
  }
  return cell;
}

std::size_t byte_at(std::string_view line, double cell) {
  std::size_t at_cell = 0;
  for (std::size_t byte = 0; byte < line.size();) {
    const std::size_t next = next_boundary(line, byte);
    std::size_t next_cell = at_cell;
    for (std::size_t i = byte; i < next;) {
      const Character character = character_at(line, i);
      next_cell += cells_of(character, next_cell);
      i += character.bytes;
    }
    if (cell < (static_cast<double>(at_cell) + static_cast<double>(next_cell)) / 2) return byte;
    byte = next;
    at_cell = next_cell;
  }
  return line.size();
}

}  // namespace cupola::ui
