#pragma once

#include "certificates/mail/outbox.hpp"
#include "hat_driver/base/clock.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cupola::mail {

/// What a mail server made of one mail.
enum class Answer {
  Accepted,
  Refused,     ///< 5xx: this mail will not be taken
  TryLater,    ///< 4xx
  NotReached,  ///< no connection, or it ended before the last byte was handed over
  Lost,        ///< it ended after that, without an answer: the mail may have arrived
  Forbidden,   ///< password or certificate of the server wrong: no mail will be taken
};

struct Attempt {
  Answer answer = Answer::NotReached;
  std::string why;  ///< in words, with the server's code but not its text, which may hold addresses
};

/// One server to which mails are handed. Small, so that a test can stand in for it.
class MailServer {
 public:
  MailServer() = default;
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  virtual ~MailServer() = default;

  /// Hands over `eml`. Calls `before_last` before the last byte leaves: what happens until then, the mail did
  /// not arrive. What `before_last` throws comes out, and the mail was not handed over.
  virtual Attempt send(const Mailbox& from, const Mailbox& to, const std::string& eml,
                       const std::function<void()>& before_last) = 0;
};

struct RetryPolicy {
  int attempts = 4;                     ///< 1–20 rounds
  std::chrono::seconds first_wait{30};  ///< before the second; doubled before each further one
  std::chrono::seconds longest_wait{600};
};

struct DeliveryReport {
  std::size_t mails = 0;         ///< that the server took over
  std::size_t certificates = 0;  ///< in them
  /// One line each, by the ids of the certificates: refused, given up, uncertain.
  std::vector<std::string> problems;
};

struct Delivering {
  const mission::Mission& mission;
  Mailbox from;
  RetryPolicy retry;
  base::Clock& clock;
  std::function<void(std::size_t done, std::size_t total)> progress;          ///< may be empty
  std::function<void(std::chrono::seconds wait, std::size_t mails)> waiting;  ///< may be empty
};

/// Writes every letter into the outbox and hands it to the server; what the server asks to try later, or what
/// it could not be reached for, is tried again. A letter that was taken over leaves the outbox. Each is on
/// record before its last byte leaves and after the answer, so that none is sent twice, whenever this is
/// killed. Throws std::system_error if outbox or record cannot be written: then nothing more is sent.
DeliveryReport deliver(const std::vector<Letter>& letters, MailServer& server, SentLog& log,
                       const Delivering& how);

/// Removes from the outbox every mail of ours that is none of `letters`: its certificates were made again
/// since, sent or held back, and a program that sends what lies there would send them. How many. Throws
/// std::system_error.
std::size_t withdraw_others(const std::vector<Letter>& letters, const mission::Mission& mission);

/// Writes the letters into the outbox only. Throws std::system_error.
void write_letters(const std::vector<Letter>& letters, const mission::Mission& mission, const Mailbox& from,
                   base::UtcTime date);

}  // namespace cupola::mail
