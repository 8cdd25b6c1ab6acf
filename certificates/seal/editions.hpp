#pragma once

#include "certificates/seal/code.hpp"
#include "certificates/seal/keys.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "runner/mission/mission.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::seal {

/// Which edition of each certificate a mission has issued: MISSION/seals.jsonl (docs/seal.md), which names
/// nobody. A certificate made again with the same names and flight is the same edition; after a correction it
/// is a new one, and the old is listed as replaced. `edition` may be called from several threads.
class Editions {
 public:
  /// Throws mission::BadInput naming the line, std::system_error if it cannot be read. A last line that was
  /// cut off (killed half-way) is dropped.
  static Editions load(const mission::Mission& mission);
  Editions(Editions&& other) noexcept;
  Editions& operator=(Editions&&) = delete;
  Editions(const Editions&) = delete;
  Editions& operator=(const Editions&) = delete;
  ~Editions() = default;

  /// The edition of a certificate with these contents; written to the file before it returns if it is a new
  /// one. Throws std::system_error, and std::runtime_error after 65535 of them.
  std::uint16_t edition(const Run& run, const NameHashes& names);

  /// The edition of every entry that counts now. Throws as `load` does, and writes nothing.
  static std::map<std::string, std::uint16_t> latest_of(const mission::Mission& mission);

  /// The entries that `edition` gave a further one, and which. Not while `edition` may run.
  const std::map<std::string, std::uint16_t>& reissued() const { return reissued_; }

  /// Makes the file safe on disk, and MISSION/replaced.txt, signed, the list of all that has been replaced.
  void finish(const record::SigningKey& key);

 private:
  struct Latest {
    std::uint16_t edition = 0;
    std::string contents;
  };
  explicit Editions(const mission::Mission& mission);
  /// The file without its last line, if that was cut off.
  std::optional<std::string> read_file();
  void read(const std::string& text);
  void append(const std::string& entry, const Latest& latest);

  std::filesystem::path path_;
  std::filesystem::path replaced_path_;
  std::string mission_;
  std::map<std::string, Latest> latest_;
  std::map<std::string, std::uint16_t> reissued_;
  std::mutex mutex_;
  base::UniqueFd file_;
};

/// A list of certificates that were replaced, as it is published.
struct ReplacedList {
  std::string mission;
  std::map<std::string, std::uint16_t> latest;  ///< by entry: editions before this one are replaced
  std::string lines;                            ///< what is signed
  record::Signature signature{};
  bool is_signed_by(const record::PublicKey& key) const;
};

/// The file's bytes.
std::string write_replaced(const std::string& mission, const std::map<std::string, std::uint16_t>& latest,
                           const record::SigningKey& key);
/// Reads one. Throws std::invalid_argument that names the file.
ReplacedList read_replaced(std::string_view bytes, const std::string& name);

}  // namespace cupola::seal
