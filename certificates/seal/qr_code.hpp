#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cupola::seal {

/// A QR code (ISO/IEC 18004) as squares, without the quiet zone: leave four squares of paper on every side.
struct QrCode {
  std::size_t width = 0;    ///< squares a side
  std::vector<bool> black;  ///< row by row from the top left, width × width

  bool black_at(std::size_t x, std::size_t y) const { return black.at(y * width + x); }
};

/// Error correction M: an eighth of it may be scratched. Equal texts give equal codes. Throws
/// std::invalid_argument if the text is empty or too long for a QR code (2331 bytes).
QrCode make_qr_code(std::string_view text);

}  // namespace cupola::seal
