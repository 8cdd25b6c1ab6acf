#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace cupola::seal {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece; OpenSSL's, which knows the processor's own
/// instructions for it. Throws std::bad_alloc, or std::runtime_error if OpenSSL was set up without it.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::string_view bytes);
  Sha256& add(const Digest& digest);
  /// Ends it; add nothing afterwards.
  Digest finish();

 private:
  struct Freer {
    void operator()(evp_md_ctx_st* state) const;
  };
  std::unique_ptr<evp_md_ctx_st, Freer> state_;
};

Digest sha256(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(const Digest& key, std::string_view bytes);
/// Lower-case hexadecimal digits.
std::string hex(const Digest& digest);
std::string hex(std::string_view bytes);

}  // namespace cupola::seal
