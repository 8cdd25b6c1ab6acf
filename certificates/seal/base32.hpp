#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cupola::seal {

/// Base 32 of RFC 4648 section 6, without padding: letters A–Z and digits 2–7, which cannot be taken for one
/// another on paper, and which a QR code stores in five and a half bits each.
std::string to_base32(std::string_view bytes);

/// Reads it back, capital letters or small. Nothing for any other character, for a length that no bytes have,
/// and for bits left over that are not 0: each sequence of bytes has one text only.
std::optional<std::string> from_base32(std::string_view text);

/// Whether the character is one of the 32, capital or small.
bool is_base32(char letter);

}  // namespace cupola::seal
