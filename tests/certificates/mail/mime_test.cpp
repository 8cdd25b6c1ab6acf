#include "certificates/mail/mime.hpp"
#include "certificates/mail/encoded_text.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace cupola;

namespace {

mail::Message sample() {
  return {.from = {"Astro Pi", "team@example.org"},
          .to = {"Ελένη Παπαδοπούλου", "mentor@school.example"},
          .subject = "Certificates for Mission Zero 2018",
          .language = "el",
          .body = "Γεια σας,\nok\n",
          .message_id = "cupola.abc@example.org",
          .date = *base::parse_utc("2018-02-01T09:05:07Z"),
          .attachments = {{.file_name = "gr-1.pdf", .bytes = std::string("\x00\xff%PDF", 6)}}};
}

/// The lines, each without its CR LF; fails the test for a bare CR or LF.
std::vector<std::string> lines_of(const std::string& eml) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < eml.size();) {
    const std::size_t end = eml.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    lines.push_back(eml.substr(at, end - at));
    CHECK(lines.back().find_first_of("\r\n") == std::string::npos);
    at = end + 2;
  }
  return lines;
}

bool has_line(const std::string& eml, const std::string& begin) {
  for (const std::string& line : lines_of(eml))
    if (line.starts_with(begin)) return true;
  return false;
}

}  // namespace

TEST_CASE("what could smuggle a header or a recipient is no address") {
  for (const char* text : {"",
                           "@",
                           "a",
                           "a@",
                           "@b.example",
                           "a b@c.example",
                           "a@b.example\r\nBcc: x@y.example",
                           "a@b.example\n",
                           "\"a b\"@c.example",
                           "a@b..example",
                           ".a@b.example",
                           "a.@b.example",
                           "a@b.example,c@d.example",
                           "a@b.example>",
                           "<a@b.example>",
                           "a@-b.example",
                           "é@b.example",
                           "a@[1.2.3.4",
                           "a@[x]",
                           "a@b_c.example"}) {
    CAPTURE(text);
    CHECK_FALSE(mail::is_address(text));
  }
  CHECK_FALSE(mail::is_address(std::string(65, 'a') + "@b.example"));
  CHECK_FALSE(mail::is_address("a@" + std::string(260, 'b')));
  CHECK(mail::is_address("first.last+tag@sub.school.example"));
  CHECK(mail::is_address("a@localhost"));
  CHECK(mail::is_address("a@[127.0.0.1]"));
}

TEST_CASE("a mailbox is a name and an address") {
  for (const char* text : {"", "Ada", "Ada <>", "Ada <a@b", "Ada <a b@c.example>", "A\nB <a@b.example>"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(mail::parse_mailbox(text), std::invalid_argument);
  }
  CHECK(mail::parse_mailbox(" Ada Lovelace <ada@b.example> ").name == "Ada Lovelace");
  CHECK(mail::parse_mailbox("ada@b.example").address == "ada@b.example");
}

TEST_CASE("names, subject and file names cannot add a header") {
  mail::Message message = sample();
  message.to.name = "Eve\r\nBcc: everybody@example.org";
  message.from.name = "Team\nX-Evil: 1";
  message.subject = "Hello\r\n\r\n<html>\nX-Evil: 2";
  message.language = "en\r\nX-Evil: 3";
  message.attachments.front().file_name = "a\"\r\nX-Evil: 4.pdf";
  const std::string eml = mail::to_eml(message);
  CHECK_FALSE(has_line(eml, "Bcc"));
  CHECK_FALSE(has_line(eml, "X-Evil"));
  message.to.address = "a@b.example\r\nBcc: x@y.example";
  CHECK_THROWS_AS(mail::to_eml(message), std::invalid_argument);
  message = sample();
  message.message_id = "a@b>\r\nX-Evil: 5";
  CHECK_THROWS_AS(mail::to_eml(message), std::invalid_argument);
}

TEST_CASE("every line is ASCII and at most 78 characters, whatever is said") {
  mail::Message message = sample();
  std::string long_name;
  for (int i = 0; i < 60; ++i) long_name += "Ελένη 🚀 ";
  message.to.name = long_name;
  message.subject = long_name + std::string(300, 'x');
  message.body = long_name + "\n" + std::string(2000, 'y');
  message.attachments.push_back({.file_name = long_name + ".pdf", .bytes = std::string(5000, '\xff')});
  message.attachments.push_back({.file_name = std::string(200, 'a') + ".pdf", .bytes = {}});
  for (const std::string& line : lines_of(mail::to_eml(message))) {
    CHECK(line.size() <= 78);
    for (const char c : line) CHECK((c >= ' ' && c <= '~'));
  }
}

TEST_CASE("a message has the headers of RFC 5322, and equal ones equal bytes") {
  const std::string eml = mail::to_eml(sample());
  CHECK(has_line(eml, "From: \"Astro Pi\""));
  CHECK(has_line(eml, " <mentor@school.example>"));
  CHECK(has_line(eml, "Subject: Certificates for Mission Zero 2018"));
  CHECK(has_line(eml, "Date: Thu, 01 Feb 2018 09:05:07 +0000"));
  CHECK(has_line(eml, " <cupola.abc@example.org>"));
  CHECK(has_line(eml, "Content-Language: el"));
  CHECK(has_line(eml, "AP8lUERG"));
  CHECK(eml == mail::to_eml(sample()));
}

TEST_CASE("broken UTF-8 and control characters do not get through") {
  CHECK(mail::one_line("a\xff"
                       "b") ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(mail::one_line(" a\tb\x01\xc2\x85 ") == "a b");
  CHECK(mail::with_crlf("a\nb\r\nc\rd") == "a\r\nb\r\nc\r\nd\r\n");
}
