#include "certificates/seal/verify.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;
using seal::Finding;
using seal::Judgement;

constexpr std::size_t kLargestFile = std::size_t{256} << 20;
constexpr rlim_t kMemory = rlim_t{3} << 30;

struct VerifyOptions {
  std::string subject, mission;
  std::vector<std::string> keys, replaced;
  bool json = false;
};

/// A file made to unpack without end ends as "unreadable", not with the machine's memory.
void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  const rlimit limit{kMemory, kMemory};
  if (::setrlimit(RLIMIT_AS, &limit) != 0) base::throw_errno("limit", "memory");
#endif
}

void add_replaced(const std::string& file, seal::Evidence& evidence) {
  seal::ReplacedList list = seal::read_replaced(base::read_whole_file(file, kLargestFile), file);
  const bool known =
      std::any_of(evidence.keys.begin(), evidence.keys.end(), [&](const seal::TrustedKey& key) {
        return (key.mission.empty() || key.mission == list.mission) && list.is_signed_by(key.key);
      });
  if (!known) throw std::invalid_argument(file + ": signed by no key that is trusted for its mission");
  evidence.replaced.push_back(std::move(list));
}

seal::Evidence gather(const VerifyOptions& options) {
  seal::Evidence evidence;
  std::vector<std::string> problems;
  evidence.keys = seal::read_trusted(seal::trust_folder(), problems);
  for (const std::string& problem : problems) complain(problem);
  for (const std::string& file : options.keys) evidence.keys.push_back({record::load_public_key(file), {}});
  if (!options.mission.empty()) seal::add_mission(mission::read_mission(options.mission), evidence);
  for (const std::string& file : options.replaced) add_replaced(file, evidence);
  return evidence;
}

Judgement unreadable(std::string why) {
  Judgement judgement;
  judgement.details.push_back(std::move(why));
  return judgement;
}

std::vector<Judgement> judge(const std::string& subject, const seal::Evidence& evidence) {
  std::error_code error;
  const bool is_file = subject.size() < 4096 && fs::exists(subject, error);
  if (!is_file) {
    Judgement judgement = seal::judge_code(subject, evidence);
    if (!judgement.payload) judgement.details.insert(judgement.details.begin(), "there is no such file");
    return {judgement};
  }
  try {
    return seal::judge_file(base::read_whole_file(subject, kLargestFile), evidence);
  } catch (const std::system_error& failure) {
    return {unreadable(failure.what())};
  } catch (const std::bad_alloc&) {
    return {unreadable("it unpacks to more than any certificate")};
  }
}

nlohmann::ordered_json to_json(const Judgement& judgement) {
  nlohmann::ordered_json object;
  object["genuine"] = judgement.genuine();
  object["simulated"] = nullptr;
  object["reason"] = seal::finding_name(judgement.finding);
  for (const char* name :
       {"mission", "entry", "edition", "start_utc", "end_utc", "latitude_deg", "longitude_deg"})
    object[name] = nullptr;
  if (const auto& payload = judgement.payload) {
    object["simulated"] = payload->simulated;
    object["mission"] = payload->mission;
    object["entry"] = payload->entry;
    object["edition"] = payload->edition;
    object["start_utc"] = base::format_utc(payload->start);
    object["end_utc"] = base::format_utc(payload->end());
    object["latitude_deg"] = payload->latitude_deg;
    object["longitude_deg"] = payload->longitude_deg;
  }
  object["key"] = judgement.key.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(judgement.key);
  object["altered"] = judgement.altered;
  object["details"] = judgement.details;
  if (judgement.replaced_by > 0) object["replaced_by"] = judgement.replaced_by;
  return object;
}

/// One object: the first certificate's, with all of them in `pages` if there are several.
std::string json_of(const std::vector<Judgement>& judgements, bool genuine) {
  nlohmann::ordered_json object = to_json(judgements.front());
  if (judgements.size() > 1) {
    const auto worst = std::find_if(judgements.begin(), judgements.end(),
                                    [](const Judgement& each) { return !each.genuine(); });
    if (worst != judgements.end()) object = to_json(*worst);
    object["genuine"] = genuine;
    for (const Judgement& judgement : judgements) object["pages"].push_back(to_json(judgement));
  }
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

const char* headline(Finding finding) {
  switch (finding) {
    case Finding::Genuine:
      return "GENUINE";
    case Finding::Replaced:
      return "REPLACED: genuine once, but a corrected certificate counts now";
    case Finding::Altered:
      return "ALTERED: this is not what was sealed";
    case Finding::UnknownKey:
      return "UNKNOWN KEY: nobody trusted here has sealed this";
    case Finding::OtherMission:
      return "OTHER MISSION";
    case Finding::NoSeal:
      return "NO SEAL: nothing here can be verified";
    case Finding::Unreadable:
      return "UNREADABLE";
  }
  return "";
}

std::string words_of(const Judgement& judgement) {
  std::string text = fmt::format("{}\n", headline(judgement.finding));
  const bool vouched = judgement.genuine() || judgement.finding == Finding::Replaced;
  if (judgement.payload && vouched) {
    const seal::Payload& payload = *judgement.payload;
    text += fmt::format("  entry {} of mission {}, edition {}{}\n  from {} to {}\n  above {:.4f}°, {:.4f}°\n",
                        payload.entry, payload.mission, payload.edition,
                        payload.simulated ? ", simulated flight" : ", flown in space",
                        base::format_utc(payload.start), base::format_utc(payload.end()),
                        payload.latitude_deg, payload.longitude_deg);
  }
  for (const std::string& detail : judgement.details) text += fmt::format("  {}\n", detail);
  return text;
}

/// "3 in it: 2 genuine, 1 no seal", for a pack or a photo of several codes.
std::string summary_of(const std::vector<Judgement>& judgements) {
  std::map<Finding, std::size_t> counts;
  for (const Judgement& judgement : judgements) ++counts[judgement.finding];
  std::string text;
  for (const auto& [finding, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, seal::finding_name(finding));
  return fmt::format("{} in it: {}\n", judgements.size(), text);
}

int verify(const VerifyOptions& options) {
  const seal::Evidence evidence = gather(options);
  limit_memory();
  const std::vector<Judgement> judgements = judge(options.subject, evidence);
  const bool genuine =
      std::all_of(judgements.begin(), judgements.end(), [](const Judgement& each) { return each.genuine(); });
  if (options.json) {
    print(json_of(judgements, genuine));
  } else {
    for (std::size_t i = 0; i < judgements.size(); ++i) {
      if (judgements.size() > 1) print(fmt::format("{} of {}: ", i + 1, judgements.size()));
      print(words_of(judgements[i]));
    }
    if (judgements.size() > 1) print(summary_of(judgements));
  }
  return genuine ? 0 : kSomeFailed;
}

}  // namespace

void add_verify(Command app, Context& context) {
  const auto options = std::make_shared<VerifyOptions>();
  app.add_option("FILE|CODE", options->subject,
                 "A certificate (PDF), a photo of its QR code (PNG, JPEG), or the text of the code")
      .required();
  app.add_option("--key", options->keys, "A public key to trust this once, beside those trusted already")
      .type_name("FILE")
      .one_value_each();
  app.add_option("--mission", options->mission,
                 "Trust this mission's key, compare names and editions with it, take no other mission's")
      .type_name("DIR");
  app.add_option("--replaced", options->replaced, "A published list of replaced certificates (replaced.txt)")
      .type_name("FILE")
      .one_value_each();
  app.add_flag("--json", options->json, "One JSON object instead of words");
  app.footer(
      "Exit status 0 only if everything on it is genuine. Works without a network.\n"
      "Example: cupola verify certificate.pdf --key seal.pub");
  app.callback([options, &context] { context.status = verify(*options); });
}

}  // namespace cupola::cli
