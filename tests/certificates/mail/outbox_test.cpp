#include "certificates/mail/letter_words.hpp"
#include "tests/certificates/mail/sample_letter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

using namespace cupola;
using mail_test::Home;
using mail_test::request;

TEST_CASE(
    "an entry without an address that mail can be sent to is a problem that does not show the address") {
  const Home home;
  const mail::SentLog log(home.mission);
  const mail::LetterPlan plan =
      mail::plan_letters({home.certificate("a", ""), home.certificate("b", "x@y.example\r\nBcc: z@y.example"),
                          home.certificate("c", "good@y.example")},
                         log, request());
  CHECK(plan.problems == std::vector<std::string>{"a: no e-mail address of a mentor",
                                                  "b: not an address that mail can be sent to"});
  CHECK(plan.letters.size() == 1);
}

TEST_CASE("a mentor gets one mail, however the address is written, with all certificates in order") {
  const Home home;
  const mail::SentLog log(home.mission);
  const mail::LetterPlan plan =
      mail::plan_letters({home.certificate("a", "One@Y.example"), home.certificate("b", "two@y.example"),
                          home.certificate("c", "one@y.example")},
                         log, request());
  REQUIRE(plan.letters.size() == 2);
  CHECK(plan.letters.at(0).to.address == "One@Y.example");
  REQUIRE(plan.letters.at(0).certificates.size() == 2);
  CHECK(plan.letters.at(0).certificates.at(1).entry.id == "c");
  CHECK(plan.letters.at(0).message_id.ends_with("@example.org"));
  CHECK(plan.letters.at(0).message_id != plan.letters.at(1).message_id);
}

TEST_CASE("a pack too large for one mail becomes several; one large certificate stays whole") {
  const Home home;
  const mail::SentLog log(home.mission);
  mail::PlanRequest small = request();
  small.largest_bytes = 1000;
  const mail::LetterPlan plan = mail::plan_letters(
      {home.certificate("a", "m@y.example", 600), home.certificate("b", "m@y.example", 400),
       home.certificate("c", "m@y.example", 5000), home.certificate("d", "m@y.example", 1)},
      log, small);
  REQUIRE(plan.letters.size() == 3);
  CHECK(plan.letters.at(0).certificates.size() == 2);
  CHECK(plan.letters.at(1).certificates.size() == 1);
  const auto words = mail::letter_words("en");
  CHECK(mail::subject_of(plan.letters.at(2), words, "Zero") == "Certificates for Zero (3/3)");
}

TEST_CASE(
    "what was sent is left out, a new edition is sent, and what may have arrived waits for a decision") {
  const Home home;
  mail::Certificate first = home.certificate("a", "m@y.example");
  const mail::Certificate second = home.certificate("b", "m@y.example");
  {
    mail::SentLog log(home.mission);
    log.note({.to = {}, .language = {}, .message_id = "x@y", .certificates = {first}},
             mail::Delivery::Uncertain);
    log.note({.to = {}, .language = {}, .message_id = "x@y", .certificates = {first}}, mail::Delivery::Sent);
    log.note({.to = {}, .language = {}, .message_id = "z@y", .certificates = {second}},
             mail::Delivery::Uncertain);
  }
  const mail::SentLog log(home.mission);
  mail::LetterPlan plan = mail::plan_letters({first, second}, log, request());
  CHECK(plan.sent_before == 1);
  CHECK(plan.uncertain == std::vector<std::string>{"b"});
  CHECK(plan.letters.empty());
  first.edition = 2;
  mail::PlanRequest again = request();
  again.uncertain = mail::Uncertain::SendAgain;
  plan = mail::plan_letters({first, second}, log, again);
  REQUIRE(plan.letters.size() == 1);
  CHECK(plan.letters.front().certificates.size() == 2);
}

TEST_CASE("a refusal takes back what was noted before the last byte") {
  const Home home;
  const mail::Certificate certificate = home.certificate("a", "m@y.example");
  const mail::Letter letter{.to = {}, .language = {}, .message_id = "x@y", .certificates = {certificate}};
  mail::SentLog log(home.mission);
  log.note(letter, mail::Delivery::Uncertain);
  log.note_refused(letter);
  CHECK_FALSE(log.is_uncertain(certificate));
  CHECK_FALSE(mail::SentLog(home.mission).is_uncertain(certificate));
}

TEST_CASE("the record holds no address; a damaged line is told by number, a torn last one is dropped") {
  const Home home;
  const mail::Certificate certificate = home.certificate("a", "secret@y.example");
  mail::SentLog(home.mission)
      .note({.to = {"Mentor", "secret@y.example"},
             .language = {},
             .message_id = "x@y",
             .certificates = {certificate}},
            mail::Delivery::Sent);
  const auto path = home.mission.folder / "outbox" / "sent.jsonl";
  const std::string text = base::read_whole_file(path);
  CHECK(text.find("secret") == std::string::npos);
  std::ofstream(path, std::ios::app) << R"({"message_id":"x","sta)";
  CHECK(mail::SentLog(home.mission).is_sent(certificate));
  CHECK(base::read_whole_file(path) == text);
  for (const char* line : {"[]\n",
                           R"({"state":"lost"})"
                           "\n",
                           R"({"state":"sent","certificates":[1]})"
                           "\n",
                           R"({"state":"sent","certificates":[{"entry":"a","edition":70000}]})"
                           "\n"}) {
    CAPTURE(line);
    base::write_whole_file(path, text + line);
    try {
      mail::SentLog damaged(home.mission);
      FAIL("it was taken");
    } catch (const mission::BadInput& error) {
      CHECK(std::string(error.what()).find("sent.jsonl:2") != std::string::npos);
    }
  }
}

TEST_CASE("there are words in every language of the certificates, with everything filled in") {
  const Home home;
  const mail::SentLog log(home.mission);
  const std::vector<std::string> languages = mail::languages();
  CHECK(languages.size() >= 19);
  mail::Letter letter =
      mail::plan_letters({home.certificate("a", "m@y.example")}, log, request()).letters.front();
  for (const std::string& language : languages) {
    CAPTURE(language);
    const mail::LetterWords words = mail::letter_words(language);
    const std::string body = mail::body_of(letter, words, "Astro Pi");
    CHECK(mail::subject_of(letter, words, "Zero 2018").find("Zero 2018") != std::string::npos);
    CHECK(body.find("Μ. Mentor") != std::string::npos);
    CHECK(body.find("Team a (a.pdf)") != std::string::npos);
    CHECK(body.find("cupola verify") != std::string::npos);
    CHECK(body.find('{') == std::string::npos);
  }
  CHECK_THROWS_AS(mail::letter_words("tlh"), std::invalid_argument);
}
