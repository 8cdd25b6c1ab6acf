#include "runner/mission/bundle_seal.hpp"

#include "runner/mission/mission.hpp"
#include "runner/record/sha256.hpp"

#include <sodium/utils.h>

#include <array>

namespace cupola::mission {
namespace {

constexpr std::string_view kHashPrefix = "cupola-bundle 1 sha256:";
constexpr std::size_t kHashLength = 64;
constexpr std::string_view kSignaturePrefix = "cupola-bundle 1 ed25519:";
constexpr std::size_t kKeyLength = 64;
constexpr std::size_t kSignatureLength = 128;
/// Prefix, key, ":", signature, newline.
constexpr std::size_t kSignedLength = kSignaturePrefix.size() + kKeyLength + 1 + kSignatureLength + 1;

/// What is signed: its kind, and the hash of every byte before the signature's digits.
std::string signed_text(std::string_view before) {
  return std::string{kSignaturePrefix} + record::sha256_hex(before);
}

std::string to_hex(const record::Signature& signature) {
  std::array<char, kSignatureLength + 1> text{};
  ::sodium_bin2hex(text.data(), text.size(), signature.data(), signature.size());
  return text.data();
}

std::optional<record::Signature> signature_of(std::string_view digits) {
  if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  record::Signature signature{};
  ::sodium_hex2bin(signature.data(), signature.size(), digits.data(), digits.size(), nullptr, nullptr,
                   nullptr);
  return signature;
}

/// The key whose signature ends `bytes`, if there is one. Throws BadInput for one that does not hold.
std::optional<record::PublicKey> check_signature(std::string_view bytes, const std::string& name) {
  if (bytes.size() < kSignedLength) return std::nullopt;
  const std::size_t begin = bytes.size() - kSignedLength;
  std::string_view rest = bytes.substr(begin);
  if (!rest.starts_with(kSignaturePrefix)) return std::nullopt;
  rest.remove_prefix(kSignaturePrefix.size());
  const auto key = record::parse_key_hex(rest.substr(0, kKeyLength));
  const auto signature = signature_of(rest.substr(kKeyLength + 1, kSignatureLength));
  const std::string_view before = bytes.substr(0, bytes.size() - kSignatureLength - 1);
  const bool well_formed = rest[kKeyLength] == ':' && rest.back() == '\n';
  if (!well_formed || !key || !signature || !record::verify(signed_text(before), *signature, *key)) {
    throw BadInput(
        name + ": its signature does not hold: it is not what was signed; get it again from who packed it");
  }
  return key;
}

}  // namespace

std::size_t seal_length(const record::SigningKey* key) {
  return kHashPrefix.size() + kHashLength + (key == nullptr ? 0 : kSignedLength);
}

void append_seal(std::string& bytes, const record::SigningKey* key) {
  if (key != nullptr) {
    bytes.append(kSignaturePrefix).append(record::key_hex(key->public_key())).append(":");
    bytes.append(to_hex(key->sign(signed_text(bytes)))).append("\n");
  }
  bytes.append(kHashPrefix);
  bytes.append(record::sha256_hex(bytes));
}

std::optional<record::PublicKey> check_seal(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with("PK")) throw BadInput(name + ": not a bundle (no ZIP file); cupola pack makes one");
  if (bytes.size() < kHashLength + kHashPrefix.size()) throw BadInput(name + ": is cut short; copy it again");
  const std::string_view sealed = bytes.substr(0, bytes.size() - kHashLength);
  if (!sealed.ends_with(kHashPrefix)) {
    throw BadInput(name + ": does not end in \"" + std::string{kHashPrefix} +
                   "…\": cut short, changed, or of another version; copy it again");
  }
  if (record::sha256_hex(sealed) != bytes.substr(sealed.size())) {
    throw BadInput(name + ": is not what was packed (its SHA-256 differs); copy it again");
  }
  return check_signature(sealed.substr(0, sealed.size() - kHashPrefix.size()), name);
}

}  // namespace cupola::mission
