#include "certificates/mail/mime.hpp"

#include "certificates/mail/encoded_text.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cupola::mail {
namespace {

constexpr std::size_t kLongestAddress = 254;   // RFC 5321 section 4.5.3.1.3, less the brackets
constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5322 section 3.2.3, atext.
bool is_atom_character(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

/// Parts between dots, none empty, all of whose characters are right.
template <class IsRight>
bool is_dotted(std::string_view text, const IsRight& is_right) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == '.' || is_right(c); });
}

bool is_domain(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    return is_dotted(text.substr(1, text.size() - 2), [](char c) { return c >= '0' && c <= '9'; });
  }
  return is_dotted(text, [](char c) { return is_letter_or_digit(c) || c == '-'; }) && text.front() != '-';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string address_header(std::string_view name, const Mailbox& mailbox) {
  const std::string clean = one_line(mailbox.name);
  if (clean.empty()) return fmt::format("{}: {}\r\n", name, mailbox.address);
  const std::string words = encode_phrase(clean, name.size() + 2);
  // On a line of its own the address is short enough for every limit but the absolute one of 998.
  return fmt::format("{}: {}\r\n <{}>\r\n", name, words, mailbox.address);
}

std::string attachment_part(const Attachment& attachment) {
  const std::string name = one_line(attachment.file_name);
  return fmt::format(
      "Content-Type: {};\r\n{}\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment;\r\n{}\r\n\r\n{}",
      attachment.type, encode_parameter("name", name), encode_parameter("filename", name),
      base64_lines(attachment.bytes));
}

std::string text_part(const std::string& body) {
  return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         base64_lines(with_crlf(body));
}

void require_addresses(const Message& message) {
  for (const Mailbox* mailbox : {&message.from, &message.to}) {
    if (!is_address(mailbox->address))
      throw std::invalid_argument("not an e-mail address that mail can be sent to");
  }
  if (!is_address(message.message_id)) throw std::invalid_argument("Message-ID must be LEFT@RIGHT");
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kLongestAddress || at > kLongestLocalPart) return false;
  return is_dotted(text.substr(0, at), is_atom_character) && is_domain(text.substr(at + 1));
}

Mailbox parse_mailbox(std::string_view text) {
  Mailbox mailbox;
  text = trimmed(text);
  const std::size_t open = text.rfind('<');
  if (open != std::string_view::npos && text.back() == '>') {
    mailbox.name = trimmed(text.substr(0, open));
    mailbox.address = text.substr(open + 1, text.size() - open - 2);
  } else {
    mailbox.address = text;
  }
  if (!is_address(mailbox.address) || one_line(mailbox.name) != mailbox.name)
    throw std::invalid_argument("must be \"NAME <address@example.org>\" or an address");
  return mailbox;
}

std::string to_eml(const Message& message) {
  require_addresses(message);
  // A hash cannot occur in base64 lines that begin with two hyphens.
  const std::string boundary = "=_" + record::sha256_hex(message.message_id).substr(0, 40);
  std::string eml = address_header("From", message.from) + address_header("To", message.to);
  eml += fmt::format("Subject: {}\r\n", encode_header(one_line(message.subject), 9));
  eml += fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n",
                     fmt::gmtime(std::chrono::floor<std::chrono::seconds>(message.date)));
  eml += fmt::format("Message-ID:\r\n <{}>\r\n", message.message_id);
  eml += fmt::format("Content-Language: {}\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n",
                     one_line(message.language));
  eml += fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n\r\n", boundary);
  eml += fmt::format("--{}\r\n{}", boundary, text_part(message.body));
  for (const Attachment& attachment : message.attachments)
    eml += fmt::format("--{}\r\n", boundary) + attachment_part(attachment);
  return eml + fmt::format("--{}--\r\n", boundary);
}

}  // namespace cupola::mail
