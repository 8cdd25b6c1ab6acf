#pragma once

#include "certificates/mail/deliver.hpp"

#include <memory>
#include <string>

namespace cupola::mail {

struct SmtpSettings {
  std::string url;   ///< smtp://HOST[:PORT] (587 by default) or smtps://HOST[:PORT] (465), without password
  std::string user;  ///< empty: without AUTH
  std::string password;
  std::string ca_file;  ///< trusted instead of the machine's certificates; empty: those
  enum class Encryption {
    Required,  ///< TLS from the start (smtps) or by STARTTLS; else nothing is sent
    None,      ///< for a server on this very machine
  } encryption = Encryption::Required;
};

/// A mail server over SMTP by libcurl; one connection for all mails. Make only one in a program: libcurl's
/// global state goes with it.
class SmtpServer final : public MailServer {
 public:
  /// Throws std::invalid_argument for a URL of another kind or with a password in it, for a user without
  /// password, and for a password without encryption.
  explicit SmtpServer(SmtpSettings settings);
  ~SmtpServer() override;
  Attempt send(const Mailbox& from, const Mailbox& to, const std::string& eml,
               const std::function<void()>& before_last) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::mail
