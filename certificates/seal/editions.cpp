#include "certificates/seal/editions.hpp"

#include "certificates/seal/digest.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/json_fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>

#include <algorithm>
#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr std::uint16_t kLast = 65535;

/// Everything that makes a certificate another one, in one hash.
std::string contents_of(const Run& run, const NameHashes& names) {
  const Payload payload = payload_of(run, 1);
  return hex(sha256(fmt::format("{}\n{}\n{}\n{}\n{:.4f}\n{:.4f}\n{}\n{}\n{}\n", payload.entry,
                                base::format_utc(payload.start), payload.duration.count(),
                                payload.simulated ? "simulated" : "flown", payload.latitude_deg,
                                payload.longitude_deg, names.team, names.members, names.school)));
}

}  // namespace

Editions::Editions(const mission::Mission& mission)
    : path_(mission.folder / "seals.jsonl"),
      replaced_path_(mission.folder / "replaced.txt"),
      mission_(mission.id) {}

Editions::Editions(Editions&& other) noexcept
    : path_(std::move(other.path_)),
      replaced_path_(std::move(other.replaced_path_)),
      mission_(std::move(other.mission_)),
      latest_(std::move(other.latest_)),
      reissued_(std::move(other.reissued_)),
      file_(std::move(other.file_)) {}

std::optional<std::string> Editions::read_file() {
  std::string text;
  if (std::filesystem::exists(path_)) text = base::read_whole_file(path_);
  const std::size_t whole = text.rfind('\n') + 1;  // npos + 1 is 0
  read(text.substr(0, whole));
  return whole < text.size() ? std::optional(text.substr(0, whole)) : std::nullopt;
}

Editions Editions::load(const mission::Mission& mission) {
  Editions editions(mission);
  if (const auto mended = editions.read_file()) base::write_whole_file(editions.path_, *mended);
  return editions;
}

std::map<std::string, std::uint16_t> Editions::latest_of(const mission::Mission& mission) {
  Editions editions(mission);
  editions.read_file();
  std::map<std::string, std::uint16_t> latest;
  for (const auto& [entry, each] : editions.latest_) latest[entry] = each.edition;
  return latest;
}

void Editions::read(const std::string& text) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string where = fmt::format("{}:{}", path_.native(), ++number);
    const nlohmann::json object = mission::parse_object(text.substr(at, end - at), where);
    const mission::JsonFields fields(object, where);
    const std::uint64_t edition = fields.count("edition", 0);
    if (edition == 0 || edition > kLast) fields.refuse("edition", "must be 1–65535");
    latest_[fields.text("entry")] = {static_cast<std::uint16_t>(edition), fields.text("contents")};
    at = end + 1;
  }
}

std::uint16_t Editions::edition(const Run& run, const NameHashes& names) {
  const std::string contents = contents_of(run, names);
  const std::lock_guard lock(mutex_);
  Latest& latest = latest_[run.entry];
  if (latest.edition > 0 && latest.contents == contents) return latest.edition;
  if (latest.edition == kLast) throw std::runtime_error("replaced 65535 times; a code counts no further");
  const Latest next{static_cast<std::uint16_t>(latest.edition + 1), contents};
  append(run.entry, next);
  latest = next;
  return next.edition;
}

void Editions::append(const std::string& entry, const Latest& latest) {
  if (!file_.valid())
    file_.reset(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file_.valid()) base::throw_errno("open", path_.native());
  nlohmann::ordered_json line;
  line["entry"] = entry;
  line["edition"] = latest.edition;
  line["contents"] = latest.contents;
  base::write_fully(file_.get(), line.dump() + "\n", path_.native());
  if (latest.edition == 1) return;
  // A corrected certificate must never be out with the number of another one, even if the power goes now.
  if (::fdatasync(file_.get()) != 0) base::throw_errno("sync", path_.native());
  reissued_[entry] = latest.edition;
}

void Editions::finish(const record::SigningKey& key) {
  const std::lock_guard lock(mutex_);
  if (file_.valid()) {
    if (::fsync(file_.get()) != 0) base::throw_errno("sync", path_.native());
    base::sync_folder(path_.parent_path().empty() ? std::filesystem::path(".") : path_.parent_path());
  }
  std::map<std::string, std::uint16_t> replaced;
  for (const auto& [entry, latest] : latest_)
    if (latest.edition > 1) replaced[entry] = latest.edition;
  if (replaced.empty()) return;
  // Compared with what is there, not with what this run did: the last one may have been killed before this.
  const std::string list = write_replaced(mission_, replaced, key);
  const bool is_there =
      std::filesystem::exists(replaced_path_) && base::read_whole_file(replaced_path_) == list;
  if (!is_there) base::write_whole_file(replaced_path_, list);
}

}  // namespace cupola::seal
