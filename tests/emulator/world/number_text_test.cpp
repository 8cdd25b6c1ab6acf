#include "emulator/world/number_text.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>

using namespace cupola::world;

namespace {

std::string text_of(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

}  // namespace

TEST_CASE("a text that is no finite number is none") {
  for (const char* text :
       {"", "x", "1x", "1 ", " 1", "0x10", "1e999", "inf", "nan", "infinity", "1,5", "--1", "."}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text));
  }
  CHECK_FALSE(parse_number(std::string(100, 'x')));
}

TEST_CASE("a number is read with a plus in front, and when it is too small for one") {
  CHECK(parse_number("+12.5") == 12.5);
  CHECK(parse_number("1e-999") == 0);
}

TEST_CASE("a number is written with as few digits as give it back") {
  CHECK(text_of(0) == "0");
  CHECK(text_of(-0.0) == "-0");
  CHECK(text_of(-0.196) == "-0.196");
  CHECK(text_of(20.5) == "20.5");
  CHECK(text_of(1012.95166015625) == "1012.95166015625");
  CHECK(text_of(0.1 + 0.2) == "0.30000000000000004");
  CHECK(text_of(999999.9999999999) == "999999.9999999999");
  CHECK(text_of(123456789) == "123456789");
  CHECK(text_of(1e-300) == "1e-300");
  CHECK(text_of(std::nan("")) == "nan");
}

TEST_CASE("every number comes back bit for bit") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto steps = static_cast<std::int64_t>(random() % 10'000'000) - 5'000'000;
    const double numbers[] = {static_cast<double>(steps) / 4096, static_cast<double>(steps) * 0.061 / 1000,
                              static_cast<double>(steps) / 7e3, std::bit_cast<double>(random())};
    for (const double number : numbers) {
      if (!std::isfinite(number)) continue;
      const auto back = parse_number(text_of(number));
      REQUIRE(back);
      REQUIRE(std::bit_cast<std::uint64_t>(*back) == std::bit_cast<std::uint64_t>(number));
    }
  }
}
