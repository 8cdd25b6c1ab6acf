#include "certificates/seal/digest.hpp"

#include <openssl/evp.h>
#include <sodium/crypto_auth_hmacsha256.h>

#include <new>
#include <stdexcept>

namespace cupola::seal {
namespace {

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

void Sha256::Freer::operator()(evp_md_ctx_st* state) const { ::EVP_MD_CTX_free(state); }

Sha256::Sha256() : state_(::EVP_MD_CTX_new()) {
  static EVP_MD* const algorithm = ::EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) throw std::runtime_error("compute SHA-256: OpenSSL has no such digest here");
  if (!state_ || ::EVP_DigestInit_ex2(state_.get(), algorithm, nullptr) != 1) throw std::bad_alloc();
}

Sha256& Sha256::add(std::string_view bytes) {
  if (::EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
  return *this;
}

Sha256& Sha256::add(const Digest& digest) {
  return add({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Digest Sha256::finish() {
  Digest digest{};
  if (::EVP_DigestFinal_ex(state_.get(), digest.data(), nullptr) != 1) throw std::bad_alloc();
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
