#include "emulator/world/timestamp.hpp"

#include "tests/emulator/world/recordings.hpp"

#include <doctest/doctest.h>

using namespace cupola::world;
using cupola::tests::complaint;
using cupola::tests::kRecordedAt_ns;

TEST_CASE("a text that is no such time is none") {
  for (const char* text : {"", "2018-02-07T10:40:00", "2018-02-07T10:40:00.", "2018-02-30T10:40:00.5",
                           "2018-02-07T24:00:00.0", "2018-13-07T10:40:00.0", "1969-02-07T10:40:00.0",
                           "2018-02-07T10:40:00.5 and more", "2018-02-07T10:60:00.0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_timestamp(text, kUsualTimestamp, 0));
  }
  CHECK(complaint([] { parse_timestamp("1", "%Q", 0); }).substr(0, 15) == "%Q is not known");
  CHECK(complaint([] { format_timestamp(0, "100%", 0); }).substr(0, 2) == "% ");
}

TEST_CASE("a time is written and read by its format") {
  const std::int64_t time = kRecordedAt_ns + 123'456'000;
  CHECK(format_timestamp(time, kUsualTimestamp, 0) == "2018-02-07T10:40:00.123456");
  CHECK(format_timestamp(time, "%y%m%d %I:%M:%S %p %% %b %s", 0) == "180207 10:40:00 AM % Feb 1518000000");
  CHECK(format_timestamp(time, "%F %T %z", -5 * 3600 - 1800) == "2018-02-07 05:10:00 -0530");
  CHECK(format_timestamp(time + 6 * 3600'000'000'000, "%I %p", 0) == "04 PM");
  for (const char* format : {"%Y-%m-%dT%H:%M:%S.%f", "%s.%f", "%b %d %y, %I:%M:%S.%f %p", "%F%T.%f%z"}) {
    CAPTURE(format);
    for (const std::int32_t offset : {0, 7200, -12600}) {
      const std::string text = format_timestamp(time, format, offset);
      CHECK(parse_timestamp(text, format, offset) == time);
    }
  }
}

TEST_CASE("a zone in the text counts before the offset") {
  CHECK(parse_timestamp("2018-02-07 12:40:00+02:00", "%F %T%z", -3600) == kRecordedAt_ns);
  CHECK(parse_zone("Z") == 0);
  CHECK(parse_zone("-0330") == -12600);
  CHECK(parse_zone("+14:00") == 50400);
  for (const char* text : {"", "+", "+2", "02:00", "+02:60", "+15:00", "+2:00", "+020", "+02-00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_zone(text));
  }
}

TEST_CASE("a time is read however it is usually written") {
  for (const char* text :
       {"2018-02-07T10:40:00", "2018-02-07 10:40:00.000", "2018-02-07 10:40", "2018-02-07T10:40:00.000000Z",
        "2018-02-07T12:40:00+02:00", "2018-02-07T05:40-0500", "1518000000", "1518000000.0"}) {
    CAPTURE(text);
    CHECK(parse_any_timestamp(text, 0) == kRecordedAt_ns);
  }
  CHECK(parse_any_timestamp("2018-02-07 11:40", 3600) == kRecordedAt_ns);
  CHECK_FALSE(parse_any_timestamp("07/02/2018", 0));
  CHECK_FALSE(parse_any_timestamp("timestamp", 0));
}
