#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/base/utc.hpp"
#include "runner/mission/hours.hpp"
#include "runner/record/outcome.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// A file of a mission or a bundle that is not what it should be. `what()` is one line for people:
/// "FILE:LINE: field: what is wrong; what would be right".
class BadInput : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// `mission.json`, and where it lies.
struct Mission {
  std::filesystem::path folder;
  std::string id;                  ///< [A-Za-z0-9_-]{1,64}; by default the folder's name
  std::string name;                ///< what certificates call the mission
  std::string rules = "open";      ///< the name only; runner/check knows which there are
  std::string profile = "flight";  ///< flight, retail-v2 or v1
  record::Limits limits;
  Hours hours;
  std::string seal_url_prefix;  ///< may be empty
};

struct Place {
  double latitude_deg = 0;   ///< north positive, −90…90
  double longitude_deg = 0;  ///< east positive, −180…180
  friend bool operator==(const Place&, const Place&) = default;
};

/// One submitted program with what the form said. Everything but `id` and `program_sha256` may be empty.
struct Entry {
  std::string id;  ///< [A-Za-z0-9_-]{1,32}
  std::string team;
  std::vector<std::string> members;
  std::string school;
  std::string country;   ///< ISO 3166 alpha-2
  std::string language;  ///< BCP 47
  std::string mentor;
  std::string email;
  std::optional<Place> place;
  std::string timezone;  ///< IANA
  std::optional<base::UtcTime> received;
  std::string program_sha256;  ///< 64 lower-case hexadecimal digits
  std::string original_name;   ///< the file's name as it was handed in
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// Reads mission.json. Throws BadInput (no mission here, unknown schema or version, a field of the wrong
/// kind).
Mission read_mission(const std::filesystem::path& folder);
/// Makes the mission's folders if needed and writes mission.json whole. Throws std::system_error.
void write_mission(const Mission& mission);

/// The entries in the order received. Throws BadInput naming the line; a missing file means no entries.
std::vector<Entry> read_entries(const Mission& mission);
/// Writes entries.jsonl whole, in the order given.
void write_entries(const Mission& mission, std::span<const Entry> entries);

/// `programs/<id>.py`
std::filesystem::path program_path(const Mission& mission, std::string_view id);
/// The program's bytes as they were handed in. Throws std::system_error if missing, BadInput if it is no
/// longer the one that entries.jsonl names by its hash.
std::string read_program(const Mission& mission, const Entry& entry);

/// True for [A-Za-z0-9_-]{1,longest}.
bool is_plain_id(std::string_view text, std::size_t longest = 32);

/// Keeps a second command from changing the mission at the same time; lets go at the end of its life.
class MissionLock {
 public:
  /// Makes the folder if it is missing. Throws BadInput if another process holds the lock.
  explicit MissionLock(const std::filesystem::path& folder);
  MissionLock(const MissionLock&) = delete;
  MissionLock& operator=(const MissionLock&) = delete;
  ~MissionLock() = default;

 private:
  base::UniqueFd fd_;
};

}  // namespace cupola::mission
