#include "certificates/seal/verify.hpp"

#include "certificates/seal/page_seal.hpp"
#include "certificates/seal/pdf_pages.hpp"
#include "certificates/seal/photo.hpp"
#include "certificates/seal/verify_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

namespace cupola::seal {
namespace {

Judgement refused(Finding finding, std::string why) {
  Judgement judgement;
  judgement.finding = finding;
  judgement.details.push_back(std::move(why));
  return judgement;
}

/// A replaced edition, by the mission's own records or by a published list.
std::uint16_t edition_that_counts(const Payload& payload, const Evidence& evidence) {
  std::uint16_t latest = payload.edition;
  if (const auto found = evidence.latest_editions.find(payload.entry);
      evidence.mission == payload.mission && found != evidence.latest_editions.end())
    latest = std::max(latest, found->second);
  for (const ReplacedList& list : evidence.replaced) {
    const auto found = list.latest.find(payload.entry);
    if (list.mission == payload.mission && found != list.latest.end())
      latest = std::max(latest, found->second);
  }
  return latest;
}

/// The trusted keys that the code may mean.
std::vector<TrustedKey> keys_of(const Code& code, const Evidence& evidence) {
  std::vector<TrustedKey> keys;
  for (const TrustedKey& key : evidence.keys)
    if (key_id(key.key) == code.key) keys.push_back(key);
  return keys;
}

void judge_mission(Judgement& judgement, const std::vector<TrustedKey>& keys, const Evidence& evidence) {
  const std::string& mission = judgement.payload->mission;
  const bool allowed = std::any_of(keys.begin(), keys.end(), [&](const TrustedKey& key) {
    return key.mission.empty() || key.mission == mission;
  });
  if (!allowed) {
    judgement.finding = Finding::OtherMission;
    judgement.details.push_back(fmt::format("its key is trusted for the mission {} only, but it is of {}",
                                            keys.front().mission, mission));
  } else if (!evidence.mission.empty() && evidence.mission != mission) {
    judgement.finding = Finding::OtherMission;
    judgement.details.push_back(fmt::format("it is of the mission {}, not of {}", mission, evidence.mission));
  }
}

void judge_edition(Judgement& judgement, const Evidence& evidence) {
  const std::uint16_t counts = edition_that_counts(*judgement.payload, evidence);
  if (judgement.finding != Finding::Genuine || counts == judgement.payload->edition) return;
  judgement.finding = Finding::Replaced;
  judgement.replaced_by = counts;
  judgement.details.push_back(fmt::format("this is edition {}; it was replaced by edition {}, which counts",
                                          judgement.payload->edition, counts));
}

}  // namespace

std::string_view finding_name(Finding finding) {
  constexpr std::array<std::string_view, 7> kNames{"genuine",       "replaced", "altered",   "unknown key",
                                                   "other mission", "no seal",  "unreadable"};
  return kNames.at(static_cast<std::size_t>(finding));
}

void add_mission(const mission::Mission& mission, Evidence& evidence) {
  evidence.mission = mission.id;
  if (std::filesystem::exists(public_key_path(mission)))
    evidence.keys.push_back({record::load_public_key(public_key_path(mission)), mission.id});
  evidence.latest_editions = Editions::latest_of(mission);
  if (const auto secret = load_name_secret(mission)) {
    for (const mission::Entry& entry : mission::read_entries(mission))
      evidence.names[entry.id] = hash_names(entry, *secret);
  }
}

Judgement judge_code(std::string_view text, const Evidence& evidence) {
  const auto read = read_code(text);
  const auto* code = std::get_if<Code>(&read);
  if (code == nullptr) return refused(Finding::NoSeal, std::get<std::string>(read));
  Judgement judgement;
  judgement.payload = code->payload;
  judgement.key = key_id_hex(code->key);
  std::vector<TrustedKey> keys = keys_of(*code, evidence);
  if (keys.empty()) {
    judgement.finding = Finding::UnknownKey;
    judgement.details.push_back(fmt::format(
        "it is sealed with the key {}, which is not trusted here: get the organisers' public key from "
        "themselves, then cupola seal trust FILE",
        judgement.key));
    return judgement;
  }
  std::erase_if(keys, [&](const TrustedKey& key) { return !code->is_signed_by(key.key); });
  if (keys.empty()) {
    judgement.finding = Finding::Altered;
    judgement.altered.emplace_back("code");
    judgement.details.emplace_back(
        "its signature does not fit what it says: the code was altered or mistyped");
    return judgement;
  }
  judgement.finding = Finding::Genuine;
  judge_mission(judgement, keys, evidence);
  judge_edition(judgement, evidence);
  return judgement;
}

std::vector<Judgement> judge_pdf(std::string_view bytes, const Evidence& evidence) {
  std::vector<PdfPage> pages;
  try {
    pages = read_pdf(bytes);
  } catch (const std::runtime_error& error) {
    return {refused(Finding::Unreadable, error.what())};
  }
  std::vector<Judgement> judgements;
  judgements.reserve(pages.size());
  for (const PdfPage& page : pages) judgements.push_back(judge_page(page, evidence));
  return judgements;
}

std::vector<Judgement> judge_photo(std::string_view bytes, const Evidence& evidence) {
  std::vector<std::string> texts;
  try {
    texts = read_qr_codes(bytes);
  } catch (const std::runtime_error& error) {
    return {refused(Finding::Unreadable, error.what())};
  }
  if (texts.empty()) {
    return {refused(Finding::NoSeal,
                    "no QR code found; take the picture nearer, sharper and with the whole code on it")};
  }
  std::vector<Judgement> judgements;
  judgements.reserve(texts.size());
  for (const std::string& text : texts) judgements.push_back(judge_code(text, evidence));
  // Another QR code beside it (of a poster, of the school) says nothing against the certificate.
  const bool any = std::any_of(judgements.begin(), judgements.end(),
                               [](const Judgement& each) { return each.payload.has_value(); });
  if (any) std::erase_if(judgements, [](const Judgement& each) { return !each.payload; });
  return judgements;
}

std::vector<Judgement> judge_file(std::string_view bytes, const Evidence& evidence) {
  constexpr std::size_t kHeader = 1024;  // ISO 32000-1, annex H, implementation note 13
  constexpr std::size_t kLongestText = 4096;
  if (bytes.substr(0, kHeader).find("%PDF-") != std::string_view::npos) return judge_pdf(bytes, evidence);
  if (is_picture(bytes)) return judge_photo(bytes, evidence);
  if (!bytes.empty() && bytes.size() <= kLongestText) return {judge_code(bytes, evidence)};
  return {refused(Finding::Unreadable, "neither a PDF, nor a PNG or JPEG, nor the text of a code")};
}

}  // namespace cupola::seal
