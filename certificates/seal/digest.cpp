#include "certificates/seal/digest.hpp"

#include <sodium/crypto_auth_hmacsha256.h>

namespace cupola::seal {
namespace {

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Sha256::Sha256() { ::crypto_hash_sha256_init(&state_); }

Sha256& Sha256::add(std::string_view bytes) {
  ::crypto_hash_sha256_update(&state_, data_of(bytes), bytes.size());
  return *this;
}

Sha256& Sha256::add(const Digest& digest) {
  ::crypto_hash_sha256_update(&state_, digest.data(), digest.size());
  return *this;
}

Digest Sha256::finish() {
  Digest digest{};
  ::crypto_hash_sha256_final(&state_, digest.data());
  return digest;
}

Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

Digest hmac_sha256(const Digest& key, std::string_view bytes) {
  Digest digest{};
  static_assert(sizeof(digest) == crypto_auth_hmacsha256_BYTES);
  ::crypto_auth_hmacsha256(digest.data(), data_of(bytes), bytes.size(), key.data());
  return digest;
}

std::string hex(const Digest& digest) {
  return hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const unsigned value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4U];
    text += kDigits[value & 15U];
  }
  return text;
}

}  // namespace cupola::seal
