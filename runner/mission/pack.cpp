#include "runner/mission/pack.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/checks.hpp"

#include <nlohmann/json.hpp>

#include <system_error>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : "; ") + text;
  return result.empty() ? "refused by its check" : result;
}

/// Sorts entries into those to pack, those refused and those with a problem.
class Selector {
 public:
  Selector(const PackRequest& request, const Mission& mission, PackReport& report)
      : request_(request), mission_(mission), report_(report), checks_(read_checks(mission)) {}

  void run_missing_checks(std::span<const Entry> entries) {
    if (request_.selection == Selection::All || !request_.check) return;
    std::vector<Entry> missing;
    for (const Entry& entry : entries) {
      if (current(entry) == nullptr) missing.push_back(entry);
    }
    if (missing.empty()) return;
    request_.check(mission_, missing);
    checks_ = read_checks(mission_);
  }

  bool takes(const Entry& entry) {
    const CheckResult* const check = current(entry);
    const bool has_status = check != nullptr && check->flight;
    if (request_.selection == Selection::All) {
      report_.without_status += has_status ? 0 : 1;
      return true;
    }
    if (check == nullptr) {
      report_.problems.push_back((mission_.folder / "checks.jsonl").native() + ": " + entry.id +
                                 ": has not been checked as it is now; run cupola check first");
    } else if (!has_status) {
      report_.left_out.push_back({entry.id, joined(check->refusals)});
    }
    return has_status;
  }

 private:
  const CheckResult* current(const Entry& entry) const {
    const auto found = checks_.find(entry.id);
    const bool is_so = found != checks_.end() && is_current(found->second, mission_, entry);
    return is_so ? &found->second : nullptr;
  }

  const PackRequest& request_;
  const Mission& mission_;
  PackReport& report_;
  std::map<std::string, CheckResult> checks_;
};

fs::path note_path(const Mission& mission, std::string_view sha256) {
  return mission.folder / "bundles" / (std::string{sha256} + ".json");
}

/// What this mission packed: lets certify refuse the log of a bundle it did not.
void write_note(const Mission& mission, const Bundle& bundle) {
  nlohmann::ordered_json note;
  note["schema"] = "cupola-packed";
  note["version"] = 1;
  note["bundle_sha256"] = bundle.sha256;
  note["entries"] = nlohmann::json::array();
  for (const BundleEntry& entry : bundle.entries) {
    note["entries"].push_back({{"id", entry.id}, {"program_sha256", entry.program_sha256}});
  }
  base::write_whole_file(note_path(mission, bundle.sha256), note.dump(1) + "\n");
}

std::optional<record::SigningKey> key_of(const Mission& mission) {
  const fs::path path = mission_key_path(mission.folder);
  if (!fs::exists(path)) return std::nullopt;
  try {
    return record::SigningKey::load(path);
  } catch (const std::invalid_argument& error) {
    throw BadInput(error.what());
  }
}

}  // namespace

fs::path mission_key_path(const fs::path& folder) { return folder / "keys" / "mission.key"; }

void make_mission_key(const fs::path& folder) {
  const fs::path path = mission_key_path(folder);
  fs::create_directories(path.parent_path());
  fs::permissions(path.parent_path(), fs::perms::owner_all);
  const record::SigningKey key = record::SigningKey::generate();
  key.save(path);
  record::save_public_key(key.public_key(), fs::path{path}.replace_extension(".pub"));
}

PackReport pack(const PackRequest& request) {
  const Mission mission = read_mission(request.folder);
  const std::vector<Entry> entries = read_entries(mission);
  PackReport report;
  if (entries.empty()) {
    report.problems.push_back(mission.folder.native() +
                              ": the mission has no entries; cupola intake takes them in");
    return report;
  }
  Selector selector{request, mission, report};
  selector.run_missing_checks(entries);
  const MissionLock lock{request.folder};
  Bundle bundle{mission.id, mission.rules, mission.profile, mission.limits, {}, {}, {}, mission.hours};
  for (const Entry& entry : entries) {
    if (!selector.takes(entry)) continue;
    try {
      bundle.entries.push_back({entry.id, entry.program_sha256, read_program(mission, entry)});
    } catch (const BadInput& error) {
      report.problems.emplace_back(error.what());
    } catch (const std::system_error& error) {
      report.problems.emplace_back(error.what());
    }
  }
  if (bundle.entries.empty()) return report;
  const std::optional<record::SigningKey> key = key_of(mission);
  const std::string bytes = encode_bundle(bundle, key ? &*key : nullptr);
  report.signed_by = bundle.signed_by;
  write_note(mission, bundle);
  base::write_whole_file(request.output, bytes);
  report.packed = bundle.entries.size();
  report.bundle_sha256 = bundle.sha256;
  return report;
}

bool packed_bundle(const Mission& mission, std::string_view bundle_sha256) {
  return is_plain_id(bundle_sha256, 64) && fs::exists(note_path(mission, bundle_sha256));
}

}  // namespace cupola::mission
