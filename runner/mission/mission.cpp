#include "runner/mission/mission.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/json_fields.hpp"
#include "runner/mission/limits.hpp"
#include "runner/record/sha256.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSchema = "cupola-mission";
constexpr int kVersion = 1;
constexpr std::array kFolders{"programs", "elements", "bundles", "keys", "outbox"};

}  // namespace

Mission read_mission(const fs::path& folder) {
  const fs::path path = folder / "mission.json";
  if (!fs::exists(path)) {
    throw BadInput(folder.native() + ": no mission here (no mission.json); cupola intake makes one");
  }
  const nlohmann::json object =
      parse_object(base::read_whole_file(path, std::size_t{1} << 20), path.native());
  const JsonFields fields{object, path.native()};
  fields.expect_schema(kSchema, kVersion);
  Mission mission;
  mission.folder = folder;
  mission.id = fields.text("id");
  if (!is_plain_id(mission.id, 64)) fields.refuse("id", "must be 1–64 letters, digits, _ or -");
  mission.name = fields.optional_text("name");
  mission.rules = fields.text("rules");
  if (!is_plain_id(mission.rules, 64)) fields.refuse("rules", "must be a name of letters, digits, _ or -");
  mission.profile = fields.text("profile");
  expect_profile(fields, mission.profile);
  mission.limits = limits_from_json(object, path.native());
  mission.hours = hours_from_json(object, path.native());
  mission.seal_url_prefix = fields.optional_text("seal_url_prefix");
  return mission;
}

void write_mission(const Mission& mission) {
  for (const char* const name : kFolders) fs::create_directories(mission.folder / name);
  // Private keys will lie here; nobody else on the machine may read them.
  if (::chmod((mission.folder / "keys").c_str(), S_IRWXU) != 0) {
    base::throw_errno("protect", (mission.folder / "keys").native());
  }
  nlohmann::ordered_json object;
  object["schema"] = kSchema;
  object["version"] = kVersion;
  object["id"] = mission.id;
  object["name"] = mission.name;
  object["rules"] = mission.rules;
  object["profile"] = mission.profile;
  object["limits"] = limits_to_json(mission.limits);
  if (!mission.hours.empty()) object["hours"] = hours_to_json(mission.hours);
  object["seal_url_prefix"] = mission.seal_url_prefix;
  base::write_whole_file(mission.folder / "mission.json", object.dump(2) + "\n");
}

fs::path program_path(const Mission& mission, std::string_view id) {
  return mission.folder / "programs" / (std::string{id} + ".py");
}

std::string read_program(const Mission& mission, const Entry& entry) {
  const fs::path path = program_path(mission, entry.id);
  std::string bytes = base::read_whole_file(path, std::size_t{1} << 20);
  if (record::sha256_hex(bytes) != entry.program_sha256) {
    throw BadInput(path.native() + ": not the program that was taken in; run cupola intake with it again");
  }
  return bytes;
}

bool is_plain_id(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

MissionLock::MissionLock(const fs::path& folder) {
  fs::create_directories(folder);
  const fs::path path = folder / ".lock";
  fd_.reset(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!fd_.valid()) base::throw_errno("open", path.native());
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) == 0) return;
  if (errno == EWOULDBLOCK) {
    throw BadInput(folder.native() +
                   ": another cupola command is changing this mission; wait until it is done");
  }
  base::throw_errno("lock", path.native());
}

}  // namespace cupola::mission
