#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cupola::mail {

/// `text` on one line: control characters and line separators become spaces, broken UTF-8 becomes U+FFFD,
/// white space at the ends goes.
std::string one_line(std::string_view text);

/// Every "\n", "\r" and "\r\n" as "\r\n", and one at the end.
std::string with_crlf(std::string_view text);

/// A display name: an atom or quoted string of ASCII, else encoded words (RFC 5322 section 3.2.5, RFC 2047).
std::string encode_phrase(std::string_view text, std::size_t column);

/// A parameter of a MIME header on lines of its own, each begun by a space: NAME="value", or as RFC 2231 has
/// it (percent-encoded UTF-8, in numbered pieces if it is long).
std::string encode_parameter(std::string_view name, std::string_view value);

/// How many bytes the letter at the beginning of valid UTF-8 has.
std::size_t letter_bytes(std::string_view text);

std::string base64(std::string_view bytes);

}  // namespace cupola::mail
