#include "certificates/mail/outbox.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/json_fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>

namespace cupola::mail {
namespace {

constexpr const char* kSent = "sent";
constexpr const char* kUncertain = "uncertain";
constexpr const char* kRefused = "refused";

}  // namespace

SentLog::SentLog(const mission::Mission& mission) : path_(mission.folder / "outbox" / "sent.jsonl") {
  if (!std::filesystem::exists(path_)) return;
  const std::string text = base::read_whole_file(path_);
  const std::size_t whole = text.rfind('\n') + 1;  // npos + 1 is 0
  read(text.substr(0, whole));
  if (whole < text.size()) base::write_whole_file(path_, text.substr(0, whole));
}

void SentLog::read(const std::string& text) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string where = fmt::format("{}:{}", path_.native(), ++number);
    const nlohmann::json object = mission::parse_object(text.substr(at, end - at), where);
    const mission::JsonFields fields(object, where);
    const std::string state = fields.text("state");
    if (state != kSent && state != kUncertain && state != kRefused)
      fields.refuse("state", "must be sent, uncertain or refused");
    if (!object.contains("certificates") || !object["certificates"].is_array())
      fields.refuse("certificates", "must be a list");
    for (const nlohmann::json& each : object["certificates"]) {
      if (!each.is_object()) fields.refuse("certificates", "must hold objects");
      const mission::JsonFields certificate(each, where);
      const std::uint64_t edition = certificate.count("edition", 0);
      if (edition > UINT16_MAX) certificate.refuse("edition", "must be 0–65535");
      keep({certificate.text("entry"), static_cast<std::uint16_t>(edition)}, state);
    }
    at = end + 1;
  }
}

void SentLog::keep(const Key& key, const std::string& state) {
  if (state == kRefused) {
    deliveries_.erase(key);
  } else {
    deliveries_[key] = state == kSent ? Delivery::Sent : Delivery::Uncertain;
  }
}

void SentLog::append(const Letter& letter, const char* state) {
  nlohmann::ordered_json line;
  line["message_id"] = letter.message_id;
  line["state"] = state;
  line["certificates"] = nlohmann::ordered_json::array();
  for (const Certificate& certificate : letter.certificates)
    line["certificates"].push_back({{"entry", certificate.entry.id}, {"edition", certificate.edition}});
  const bool is_new = !std::filesystem::exists(path_);
  const base::UniqueFd file(
      ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) base::throw_errno("open", path_.native());
  base::write_fully(file.get(), line.dump() + "\n", path_.native());
  if (::fsync(file.get()) != 0) base::throw_errno("sync", path_.native());
  if (is_new) base::sync_folder(path_.parent_path());
  for (const Certificate& certificate : letter.certificates)
    keep({certificate.entry.id, certificate.edition}, state);
}

void SentLog::note(const Letter& letter, Delivery delivery) {
  append(letter, delivery == Delivery::Sent ? kSent : kUncertain);
}

void SentLog::note_refused(const Letter& letter) { append(letter, kRefused); }

bool SentLog::is_sent(const Certificate& certificate) const {
  const auto found = deliveries_.find({certificate.entry.id, certificate.edition});
  return found != deliveries_.end() && found->second == Delivery::Sent;
}

bool SentLog::is_uncertain(const Certificate& certificate) const {
  const auto found = deliveries_.find({certificate.entry.id, certificate.edition});
  return found != deliveries_.end() && found->second == Delivery::Uncertain;
}

}  // namespace cupola::mail
