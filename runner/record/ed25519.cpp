#include "runner/record/ed25519.hpp"

#include "hat_driver/base/whole_file.hpp"

#include <sodium/core.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/randombytes.h>
#include <sodium/utils.h>
#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>

namespace cupola::record {
namespace {

namespace fs = std::filesystem;

using Seed = std::array<std::uint8_t, crypto_sign_ed25519_SEEDBYTES>;

constexpr std::string_view kSecretPrefix = "cupola-key 1 ed25519 secret ";
constexpr std::string_view kPublicPrefix = "cupola-key 1 ed25519 public ";
constexpr std::size_t kLargestKeyFile = 4096;
constexpr std::size_t kHexDigits = 64;

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// 32 bytes as 64 lower-case digits.
std::string to_hex(std::span<const std::uint8_t, 32> bytes) {
  std::array<char, kHexDigits + 1> text{};
  ::sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

std::optional<Seed> from_hex(std::string_view text) {
  if (text.size() != kHexDigits || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  Seed bytes{};
  ::sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
  return bytes;
}

/// The text of a key file, wiped when it is no longer needed.
class KeyText {
 public:
  explicit KeyText(std::string text) : text_(std::move(text)) {}
  KeyText(const KeyText&) = delete;
  KeyText& operator=(const KeyText&) = delete;
  ~KeyText() { ::sodium_memzero(text_.data(), text_.size()); }

  /// The 32 bytes after `prefix`, if that is what stands here.
  std::optional<Seed> after(std::string_view prefix) const {
    std::string_view rest = text_;
    while (!rest.empty() && (rest.back() == '\n' || rest.back() == '\r')) rest.remove_suffix(1);
    if (!rest.starts_with(prefix)) return std::nullopt;
    return from_hex(rest.substr(prefix.size()));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw std::invalid_argument(path.native() + ": " + what);
}

void refuse_if_others_read_it(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 0077U) != 0) {
    refuse(path, "others may read this signing key; chmod 600 it, or make a new one if they have");
  }
}

}  // namespace

SigningKey SigningKey::from_seed(std::span<const std::uint8_t, 32> seed) {
  SigningKey key;
  PublicKey unused;
  ::crypto_sign_ed25519_seed_keypair(unused.bytes.data(), key.secret_.data(), seed.data());
  return key;
}

SigningKey SigningKey::generate() {
  if (::sodium_init() < 0) throw std::runtime_error("no random numbers for a key: libsodium does not start");
  Seed seed{};
  ::randombytes_buf(seed.data(), seed.size());
  SigningKey key = from_seed(seed);
  ::sodium_memzero(seed.data(), seed.size());
  return key;
}

SigningKey SigningKey::load(const fs::path& path) {
  const KeyText file{base::read_whole_file(path, kLargestKeyFile)};
  std::optional<Seed> seed = file.after(kSecretPrefix);
  if (!seed)
    refuse(path, "no signing key; it is one line \"" + std::string{kSecretPrefix} + "…64 hex digits\"");
  refuse_if_others_read_it(path);
  SigningKey key = from_seed(*seed);
  ::sodium_memzero(seed->data(), seed->size());
  return key;
}

SigningKey::SigningKey(SigningKey&& other) noexcept : secret_(other.secret_) {
  ::sodium_memzero(other.secret_.data(), other.secret_.size());
}

SigningKey::~SigningKey() { ::sodium_memzero(secret_.data(), secret_.size()); }

void SigningKey::save(const fs::path& path) const {
  const KeyText text{std::string{kSecretPrefix} + to_hex(std::span{secret_}.first<32>()) + "\n"};
  base::write_new_file(path, text.text(), base::Readers::OwnerOnly);
}

PublicKey SigningKey::public_key() const {
  PublicKey key;
  std::copy_n(secret_.begin() + crypto_sign_ed25519_SEEDBYTES, key.bytes.size(), key.bytes.begin());
  return key;
}

Signature SigningKey::sign(std::string_view message) const {
  Signature signature{};
  ::crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(message), message.size(),
                                 secret_.data());
  return signature;
}

bool verify(std::string_view message, const Signature& signature, const PublicKey& key) {
  return ::crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(message), message.size(),
                                               key.bytes.data()) == 0;
}

std::string key_hex(const PublicKey& key) { return to_hex(key.bytes); }

std::optional<PublicKey> parse_key_hex(std::string_view text) {
  const std::optional<Seed> bytes = from_hex(text);
  if (!bytes) return std::nullopt;
  return PublicKey{*bytes};
}

PublicKey load_public_key(const fs::path& path) {
  const KeyText file{base::read_whole_file(path, kLargestKeyFile)};
  if (const auto bytes = file.after(kPublicPrefix)) return {*bytes};
  if (const auto seed = file.after(kSecretPrefix)) return SigningKey::from_seed(*seed).public_key();
  refuse(path, "no key; it is one line \"" + std::string{kPublicPrefix} + "…64 hex digits\"");
}

void save_public_key(const PublicKey& key, const fs::path& path) {
  base::write_new_file(path, std::string{kPublicPrefix} + key_hex(key) + "\n", base::Readers::Everyone);
}

}  // namespace cupola::record
