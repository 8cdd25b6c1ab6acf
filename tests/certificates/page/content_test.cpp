#include "certificates/page/content.hpp"
#include "tests/certificates/page/sample_certificate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace cupola::page;
using namespace std::chrono;
using cupola::page_test::sample_certificate;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kKeys[] = {"certificate",
                                      "participation",
                                      "flown",
                                      "simulated",
                                      "story_flown",
                                      "story_simulated",
                                      "story_participation",
                                      "reason_error",
                                      "reason_limit",
                                      "reason_refused",
                                      "reason_not_flown",
                                      "start",
                                      "until",
                                      "local_time",
                                      "duration",
                                      "position",
                                      "position_note",
                                      "altitude",
                                      "speed_note",
                                      "below",
                                      "N",
                                      "S",
                                      "E",
                                      "W",
                                      "near",
                                      "n",
                                      "ne",
                                      "e",
                                      "se",
                                      "s",
                                      "sw",
                                      "w",
                                      "nw",
                                      "small_print",
                                      "small_print_neutral",
                                      "small_print_plain",
                                      "seconds",
                                      "minutes",
                                      "alt_lights",
                                      "alt_strip",
                                      "alt_map",
                                      "alt_globe",
                                      "alt_code",
                                      "alt_patch",
                                      "lights_caption",
                                      "lights_dark",
                                      "position_unsure",
                                      "clock_unsure"};
constexpr std::string_view kPlaces[] = {
    "{duration}", "{altitude}", "{below}", "{reason}", "{time}", "{speed}", "{place}",    "{distance}",
    "{id}",       "{epoch}",    "{age}",   "{error}",  "{n}",    "{count}", "{position}", "{code}"};

}  // namespace

TEST_CASE("a language there are no words in is refused, and never chosen") {
  CHECK_THROWS_AS(Words("tlh"), std::invalid_argument);
  CHECK(Words::choose("tlh", "", "") == "en");
  CHECK(Words::choose("", "de-AT", "") == "de");
  CHECK(Words::choose("", "nn", "NO") == "nb");
  CHECK(Words::choose("", "", "GR") == "el");
  CHECK(Words::choose("", "xx", "CH") == "de");
  CHECK(Words::choose("fr", "de", "IT") == "fr");
}

TEST_CASE("every language has every text, with the same places to fill in") {
  const Words english("en");
  for (const std::string& language : Words::languages()) {
    const Words words(language);
    for (const std::string_view key : kKeys) {
      CAPTURE(language);
      CAPTURE(key);
      CHECK_FALSE(words.text(key).empty());
      for (const std::string_view place : kPlaces) {
        CAPTURE(place);
        CHECK(contains(words.text(key), place) == contains(english.text(key), place));
      }
    }
  }
}

TEST_CASE("a time is cut to the second that had begun") {
  const Words words("en");
  const auto time = sys_days{2018y / December / 31} + 23h + 59min + 59s + 999999999ns;
  CHECK(words.clock(time) == "23:59:59");
  CHECK(words.date(time) == "31 December 2018");
  CHECK(moment_words(time) == "2018-12-31T23:59:59Z");
}

TEST_CASE("the local time is that of the school, summer time and another day included") {
  const Words words("en");
  const auto summer = sys_days{2018y / July / 1} + 12h;
  CHECK(words.clock(summer, "Europe/Athens") == "15:00:00");
  CHECK(words.clock(summer, "Pacific/Auckland") == "00:00:00");
  CHECK(words.date(summer, "Pacific/Auckland") == "2 July 2018");
  CHECK(Words::knows_zone("Europe/Athens"));
  CHECK_FALSE(Words::knows_zone("Mars/Olympus"));
}

TEST_CASE("a place has two decimals and hemisphere letters, and no minus zero") {
  const Words words("en");
  CHECK(words.angle(-15.556, "N", "S") == "15.56° S");
  CHECK(words.angle(-0.004, "N", "S") == "0.00° N");
  CHECK(words.angle(-0.006, "E", "W") == "0.01° W");
  CHECK(words.angle(180, "E", "W") == "180.00° E");
}

TEST_CASE("the story tells a rehearsal from a flight") {
  Certificate certificate = sample_certificate();
  const Words words("en");
  Content content = content_of(certificate, words, false);
  CHECK(contains(content.story, "rehearsal on Earth"));
  CHECK(contains(content.kind, "Simulated flight"));
  certificate.simulated = false;
  content = content_of(certificate, words, false);
  CHECK_FALSE(contains(content.story, "rehearsal"));
  CHECK(contains(content.story,
                 "401\u2060 \u2060km above the South Pacific Ocean, 718\u2060 \u2060km west of Fiji"));
  CHECK(contains(content.kind, "Flown in space"));
}

TEST_CASE("times that no synchronised clock vouches for are said to be so, in every language") {
  for (const std::string& language : Words::languages()) {
    CAPTURE(language);
    const Words words(language);
    Certificate certificate = sample_certificate();
    const auto says_so = [&] {
      const Content content = content_of(certificate, words, false);
      const auto beside_position = [&](const Fact& fact) {
        return fact.field == "position" && fact.note == words.text("position_unsure");
      };
      return contains(content.small_print, words.text("clock_unsure")) &&
             std::any_of(content.facts.begin(), content.facts.end(), beside_position);
    };
    CHECK_FALSE(says_so());
    certificate.clock_synchronised = false;
    CHECK(says_so());
  }
}

TEST_CASE("an entry that did not fly is told why, kindly, and nothing of an orbit") {
  Certificate certificate = sample_certificate();
  certificate.participation = Reason::Error;
  const Content content = content_of(certificate, Words("en"), false);
  CHECK(content.heading == "Certificate of participation");
  CHECK(contains(content.story, "happens to everyone"));
  CHECK(content.facts.empty());
  CHECK(content.kind.empty());
  CHECK_FALSE(contains(content.small_print, "element set"));
}

TEST_CASE("without a time zone, or with one nobody knows, no local time is told") {
  Certificate certificate = sample_certificate();
  const std::size_t with = content_of(certificate, Words("en"), false).facts.size();
  certificate.timezone = "Mars/Olympus";
  CHECK(content_of(certificate, Words("en"), false).facts.size() == with - 1);
  certificate.timezone.clear();
  CHECK(content_of(certificate, Words("en"), false).facts.size() == with - 1);
}

TEST_CASE("names are listed without empty ones") {
  CHECK(list_words({"Ada", " ", "Zoë\n", "\x01"}) == "Ada · Zoë");
  CHECK(list_words({}).empty());
}
