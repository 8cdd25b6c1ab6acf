#pragma once

#include "certificates/mail/mime.hpp"
#include "runner/mission/mission.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cupola::mail {

/// One certificate that can be sent.
struct Certificate {
  mission::Entry entry;
  std::uint16_t edition = 0;   ///< of its seal; 0 without one. A new edition is sent anew.
  std::filesystem::path file;  ///< the PDF
  std::string language;        ///< of the mail; one that `languages()` has
  std::vector<std::string> to_change =
      {};  ///< why it was held back, a plain sentence each; stands in the mail
};

/// One mail to one mentor, not yet written.
struct Letter {
  Mailbox to;
  std::string language;
  std::string message_id;
  std::vector<Certificate> certificates;
  std::size_t part = 1;  ///< of a pack too large for one mail
  std::size_t parts = 1;
  std::filesystem::path pack = {};  ///< one PDF with all of them, sent in their place; empty: each by itself
};

struct LetterPlan {
  std::vector<Letter> letters;  ///< in the order in which the mentors' first entries were received
  std::vector<std::string>
      problems;                 ///< entries without an address that mail can be sent to; one line each, by id
  std::size_t sent_before = 0;  ///< certificates left out for that
  std::vector<std::string>
      uncertain;  ///< ids of certificates that may have arrived when the connection was cut
};

/// What has become of a certificate's edition.
enum class Delivery {
  Uncertain,  ///< handed over to the last byte, but no answer came (or the power went): it may have arrived
  Sent,       ///< the server took it over
};

/// MISSION/outbox/sent.jsonl: what was handed to a mail server, and what was about to be. Ids, no addresses.
/// Every line is on the disk before `note` returns. One process at a time (mission::MissionLock).
class SentLog {
 public:
  /// Throws mission::BadInput naming the line. A last line that was cut off counts as not written.
  explicit SentLog(const mission::Mission& mission);

  void note(const Letter& letter, Delivery delivery);
  /// A definite refusal after `Uncertain` was noted: it did not arrive.
  void note_refused(const Letter& letter);

  bool is_sent(const Certificate& certificate) const;
  bool is_uncertain(const Certificate& certificate) const;

 private:
  using Key = std::pair<std::string, std::uint16_t>;
  void read(const std::string& text);
  void append(const Letter& letter, const char* state);
  void keep(const Key& key, const std::string& state);

  std::filesystem::path path_;
  std::map<Key, Delivery> deliveries_;
};

enum class Uncertain { LeaveOut, SendAgain };

struct PlanRequest {
  std::string mission;  ///< id
  Mailbox from;
  std::size_t largest_bytes = std::size_t{7} << 20;  ///< of all PDF files of one mail
  Uncertain uncertain = Uncertain::LeaveOut;
  /// Why a certificate must not go out, or nothing; asked of those only that would be sent. May be empty.
  std::function<std::string(const Certificate&)> examine = {};
};

/// Groups what is not sent yet by mentor (address, whatever its capitals) and size. The Message-ID is made of
/// the mission, the address and the certificates' ids and editions: the same mail has the same one whenever
/// it is sent.
LetterPlan plan_letters(const std::vector<Certificate>& certificates, const SentLog& log,
                        const PlanRequest& request);

/// The message of a letter, its PDF files read. Throws std::system_error if one cannot be read.
Message compose(const Letter& letter, const mission::Mission& mission, const Mailbox& from,
                base::UtcTime date);

/// MISSION/outbox/LEFT.eml for a Message-ID LEFT@RIGHT.
std::filesystem::path eml_path(const mission::Mission& mission, const Letter& letter);

}  // namespace cupola::mail
