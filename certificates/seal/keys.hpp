#pragma once

#include "certificates/seal/code.hpp"
#include "certificates/seal/digest.hpp"
#include "runner/mission/mission.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cupola::seal {

/// What a mission seals with. `name_secret` is never published: with it, and only with it, a name can be
/// compared with the name hashes of a certificate (docs/seal.md).
struct SealKeys {
  record::SigningKey signing;
  Digest name_secret{};
};

/// MISSION/keys/seal.key, seal.pub, names.secret
std::filesystem::path signing_key_path(const mission::Mission& mission);
std::filesystem::path public_key_path(const mission::Mission& mission);
std::filesystem::path name_secret_path(const mission::Mission& mission);

enum class KeysMade { All, Missing, None };
/// Makes the mission's keys, or those that are missing after an interruption; never touches one that is
/// there. Throws std::system_error.
KeysMade make_keys(const mission::Mission& mission);

/// The mission's keys; nothing if it has none at all. Throws std::invalid_argument naming the file if one is
/// missing, damaged or readable for others, std::system_error if one cannot be read.
std::optional<SealKeys> load_keys(const mission::Mission& mission);
/// The name secret alone; nothing if there is none.
std::optional<Digest> load_name_secret(const mission::Mission& mission);

/// What people write on a certificate, in one hash each, keyed with the mission's secret and the entry's id:
/// equal names of two entries have different hashes, and nobody without the secret can try names out.
struct NameHashes {
  std::string team, members, school;  ///< 64 hexadecimal digits each
  friend bool operator==(const NameHashes&, const NameHashes&) = default;
};
NameHashes hash_names(const mission::Entry& entry, const Digest& secret);

/// A public key that somebody trusts.
struct TrustedKey {
  record::PublicKey key;
  std::string mission;  ///< the only mission it may seal for; empty: any
};

/// Where trusted keys are kept: $XDG_DATA_HOME/cupola/trusted, else ~/.local/share/cupola/trusted. Each is
/// `KEYID.pub`, in a folder of its mission's name if it is for one only.
std::filesystem::path trust_folder();
/// Every key in `folder`; none if it is not there. A file that is no key is a line in `problems`.
std::vector<TrustedKey> read_trusted(const std::filesystem::path& folder, std::vector<std::string>& problems);
/// Adds a key; twice is once. Throws std::system_error.
void trust(const TrustedKey& key, const std::filesystem::path& folder);

}  // namespace cupola::seal
