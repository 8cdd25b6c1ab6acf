#include "certificates/seal/base32.hpp"

#include <cstdint>

namespace cupola::seal {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr unsigned kBits = 5;

/// 0–31, or nothing.
std::optional<std::uint32_t> value_of(char letter) {
  if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  const std::size_t found = kDigits.find(letter);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(found);
}

}  // namespace

std::string to_base32(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() * 8 + kBits - 1) / kBits);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= kBits; bits -= kBits) text += kDigits[(held >> (bits - kBits)) & 31U];
  }
  if (bits > 0) text += kDigits[(held << (kBits - bits)) & 31U];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * kBits / 8);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char letter : text) {
    const auto value = value_of(letter);
    if (!value) return std::nullopt;
    held = (held << kBits) | *value;
    bits += kBits;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((held >> bits) & 0xffU);
  }
  const bool whole = bits < kBits && (held & ((1U << bits) - 1U)) == 0;
  if (!whole) return std::nullopt;
  return bytes;
}

bool is_base32(char letter) { return value_of(letter).has_value(); }

}  // namespace cupola::seal
