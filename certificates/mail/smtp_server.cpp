#include "certificates/mail/smtp_server.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <stdexcept>

namespace cupola::mail {
namespace {

constexpr long kConnectSeconds = 30;
/// A server that takes nothing and says nothing for so long is given up.
constexpr long kSilentSeconds = 60;

struct FreeList {
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
struct Cleanup {
  void operator()(CURL* curl) const { ::curl_easy_cleanup(curl); }
};

/// What libcurl reads a mail from.
struct Upload {
  std::string_view left;
  const std::function<void()>* before_last = nullptr;
  bool handed_over = false;
  std::exception_ptr failure = nullptr;

  static std::size_t read(char* buffer, std::size_t size, std::size_t count, void* user) {
    auto& self = *static_cast<Upload*>(user);
    const std::size_t bytes = std::min(size * count, self.left.size());
    // Once nothing is left, libcurl ends the mail with a dot, and the server may take it over.
    if (bytes == self.left.size() && !self.handed_over) {
      try {
        (*self.before_last)();
      } catch (...) {
        self.failure = std::current_exception();
        return CURL_READFUNC_ABORT;
      }
      self.handed_over = true;
    }
    std::memcpy(buffer, self.left.data(), bytes);
    self.left.remove_prefix(bytes);
    return bytes;
  }
};

bool is_our_own_fault(CURLcode code) {
  switch (code) {
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return true;
    default:
      return false;
  }
}

Attempt judge(CURLcode code, long response, bool handed_over) {
  if (code == CURLE_OK) return {Answer::Accepted, {}};
  const std::string why = response >= 400
                              ? fmt::format("{} (the server says {})", ::curl_easy_strerror(code), response)
                              : std::string(::curl_easy_strerror(code));
  if (is_our_own_fault(code)) return {Answer::Forbidden, why};
  if (response >= 500) return {Answer::Refused, why};
  if (response >= 400) return {Answer::TryLater, why};
  return {handed_over ? Answer::Lost : Answer::NotReached, why};
}

void check(const SmtpSettings& settings) {
  const bool known = settings.url.starts_with("smtp://") || settings.url.starts_with("smtps://");
  if (!known) throw std::invalid_argument("--smtp must be smtp://HOST[:PORT] or smtps://HOST[:PORT]");
  if (settings.url.find('@') != std::string::npos) {
    throw std::invalid_argument(
        "--smtp: a user or password in the URL could be read by everybody on this machine; use --user and "
        "--password-file");
  }
  if (settings.user.empty() != settings.password.empty())
    throw std::invalid_argument("a user needs a password, and a password a user");
  if (!settings.password.empty() && settings.encryption == SmtpSettings::Encryption::None)
    throw std::invalid_argument("a password is not sent without encryption; leave out --plain or --user");
}

}  // namespace

struct SmtpServer::State {
  SmtpSettings settings;
  std::unique_ptr<CURL, Cleanup> curl;

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = ::curl_easy_setopt(curl.get(), option, value);
    if (code != CURLE_OK) throw std::runtime_error(fmt::format("libcurl: {}", ::curl_easy_strerror(code)));
  }

  void configure() {
    set(CURLOPT_URL, settings.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, kSilentSeconds);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &Upload::read);
    const bool tls = settings.encryption == SmtpSettings::Encryption::Required;
    set(CURLOPT_USE_SSL, static_cast<long>(tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
    if (settings.user.empty()) return;
    set(CURLOPT_USERNAME, settings.user.c_str());
    set(CURLOPT_PASSWORD, settings.password.c_str());
  }
};

SmtpServer::SmtpServer(SmtpSettings settings) : state_(std::make_unique<State>()) {
  check(settings);
  state_->settings = std::move(settings);
  if (::curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
  state_->curl.reset(::curl_easy_init());
  if (!state_->curl) throw std::runtime_error("libcurl does not start");
  state_->configure();
}

SmtpServer::~SmtpServer() {
  state_->curl.reset();
  ::curl_global_cleanup();
}

Attempt SmtpServer::send(const Mailbox& from, const Mailbox& to, const std::string& eml,
                         const std::function<void()>& before_last) {
  Upload upload{.left = eml, .before_last = &before_last};
  const std::unique_ptr<curl_slist, FreeList> recipients(
      ::curl_slist_append(nullptr, ("<" + to.address + ">").c_str()));
  state_->set(CURLOPT_MAIL_FROM, ("<" + from.address + ">").c_str());
  state_->set(CURLOPT_MAIL_RCPT, recipients.get());
  state_->set(CURLOPT_READDATA, &upload);
  state_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(eml.size()));
  const CURLcode code = ::curl_easy_perform(state_->curl.get());
  state_->set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
  if (upload.failure) std::rethrow_exception(upload.failure);
  long response = 0;
  ::curl_easy_getinfo(state_->curl.get(), CURLINFO_RESPONSE_CODE, &response);
  return judge(code, response, upload.handed_over);
}

}  // namespace cupola::mail
