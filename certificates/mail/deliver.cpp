#include "certificates/mail/deliver.hpp"

#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace cupola::mail {
namespace {

/// The certificates of a letter for a message: ids, at most five of them.
std::string ids_of(const Letter& letter) {
  constexpr std::size_t kShown = 5;
  std::string ids;
  for (std::size_t i = 0; i < std::min(kShown, letter.certificates.size()); ++i)
    ids += fmt::format("{}{}", i == 0 ? "" : ", ", letter.certificates[i].entry.id);
  if (letter.certificates.size() > kShown)
    ids += fmt::format(" and {} more", letter.certificates.size() - kShown);
  return ids;
}

class Postman {
 public:
  Postman(MailServer& server, SentLog& log, const Delivering& how) : server_(server), log_(log), how_(how) {}

  DeliveryReport go(const std::vector<Letter>& letters) {
    total_ = letters.size();
    std::vector<const Letter*> waiting;
    waiting.reserve(letters.size());
    for (const Letter& letter : letters) waiting.push_back(&letter);
    std::chrono::seconds wait = how_.retry.first_wait;
    for (int round = 1; !waiting.empty() && !stopped_; ++round) {
      waiting = round_of(waiting);
      if (waiting.empty() || stopped_ || round >= how_.retry.attempts) break;
      pause(wait, waiting.size());
      wait = std::min(2 * wait, how_.retry.longest_wait);
    }
    for (const Letter* letter : waiting) {
      report_.problems.push_back(fmt::format("{}: not sent: {}", ids_of(*letter), last_reason_));
    }
    return std::move(report_);
  }

 private:
  /// Tries each once; those that are to be tried again. A server that is not reached is not asked for the
  /// others.
  std::vector<const Letter*> round_of(const std::vector<const Letter*>& letters) {
    std::vector<const Letter*> again;
    bool reached = true;
    for (const Letter* letter : letters) {
      if (!reached || stopped_) {
        again.push_back(letter);
        continue;
      }
      const Attempt attempt = try_one(*letter);
      reached = attempt.answer != Answer::NotReached;
      stopped_ = attempt.answer == Answer::Forbidden;
      const bool later = !reached || stopped_ || attempt.answer == Answer::TryLater;
      if (later) {
        last_reason_ = attempt.why;
        again.push_back(letter);
      } else if (how_.progress) {
        how_.progress(++done_, total_);
      }
    }
    return again;
  }

  Attempt try_one(const Letter& letter) {
    const std::filesystem::path path = eml_path(how_.mission, letter);
    const std::string eml = to_eml(compose(letter, how_.mission, how_.from, how_.clock.utc()));
    base::write_whole_file(path, eml);
    bool noted = false;
    Attempt attempt = server_.send(how_.from, letter.to, eml, [&] {
      log_.note(letter, Delivery::Uncertain);
      noted = true;
    });
    if (attempt.answer == Answer::Accepted) {
      log_.note(letter, Delivery::Sent);
      std::filesystem::remove(path);
      ++report_.mails;
      report_.certificates += letter.certificates.size();
    } else if (attempt.answer == Answer::Lost) {
      report_.problems.push_back(fmt::format(
          "{}: may have arrived: {}; ask the mentor, then cupola mail --again-uncertain if it has not",
          ids_of(letter), attempt.why));
    } else {
      if (noted) log_.note_refused(letter);
      if (attempt.answer == Answer::Refused)
        report_.problems.push_back(fmt::format("{}: refused: {}", ids_of(letter), attempt.why));
    }
    return attempt;
  }

  void pause(std::chrono::seconds wait, std::size_t mails) {
    if (how_.waiting) how_.waiting(wait, mails);
    const base::Monotonic until = how_.clock.monotonic() + wait;
    while (how_.clock.monotonic() < until) how_.clock.wait_until(until);
  }

  MailServer& server_;
  SentLog& log_;
  const Delivering& how_;
  DeliveryReport report_;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  bool stopped_ = false;
  std::string last_reason_;
};

}  // namespace

DeliveryReport deliver(const std::vector<Letter>& letters, MailServer& server, SentLog& log,
                       const Delivering& how) {
  return Postman(server, log, how).go(letters);
}

std::size_t withdraw_others(const std::vector<Letter>& letters, const mission::Mission& mission) {
  const std::filesystem::path outbox = mission.folder / "outbox";
  if (!std::filesystem::exists(outbox)) return 0;
  std::set<std::filesystem::path> planned;
  for (const Letter& letter : letters) planned.insert(eml_path(mission, letter));
  std::vector<std::filesystem::path> others;
  for (const auto& file : std::filesystem::directory_iterator(outbox)) {
    const std::filesystem::path& path = file.path();
    const bool ours = path.extension() == ".eml" && path.filename().native().starts_with("cupola.");
    if (ours && !planned.contains(path)) others.push_back(path);
  }
  for (const std::filesystem::path& path : others) std::filesystem::remove(path);
  return others.size();
}

void write_letters(const std::vector<Letter>& letters, const mission::Mission& mission, const Mailbox& from,
                   base::UtcTime date) {
  for (const Letter& letter : letters)
    base::write_whole_file(eml_path(mission, letter), to_eml(compose(letter, mission, from, date)));
}

}  // namespace cupola::mail
