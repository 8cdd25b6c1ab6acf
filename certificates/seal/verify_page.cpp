#include "certificates/seal/verify_page.hpp"

#include "certificates/seal/page_seal.hpp"
#include "runner/mission/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cupola::seal {
namespace {

void note(Judgement& judgement, std::string field, std::string detail) {
  judgement.finding = Finding::Altered;
  if (std::find(judgement.altered.begin(), judgement.altered.end(), field) == judgement.altered.end())
    judgement.altered.push_back(std::move(field));
  judgement.details.push_back(std::move(detail));
}

/// The code that stands on the page as text.
std::optional<Code> code_on(const PdfPage& page) {
  for (const std::string& text : page.texts) {
    auto read = read_code(text);
    if (auto* code = std::get_if<Code>(&read)) return std::move(*code);
  }
  return std::nullopt;
}

Judgement without_seal(const PdfPage& page, const Evidence& evidence) {
  Judgement judgement;
  if (const std::optional<Code> code = code_on(page)) {
    judgement = judge_code(code->text, evidence);
    judgement.details.insert(judgement.details.begin(),
                             fmt::format("its code alone is {}, but that says nothing of names and words",
                                         finding_name(judgement.finding)));
  }
  if (judgement.finding != Finding::UnknownKey) judgement.finding = Finding::NoSeal;
  judgement.details.insert(judgement.details.begin(),
                           "the page has no seal of its own: it is no certificate of a flight (one of "
                           "participation has no seal), was never sealed, or was printed or saved anew");
  return judgement;
}

/// What the code on the page says, where that is not what was sealed.
void compare_codes(const Statement& statement, const PdfPage& page, Judgement& judgement) {
  const std::optional<Code> shown = code_on(page);
  if (!shown) {
    note(judgement, "code", "code: the one beneath the QR code was removed or made unreadable");
    return;
  }
  if (shown->text == statement.code) return;
  const std::vector<Difference> found = differences(*judgement.payload, shown->payload);
  for (const Difference& difference : found) note(judgement, difference.field, difference.words);
  if (found.empty())
    note(judgement, "code", "code: the one beneath the QR code is not the one that was sealed");
}

/// Texts that are not those that were sealed, by name.
void compare_texts(const Statement& statement, const PdfPage& page, Judgement& judgement) {
  std::vector<bool> known(page.texts.size());
  for (const SealedText& sealed : statement.texts) {
    const bool there = sealed.mark < page.texts.size();
    if (there) known[sealed.mark] = true;
    const std::string text = there ? page.texts[sealed.mark] : std::string();
    if (text_hash(text) == sealed.hash) continue;
    if (sealed.field == "code") {
      const std::size_t known_differences = judgement.altered.size();
      compare_codes(statement, page, judgement);
      if (judgement.altered.size() == known_differences)
        note(judgement, "code", "code: its prefix on the page is not what was sealed");
    } else {
      note(judgement, sealed.field,
           fmt::format("{}: {} on the page is not what was sealed", sealed.field, mission::in_quotes(text)));
    }
  }
  for (std::size_t i = 0; i < page.texts.size(); ++i) {
    if (known[i] || page.texts[i].empty()) continue;
    note(judgement, "text", fmt::format("text: {} was added to the page", mission::in_quotes(page.texts[i])));
  }
}

void compare_names(const Statement& statement, const Evidence& evidence, Judgement& judgement) {
  const auto found = evidence.names.find(judgement.payload->entry);
  if (judgement.payload->mission != evidence.mission || found == evidence.names.end()) return;
  const auto compare = [&](const char* field, const std::string& sealed, const std::string& now) {
    if (sealed != now) note(judgement, field, fmt::format("{}: not the one that the mission has now", field));
  };
  compare("team", statement.names.team, found->second.team);
  compare("members", statement.names.members, found->second.members);
  compare("school", statement.names.school, found->second.school);
}

bool signed_by_the_codes_key(const PageSeal& seal, const Judgement& code, const Evidence& evidence) {
  return std::any_of(evidence.keys.begin(), evidence.keys.end(), [&](const TrustedKey& key) {
    return key_id_hex(key_id(key.key)) == code.key && seal.is_signed_by(key.key);
  });
}

}  // namespace

std::vector<Difference> differences(const Payload& sealed, const Payload& shown) {
  std::vector<Difference> found;
  const auto compare = [&found](const char* field, const std::string& one, const std::string& other) {
    if (one != other)
      found.push_back({field, fmt::format("{}: sealed {}, on the page {}", field, one, other)});
  };
  const auto seconds = [](const Payload& payload) {
    return fmt::format("{:.3f} s", static_cast<double>(payload.duration.count()) / 1000);
  };
  const auto kind = [](const Payload& payload) { return payload.simulated ? "simulated" : "flown"; };
  compare("mission", sealed.mission, shown.mission);
  compare("entry", sealed.entry, shown.entry);
  compare("edition", std::to_string(sealed.edition), std::to_string(shown.edition));
  compare("start", base::format_utc(sealed.start), base::format_utc(shown.start));
  compare("duration", seconds(sealed), seconds(shown));
  compare("latitude", fmt::format("{:.4f}", sealed.latitude_deg), fmt::format("{:.4f}", shown.latitude_deg));
  compare("longitude", fmt::format("{:.4f}", sealed.longitude_deg),
          fmt::format("{:.4f}", shown.longitude_deg));
  compare("simulated", kind(sealed), kind(shown));
  return found;
}

Judgement judge_page(const PdfPage& page, const Evidence& evidence) {
  const std::optional<PageSeal> seal = read_page_seal(page.metadata);
  if (!seal) return without_seal(page, evidence);
  const std::optional<Statement> statement = from_lines(seal->lines);
  if (!statement) {
    Judgement judgement;
    note(judgement, "metadata",
         "metadata: the seal in it is damaged, or of a version that this Cupola does not know");
    return judgement;
  }
  Judgement judgement = judge_code(statement->code, evidence);
  if (judgement.finding == Finding::UnknownKey || judgement.finding == Finding::NoSeal) return judgement;
  if (judgement.finding == Finding::Altered) {
    compare_codes(*statement, page, judgement);
    return judgement;
  }
  if (!signed_by_the_codes_key(*seal, judgement, evidence)) {
    note(judgement, "metadata", "metadata: the seal of the page was altered: its signature does not fit");
    compare_codes(*statement, page, judgement);
    return judgement;
  }
  compare_texts(*statement, page, judgement);
  if (hex(page.drawing) != statement->page && judgement.finding != Finding::Altered)
    note(judgement, "drawing",
         "drawing: something on the page was added, removed or changed since it was sealed");
  // The names that the mission has now are those of the edition that counts.
  if (judgement.finding != Finding::Replaced) compare_names(*statement, evidence, judgement);
  return judgement;
}

}  // namespace cupola::seal
