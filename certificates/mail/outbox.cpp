#include "certificates/mail/outbox.hpp"

#include "certificates/mail/letter_words.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace cupola::mail {
namespace {

namespace fs = std::filesystem;

/// By which two spellings of an address are one mentor: domains do not tell capitals from small letters, and
/// no mailbox in use does.
std::string folded(std::string address) {
  std::transform(address.begin(), address.end(), address.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return address;
}

/// LEFT@RIGHT. The domain is the sender's, as RFC 5322 section 3.6.4 advises.
std::string message_id(const Letter& letter, const PlanRequest& request) {
  std::string names = fmt::format("cupola-mail 1\n{}\n{}\n", request.mission, folded(letter.to.address));
  for (const Certificate& certificate : letter.certificates)
    names += fmt::format("{} {}\n", certificate.entry.id, certificate.edition);
  const std::string& from = request.from.address;
  std::string domain = from.substr(from.rfind('@') + 1);
  if (domain.front() == '[') domain = "localhost";
  return fmt::format("cupola.{}@{}", record::sha256_hex(names).substr(0, 32), domain);
}

/// One mentor's certificates, in mails that no server finds too large.
class Packer {
 public:
  Packer(const PlanRequest& request, LetterPlan& plan) : request_(request), plan_(plan) {}

  void pack(const std::vector<Certificate>& certificates) {
    std::vector<Letter> letters(1);
    std::size_t bytes = 0;
    for (const Certificate& certificate : certificates) {
      const std::size_t size = fs::file_size(certificate.file);
      if (!letters.back().certificates.empty() && bytes + size > request_.largest_bytes) {
        letters.emplace_back();
        bytes = 0;
      }
      letters.back().certificates.push_back(certificate);
      bytes += size;
    }
    for (std::size_t i = 0; i < letters.size(); ++i) {
      Letter& letter = letters[i];
      const mission::Entry& first = certificates.front().entry;
      letter.to = {first.mentor, first.email};
      letter.language = certificates.front().language;
      letter.part = i + 1;
      letter.parts = letters.size();
      letter.message_id = message_id(letter, request_);
      plan_.letters.push_back(std::move(letter));
    }
  }

 private:
  const PlanRequest& request_;
  LetterPlan& plan_;
};

}  // namespace

LetterPlan plan_letters(const std::vector<Certificate>& certificates, const SentLog& log,
                        const PlanRequest& request) {
  LetterPlan plan;
  std::map<std::string, std::size_t> known;
  std::vector<std::vector<Certificate>> mentors;
  for (const Certificate& certificate : certificates) {
    const std::string& address = certificate.entry.email;
    if (log.is_sent(certificate)) {
      ++plan.sent_before;
    } else if (log.is_uncertain(certificate) && request.uncertain == Uncertain::LeaveOut) {
      plan.uncertain.push_back(certificate.entry.id);
    } else if (!is_address(address)) {
      plan.problems.push_back(fmt::format(
          "{}: {}", certificate.entry.id,
          address.empty() ? "no e-mail address of a mentor" : "not an address that mail can be sent to"));
    } else if (const std::string why = request.examine ? request.examine(certificate) : std::string();
               !why.empty()) {
      plan.problems.push_back(fmt::format("{}: {}", certificate.entry.id, why));
    } else {
      const auto [found, is_new] = known.try_emplace(folded(address), mentors.size());
      if (is_new) mentors.emplace_back();
      mentors[found->second].push_back(certificate);
    }
  }
  Packer packer(request, plan);
  for (const std::vector<Certificate>& mentor : mentors) packer.pack(mentor);
  return plan;
}

Message compose(const Letter& letter, const mission::Mission& mission, const Mailbox& from,
                base::UtcTime date) {
  const LetterWords words = letter_words(letter.language);
  Message message{.from = from,
                  .to = letter.to,
                  .subject = subject_of(letter, words, mission.name),
                  .language = letter.language,
                  .body = body_of(letter, words, from.name),
                  .message_id = letter.message_id,
                  .date = date,
                  .attachments = {}};
  if (!letter.pack.empty()) {
    message.attachments.push_back({.file_name = mission.id + ".pdf",
                                   .type = "application/pdf",
                                   .bytes = base::read_whole_file(letter.pack)});
    return message;
  }
  for (const Certificate& certificate : letter.certificates) {
    message.attachments.push_back({.file_name = certificate.entry.id + ".pdf",
                                   .type = "application/pdf",
                                   .bytes = base::read_whole_file(certificate.file)});
  }
  return message;
}

fs::path eml_path(const mission::Mission& mission, const Letter& letter) {
  return mission.folder / "outbox" / (letter.message_id.substr(0, letter.message_id.find('@')) + ".eml");
}

}  // namespace cupola::mail
