#include "certificates/mail/letter_words.hpp"

#include "certificates/mail/encoded_text.hpp"
#include "certificates/mail/outbox.hpp"
#include "certificates/mail/words_data.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

namespace cupola::mail {
namespace {

std::string filled(std::string text, std::string_view place, const std::string& value) {
  const std::size_t at = text.find(place);
  if (at != std::string::npos) text.replace(at, place.size(), value);
  return text;
}

}  // namespace

std::vector<std::string> languages() {
  std::vector<std::string> names;
  const nlohmann::json words = nlohmann::json::parse(words_data());
  for (const auto& [language, texts] : words.items()) names.push_back(language);
  return names;
}

LetterWords letter_words(std::string_view language) {
  const nlohmann::json words = nlohmann::json::parse(words_data());
  const auto found = words.find(language);
  if (found == words.end()) {
    throw std::invalid_argument(fmt::format("there is no mail in the language \"{}\"", one_line(language)));
  }
  const auto text = [&](const char* key) { return found->at(key).get<std::string>(); };
  return {.subject = text("subject"),
          .greeting = text("greeting"),
          .greeting_plain = text("greeting_plain"),
          .attached = text("attached"),
          .genuine = text("genuine"),
          .mistake = text("mistake"),
          .closing = text("closing")};
}

std::string subject_of(const Letter& letter, const LetterWords& words, const std::string& mission_name) {
  const std::string subject = filled(words.subject, "{mission}", one_line(mission_name));
  return letter.parts == 1 ? subject : fmt::format("{} ({}/{})", subject, letter.part, letter.parts);
}

std::string body_of(const Letter& letter, const LetterWords& words, const std::string& sender) {
  const std::string name = one_line(letter.to.name);
  std::string body = name.empty() ? words.greeting_plain : filled(words.greeting, "{name}", name);
  body += fmt::format("\n\n{}\n\n", words.attached);
  for (const Certificate& certificate : letter.certificates) {
    const std::string team = one_line(certificate.entry.team);
    const std::string& id = certificate.entry.id;
    body += team.empty() ? fmt::format("  {}.pdf\n", id) : fmt::format("  {} ({}.pdf)\n", team, id);
    for (const std::string& finding : certificate.to_change)
      body += fmt::format("      – {}\n", one_line(finding));
  }
  body += fmt::format("\n{}\n\n{}\n\n{}\n", words.genuine, words.mistake, words.closing);
  return sender.empty() ? body : body + one_line(sender) + "\n";
}

}  // namespace cupola::mail
