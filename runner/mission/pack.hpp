#pragma once

#include "runner/mission/bundle.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace cupola::mission {

enum class Selection {
  FlightStatus,  ///< entries whose current check gave flight status
  All,           ///< refused and unchecked ones too
};

struct PackRequest {
  std::filesystem::path folder;
  std::filesystem::path output;
  Selection selection = Selection::FlightStatus;
  /// Checks these entries and writes their results to checks.jsonl; none: an unchecked entry is a problem.
  std::function<void(const Mission&, std::span<const Entry>)> check;
};

struct LeftOut {
  std::string id;
  std::string reason;
};

struct PackReport {
  std::size_t packed = 0;
  std::size_t without_status = 0;                ///< packed only because all were asked for
  std::vector<LeftOut> left_out;                 ///< refused by their check: a normal outcome
  std::vector<std::string> problems;             ///< entries that could not be packed; one line each
  std::optional<record::PublicKey> signed_by{};  ///< none: the mission has no key
  std::string bundle_sha256;  ///< empty if there was nothing to pack, and then no file was written
};

/// The mission's signing key, `keys/mission.key`; a bundle is signed when it is there.
std::filesystem::path mission_key_path(const std::filesystem::path& folder);

/// Makes that key and its public half beside it, `keys/mission.pub`. Throws std::system_error; EEXIST if
/// there is one.
void make_mission_key(const std::filesystem::path& folder);

/// Writes the bundle of a mission whole and notes it in `bundles/`. The same mission gives the same bytes.
/// Throws BadInput for a mission that cannot be read, std::system_error if something cannot be written.
PackReport pack(const PackRequest& request);

/// Whether this mission packed the bundle of that SHA-256.
bool packed_bundle(const Mission& mission, std::string_view bundle_sha256);

}  // namespace cupola::mission
