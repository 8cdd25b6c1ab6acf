#pragma once

#include "hat_driver/base/utc.hpp"
#include "runner/record/ed25519.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

// The code of a certificate: what was flown when and where, signed, as one text (docs/seal.md). It stands in
// the QR code and beneath it. It says nothing about people.

namespace cupola::seal {

inline constexpr std::string_view kDefaultPrefix = "cupola:";

/// What the code vouches for.
struct Payload {
  std::string mission;        ///< [A-Za-z0-9_-]{1,64}
  std::string entry;          ///< [A-Za-z0-9_-]{1,32}
  std::uint16_t edition = 1;  ///< 1 for the first certificate of an entry, one more for each that replaced it
  base::UtcTime start;        ///< cut to the millisecond; 1970 or later
  std::chrono::milliseconds duration{};  ///< from start to end, each cut to the millisecond; at most 49 days
  double latitude_deg = 0;               ///< −90…90, to four decimals
  double longitude_deg = 0;              ///< −180…180, to four decimals
  bool simulated = true;

  base::UtcTime end() const { return start + duration; }
  friend bool operator==(const Payload&, const Payload&) = default;
};

/// The payload of a run from `start` to `end` that was in the middle of it above the place given: everything
/// as precise as a code holds it, so that reading the code gives an equal one.
struct Run {
  std::string mission;
  std::string entry;
  base::UtcTime start;
  base::UtcTime end;
  double latitude_deg = 0;
  double longitude_deg = 0;
  bool simulated = true;
};
Payload payload_of(const Run& run, std::uint16_t edition);

/// By which a code names its key: the first eight bytes of the public key's SHA-256.
using KeyId = std::array<std::uint8_t, 8>;
KeyId key_id(const record::PublicKey& key);
/// Sixteen lower-case hexadecimal digits.
std::string key_id_hex(const KeyId& id);

/// The code: prefix, then base 32. Equal payloads and keys give equal codes. Throws std::invalid_argument for
/// an id, time or place outside the ranges above, and for a prefix that `is_prefix` refuses.
std::string make_code(const Payload& payload, const record::SigningKey& key,
                      std::string_view prefix = kDefaultPrefix);

/// What may stand before a code: at most 100 visible ASCII characters, the last neither letter nor digit (so
/// that one can see where the code begins): "cupola:", "https://example.org/verify#".
bool is_prefix(std::string_view prefix);

/// A code that was read. Nothing in it is true until `is_signed_by` says so.
struct Code {
  Payload payload;
  KeyId key{};
  record::Signature signature{};
  std::string bytes;  ///< all but the signature
  std::string text;   ///< base 32 in capitals, without prefix

  bool is_signed_by(const record::PublicKey& public_key) const;
};

/// Reads a code as it stands in a QR code, or as somebody typed it: with any prefix or none, in capitals or
/// small letters, with spaces, line breaks and hyphens between. Otherwise says what is wrong, in words.
std::variant<Code, std::string> read_code(std::string_view text);

}  // namespace cupola::seal
