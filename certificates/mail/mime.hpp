#pragma once

#include "hat_driver/base/utc.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::mail {

/// Whom a message is from or to.
struct Mailbox {
  std::string name;     ///< UTF-8; may be empty
  std::string address;  ///< as `is_address` wants it
};

/// Whether mail can be sent to it: LOCAL@DOMAIN in ASCII, at most 254 characters, the local part a dot-atom
/// (RFC 5322 section 3.2.3), the domain of letters, digits, hyphens and dots, or an IPv4 address in brackets.
/// Quoted local parts are refused: nobody has one, and they are where headers are smuggled in.
bool is_address(std::string_view text);

/// "Ada Lovelace <ada@example.org>" or "ada@example.org". Throws std::invalid_argument for anything else.
Mailbox parse_mailbox(std::string_view text);

struct Attachment {
  std::string file_name;  ///< UTF-8
  std::string type = "application/pdf";
  std::string bytes;
};

/// Everything a message says.
struct Message {
  Mailbox from;
  Mailbox to;
  std::string subject;
  std::string language;    ///< BCP 47
  std::string body;        ///< UTF-8, lines ended by "\n"
  std::string message_id;  ///< LEFT@RIGHT, without brackets
  base::UtcTime date;
  std::vector<Attachment> attachments;
};

/// The message as it is sent (RFC 5322, 2045–2047, 2231): lines of at most 76 characters ended by CR LF,
/// 7-bit ASCII throughout. Control characters in names, subject and file names become spaces, so that no
/// header can be added through them. Equal messages give equal bytes. Throws std::invalid_argument for an
/// address or Message-ID that is none.
std::string to_eml(const Message& message);

/// `text` as an unstructured header value may hold it: as it is, or as encoded words of RFC 2047 (UTF-8,
/// base64, no letter cut in two). `column`: how much of the first line is taken. Folded.
std::string encode_header(std::string_view text, std::size_t column);

/// Base64 in lines of 76 characters, each ended by CR LF.
std::string base64_lines(std::string_view bytes);

}  // namespace cupola::mail
