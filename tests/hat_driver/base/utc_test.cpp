#include "hat_driver/base/utc.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using cupola::base::format_utc;
using cupola::base::parse_utc;

TEST_CASE("refuses what is not a UTC time") {
  for (const char* text : {"", "2018-02-01", "2018-02-01T09:00:00", "2018-02-30T09:00:00Z",
                           "2018-13-01T09:00:00Z", "2018-02-01T24:00:00Z", "2018-02-01T09:60:00Z",
                           "2018-02-01 09:00:00Z", "2018-02-01T09:00:00.Z", "2018-02-01T09:00:00.1234567890Z",
                           "2018-02-01T09:00:00+01:00", "+018-02-01T09:00:00Z", "2018-02-01T09:00:00.12aZ"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_utc(text).has_value());
  }
}

TEST_CASE("reads a UTC time with and without decimals") {
  const auto whole = parse_utc("2018-02-01T09:00:00Z");
  REQUIRE(whole);
  CHECK(whole->time_since_epoch() == 1517475600s);
  CHECK(*parse_utc("2018-02-01T09:00:00.25Z") - *whole == 250ms);
  CHECK(*parse_utc("2018-02-01T09:00:00.000000001Z") - *whole == 1ns);
}

TEST_CASE("writes milliseconds and never rounds into the next second") {
  CHECK(format_utc(*parse_utc("2018-02-01T09:59:59.999999Z")) == "2018-02-01T09:59:59.999Z");
  CHECK(format_utc(*parse_utc("1969-12-31T23:59:59.5Z")) == "1969-12-31T23:59:59.500Z");
}
