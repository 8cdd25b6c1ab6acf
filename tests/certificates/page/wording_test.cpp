#include "certificates/page/wording.hpp"
#include "tests/certificates/page/sample_certificate.hpp"

#include <doctest/doctest.h>

using namespace cupola::page;
using namespace std::chrono;
using cupola::page_test::sample_certificate;

TEST_CASE("a time is cut to the second that had begun") {
  const auto time = sys_days{2018y / December / 31} + 23h + 59min + 59s + 999999999ns;
  CHECK(time_words(time) == "23:59:59 UTC");
  CHECK(date_words(time) == "31 December 2018");
}

TEST_CASE("a place has two decimals and hemisphere letters, and no minus zero") {
  CHECK(position_words({-15.556, 172.734, 0}) == "15.56° S, 172.73° E");
  CHECK(position_words({51.6449, -0.006, 0}) == "51.64° N, 0.01° W");
  CHECK(position_words({-0.004, -0.004, 0}) == "0.00° N, 0.00° E");
  CHECK(position_words({9.999, 180, 0}) == "10.00° N, 180.00° E");
}

TEST_CASE("a duration reads well short and long") {
  CHECK(duration_words(340ms) == "0.3 s");
  CHECK(duration_words(12300ms) == "12.3 s");
  CHECK(duration_words(59960ms) == "1 min 0 s");
  CHECK(duration_words(125s) == "2 min 5 s");
}

TEST_CASE("the length over the ground is a great circle's, and nothing without a path") {
  CHECK(ground_words({{0, 179.5, 400}, {0, -179.5, 400}}) == "111 km over the ground");
  CHECK(ground_words({{0, 0, 400}}).empty());
}

TEST_CASE("the story tells a rehearsal from a flight") {
  Certificate certificate = sample_certificate();
  CHECK(story(certificate).find("rehearsal on Earth") != std::string::npos);
  CHECK(flight_words(certificate) == "Simulated flight");
  certificate.simulated = false;
  CHECK(story(certificate).find("rehearsal") == std::string::npos);
  CHECK(story(certificate).find("401 km above the South Pacific Ocean") != std::string::npos);
  CHECK(flight_words(certificate) == "Flown in space");
}

TEST_CASE("names are listed without empty ones") {
  CHECK(list_words({"Ada", " ", "Zoë\n", "\x01"}) == "Ada · Zoë");
  CHECK(list_words({}).empty());
}
