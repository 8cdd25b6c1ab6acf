#include "certificates/seal/keys.hpp"

#include "certificates/seal/bytes.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <sodium/core.h>
#include <sodium/randombytes.h>
#include <sodium/utils.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace cupola::seal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSecretPrefix = "cupola-names 1 secret ";
constexpr std::string_view kNamesDomain = "cupola-names 1\n";

Digest new_secret() {
  if (::sodium_init() < 0) throw std::runtime_error("no random numbers for a key: libsodium does not start");
  Digest secret{};
  ::randombytes_buf(secret.data(), secret.size());
  return secret;
}

void save_secret(const Digest& secret, const fs::path& path) {
  base::write_new_file(path, std::string(kSecretPrefix) + hex(secret) + "\n", base::Readers::OwnerOnly);
}

Digest load_secret(const fs::path& path) {
  std::string text = base::read_whole_file(path, 4096);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  Digest secret{};
  std::size_t read = 0;
  const bool is_one = text.starts_with(kSecretPrefix) && text.size() == kSecretPrefix.size() + 64 &&
                      ::sodium_hex2bin(secret.data(), secret.size(), text.data() + kSecretPrefix.size(), 64,
                                       nullptr, &read, nullptr) == 0 &&
                      read == secret.size();
  ::sodium_memzero(text.data(), text.size());
  if (!is_one) {
    throw std::invalid_argument(path.native() + ": no name secret; it is one line \"" +
                                std::string(kSecretPrefix) + "…64 hex digits\"");
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 0077U) != 0)
    throw std::invalid_argument(path.native() + ": others may read this secret; chmod 600 it");
  return secret;
}

std::string keyed(const Digest& secret, const mission::Entry& entry, std::string_view field,
                  std::span<const std::string> texts) {
  ByteWriter out;
  out.raw(kNamesDomain);
  out.text(entry.id);
  out.text(field);
  for (const std::string& text : texts) {
    out.number(text.size(), 4);
    out.raw(text);
  }
  return hex(hmac_sha256(secret, out.take()));
}

void read_folder(const fs::path& folder, const std::string& mission, std::vector<TrustedKey>& keys,
                 std::vector<std::string>& problems) {
  std::error_code ignored;
  for (const fs::directory_entry& file : fs::directory_iterator(folder, ignored)) {
    if (file.path().extension() != ".pub") continue;
    try {
      keys.push_back({record::load_public_key(file.path()), mission});
    } catch (const std::exception& error) {
      problems.emplace_back(error.what());
    }
  }
}

}  // namespace

fs::path signing_key_path(const mission::Mission& mission) { return mission.folder / "keys" / "seal.key"; }
fs::path public_key_path(const mission::Mission& mission) { return mission.folder / "keys" / "seal.pub"; }
fs::path name_secret_path(const mission::Mission& mission) {
  return mission.folder / "keys" / "names.secret";
}

KeysMade make_keys(const mission::Mission& mission) {
  int made = 0;
  const fs::path signing = signing_key_path(mission);
  if (!fs::exists(signing)) {
    record::SigningKey::generate().save(signing);
    ++made;
  }
  if (!fs::exists(public_key_path(mission))) {
    record::save_public_key(record::load_public_key(signing), public_key_path(mission));
    ++made;
  }
  if (!fs::exists(name_secret_path(mission))) {
    save_secret(new_secret(), name_secret_path(mission));
    ++made;
  }
  if (made == 0) return KeysMade::None;
  return made == 3 ? KeysMade::All : KeysMade::Missing;
}

std::optional<SealKeys> load_keys(const mission::Mission& mission) {
  const bool has_key = fs::exists(signing_key_path(mission));
  const bool has_secret = fs::exists(name_secret_path(mission));
  if (!has_key && !has_secret) return std::nullopt;
  if (!has_key || !has_secret) {
    const fs::path missing = has_key ? name_secret_path(mission) : signing_key_path(mission);
    throw std::invalid_argument(missing.native() +
                                ": missing beside its other half; bring it back from your copy, or run "
                                "cupola seal init");
  }
  return SealKeys{record::SigningKey::load(signing_key_path(mission)),
                  load_secret(name_secret_path(mission))};
}

std::optional<Digest> load_name_secret(const mission::Mission& mission) {
  if (!fs::exists(name_secret_path(mission))) return std::nullopt;
  return load_secret(name_secret_path(mission));
}

NameHashes hash_names(const mission::Entry& entry, const Digest& secret) {
  return {.team = keyed(secret, entry, "team", std::span(&entry.team, 1)),
          .members = keyed(secret, entry, "members", entry.members),
          .school = keyed(secret, entry, "school", std::span(&entry.school, 1))};
}

fs::path trust_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && data[0] == '/')
    return fs::path(data) / "cupola/trusted";
  const char* home = std::getenv("HOME");
  return fs::path(home == nullptr ? "/" : home) / ".local/share/cupola/trusted";
}

std::vector<TrustedKey> read_trusted(const fs::path& folder, std::vector<std::string>& problems) {
  std::vector<TrustedKey> keys;
  read_folder(folder, {}, keys, problems);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().native();
    if (entry.is_directory(ignored) && mission::is_plain_id(name, 64))
      read_folder(entry.path(), name, keys, problems);
  }
  return keys;
}

void trust(const TrustedKey& key, const fs::path& folder) {
  const fs::path place = folder / key.mission;
  fs::create_directories(place);
  const fs::path file = place / (key_id_hex(key_id(key.key)) + ".pub");
  if (!fs::exists(file)) record::save_public_key(key.key, file);
}

}  // namespace cupola::seal
