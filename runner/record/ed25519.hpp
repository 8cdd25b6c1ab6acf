#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cupola::record {

/// The public half of an Ed25519 key (RFC 8032): whoever has it can check signatures, and make none.
struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};
using Signature = std::array<std::uint8_t, 64>;

/// An Ed25519 signing key. What is signed begins with a name for its kind ("cupola-bundle 1 …"), so that one
/// key serves several kinds of documents. Its bytes are wiped from memory at the end of its life.
class SigningKey {
 public:
  /// A new key from the kernel's random numbers.
  static SigningKey generate();
  /// The key that RFC 8032 section 5.1.5 makes of these 32 secret bytes.
  static SigningKey from_seed(std::span<const std::uint8_t, 32> seed);
  /// Reads a key file (docs/keys.md). Throws std::system_error if it cannot be read, std::invalid_argument
  /// naming the file if it is no signing key or if others may read it.
  static SigningKey load(const std::filesystem::path& path);

  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&&) = delete;
  ~SigningKey();

  /// Writes the key file whole, readable by its owner only. Throws std::system_error; EEXIST rather than
  /// overwriting a file that is there.
  void save(const std::filesystem::path& path) const;
  PublicKey public_key() const;
  Signature sign(std::string_view message) const;

 private:
  SigningKey() = default;
  std::array<std::uint8_t, 64> secret_{};  ///< seed, then public key: libsodium's form
};

/// Whether `signature` is that of `message` under `key`.
bool verify(std::string_view message, const Signature& signature, const PublicKey& key);

/// The 64 lower-case hexadecimal digits by which people name a public key, and back; nothing for anything
/// else.
std::string key_hex(const PublicKey& key);
std::optional<PublicKey> parse_key_hex(std::string_view text);

/// The file of a public key (docs/keys.md). Loading a signing key's file gives its public half, whoever may
/// read it. Throw as `SigningKey` does.
PublicKey load_public_key(const std::filesystem::path& path);
void save_public_key(const PublicKey& key, const std::filesystem::path& path);

}  // namespace cupola::record
