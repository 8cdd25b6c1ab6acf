#include "certificates/seal/code.hpp"

#include "certificates/seal/base32.hpp"
#include "certificates/seal/bytes.hpp"
#include "certificates/seal/digest.hpp"
#include "runner/mission/mission.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cupola::seal {
namespace {

using std::chrono::milliseconds;

constexpr std::uint8_t kMagic = 'C';
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kSimulated = 1;
constexpr double kUnitsPerDegree = 1e4;
constexpr std::size_t kLongestMission = 64;
constexpr std::size_t kLongestEntry = 32;
constexpr std::size_t kLongestPrefix = 100;
constexpr std::size_t kLongestTyped = 4096;
/// What is signed begins with this, so that no signature of another kind of document fits.
constexpr std::string_view kDomain = "cupola-seal 1\n";

std::int64_t to_units(double degrees) { return std::llround(degrees * kUnitsPerDegree); }
double from_units(std::int64_t units) { return static_cast<double>(units) / kUnitsPerDegree; }

std::string outside(const char* what, const std::string& range) {
  return std::string("seal: ") + what + " must be " + range;
}

void require(bool right, const char* what, const std::string& range) {
  if (!right) throw std::invalid_argument(outside(what, range));
}

void require_sealable(const Payload& payload) {
  require(mission::is_plain_id(payload.mission, kLongestMission), "mission", "[A-Za-z0-9_-]{1,64}");
  require(mission::is_plain_id(payload.entry, kLongestEntry), "entry", "[A-Za-z0-9_-]{1,32}");
  require(payload.edition > 0, "edition", "1–65535");
  require(payload.start >= base::UtcTime{}, "start", "1970 or later");
  require(payload.duration.count() >= 0 && payload.duration.count() <= UINT32_MAX, "duration",
          "0–4294967295 ms");
  require(std::abs(payload.latitude_deg) <= 90, "latitude", "−90–90 degrees");
  require(std::abs(payload.longitude_deg) <= 180, "longitude", "−180–180 degrees");
}

std::string encode(const Payload& payload, const KeyId& key) {
  ByteWriter out;
  out.number(kMagic, 1);
  out.number(kVersion, 1);
  out.number(payload.simulated ? kSimulated : 0, 1);
  out.raw({reinterpret_cast<const char*>(key.data()), key.size()});
  out.number(payload.edition, 2);
  const auto start = std::chrono::floor<milliseconds>(payload.start).time_since_epoch();
  out.number(static_cast<std::uint64_t>(start.count()), 8);
  out.number(static_cast<std::uint64_t>(payload.duration.count()), 4);
  out.number(static_cast<std::uint64_t>(to_units(payload.latitude_deg)), 4);
  out.number(static_cast<std::uint64_t>(to_units(payload.longitude_deg)), 4);
  out.text(payload.mission);
  out.text(payload.entry);
  return out.take();
}

/// The base 32 part of what somebody typed: what stands after the prefix, without what typists add.
std::string strip(std::string_view typed) {
  std::string solid;
  for (const char letter : typed) {
    const bool layout = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n' || letter == '-';
    if (!layout) solid += letter;
  }
  const auto last = std::find_if(solid.rbegin(), solid.rend(), [](char c) { return !is_base32(c); });
  solid.erase(solid.begin(), last.base());
  std::transform(solid.begin(), solid.end(), solid.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return solid;
}

void read_fields(ByteReader& in, Code& code) {
  Payload& payload = code.payload;
  payload.edition = static_cast<std::uint16_t>(in.number(2));
  payload.start = base::UtcTime(milliseconds(static_cast<std::int64_t>(in.number(8))));
  payload.duration = milliseconds(static_cast<std::int64_t>(in.number(4)));
  payload.latitude_deg = from_units(static_cast<std::int32_t>(in.number(4)));
  payload.longitude_deg = from_units(static_cast<std::int32_t>(in.number(4)));
  payload.mission = in.text();
  payload.entry = in.text();
}

/// 1970 to 2262, what base::UtcTime holds.
bool is_a_time(std::string_view bytes) {
  constexpr std::size_t kStart = 13;
  ByteReader in(bytes.substr(std::min(kStart, bytes.size())));
  const std::uint64_t start = in.number(8);
  return in.good() && start <= static_cast<std::uint64_t>(INT64_MAX / 1'000'000) - UINT32_MAX;
}

}  // namespace

Payload payload_of(const Run& run, std::uint16_t edition) {
  const auto start = std::chrono::floor<milliseconds>(run.start);
  const auto end = std::chrono::floor<milliseconds>(std::max(run.start, run.end));
  return {.mission = run.mission,
          .entry = run.entry,
          .edition = edition,
          .start = start,
          .duration = end - start,
          .latitude_deg = from_units(to_units(run.latitude_deg)),
          .longitude_deg = from_units(to_units(run.longitude_deg)),
          .simulated = run.simulated};
}

KeyId key_id(const record::PublicKey& key) {
  const Digest digest = sha256({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()});
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

std::string key_id_hex(const KeyId& id) {
  return hex(std::string_view{reinterpret_cast<const char*>(id.data()), id.size()});
}

bool is_prefix(std::string_view prefix) {
  if (prefix.size() > kLongestPrefix) return false;
  if (!prefix.empty() && (is_base32(prefix.back()) || (prefix.back() >= '0' && prefix.back() <= '9')))
    return false;
  return std::all_of(prefix.begin(), prefix.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string make_code(const Payload& payload, const record::SigningKey& key, std::string_view prefix) {
  require_sealable(payload);
  require(is_prefix(prefix), "seal_url_prefix",
          "at most 100 visible ASCII characters, the last neither letter nor digit");
  const std::string bytes = encode(payload, key_id(key.public_key()));
  const record::Signature signature = key.sign(std::string(kDomain) + bytes);
  const std::string_view tail(reinterpret_cast<const char*>(signature.data()), signature.size());
  return std::string(prefix) + to_base32(bytes + std::string(tail));
}

bool Code::is_signed_by(const record::PublicKey& public_key) const {
  return record::verify(std::string(kDomain) + bytes, signature, public_key);
}

std::variant<Code, std::string> read_code(std::string_view text) {
  if (text.size() > kLongestTyped) return "this is longer than any code of a certificate";
  Code code;
  code.text = strip(text);
  const std::optional<std::string> bytes = from_base32(code.text);
  if (!bytes || bytes->size() < 2 || bytes->front() != static_cast<char>(kMagic))
    return "this is no code of a certificate; such a code is letters A–Z and digits 2–7, and begins with IM";
  const int version = static_cast<unsigned char>(bytes->at(1));
  if (version != kVersion)
    return "a code of version " + std::to_string(version) + "; this Cupola knows version 1";
  if (bytes->size() <= code.signature.size() || !is_a_time(*bytes)) return "the code is cut off or mistyped";
  ByteReader in(*bytes);
  in.number(2);
  const std::uint64_t flags = in.number(1);
  const std::string key = in.raw(code.key.size());
  read_fields(in, code);
  code.bytes = bytes->substr(0, bytes->size() - code.signature.size());
  const std::string signature = in.raw(code.signature.size());
  if (!in.at_end() || flags > kSimulated) return "the code is cut off or mistyped";
  code.payload.simulated = flags == kSimulated;
  std::copy(key.begin(), key.end(), code.key.begin());
  std::copy(signature.begin(), signature.end(), code.signature.begin());
  try {
    require_sealable(code.payload);
  } catch (const std::invalid_argument&) {
    return "the code is damaged or mistyped";
  }
  return code;
}

}  // namespace cupola::seal
