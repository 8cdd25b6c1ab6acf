#pragma once

#include "runner/mission/mission.hpp"
#include "runner/record/ed25519.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// One program of a bundle.
struct BundleEntry {
  std::string id;
  std::string program_sha256;
  std::string program;  ///< its bytes, exactly
};

/// What is uplinked (docs/bundle.md): programs in order, ids, hashes, limits; nothing the form said about
/// people.
struct Bundle {
  std::string mission;
  std::string rules;
  std::string profile;
  record::Limits limits;
  std::vector<BundleEntry> entries;
  std::string sha256;  ///< of the whole file; set by reading and by encoding
  /// Whose signature the file bears; set by reading and by encoding. Whether to trust them is the reader's
  /// affair.
  std::optional<record::PublicKey> signed_by{};
  Hours hours{};
};

/// The bytes of a bundle file: the same bundle and key give the same bytes. Signed if there is a `key`. Sets
/// `bundle.sha256` and `bundle.signed_by`. Throws std::runtime_error if libzip fails.
std::string encode_bundle(Bundle& bundle, const record::SigningKey* key = nullptr);

/// Reads a bundle file. Throws BadInput "NAME: what is wrong" when any byte differs from what was packed,
/// when the version is unknown, or when it is no bundle at all.
Bundle decode_bundle(std::string_view bytes, const std::string& name);

/// `decode_bundle` of a file; at most 2 GiB. Throws std::system_error if it cannot be read.
Bundle read_bundle(const std::filesystem::path& path);

}  // namespace cupola::mission
