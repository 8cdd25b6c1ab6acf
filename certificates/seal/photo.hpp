#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::seal {

/// The texts of all QR codes on a picture (PNG or JPEG, at most 64 million pixels): turned, tilted and
/// slightly blurred ones too. Each text once; bytes that are no text come as they are. Throws
/// std::runtime_error in words if it is no such picture.
std::vector<std::string> read_qr_codes(std::string_view bytes);

/// Whether the bytes begin as a PNG or a JPEG does.
bool is_picture(std::string_view bytes);

}  // namespace cupola::seal
