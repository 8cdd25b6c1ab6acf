#pragma once

#include <sodium/crypto_hash_sha256.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cupola::seal {

using Digest = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::string_view bytes);
  Sha256& add(const Digest& digest);
  /// Ends it; add nothing afterwards.
  Digest finish();

 private:
  crypto_hash_sha256_state state_{};
};

Digest sha256(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(const Digest& key, std::string_view bytes);
/// Lower-case hexadecimal digits.
std::string hex(const Digest& digest);
std::string hex(std::string_view bytes);

}  // namespace cupola::seal
