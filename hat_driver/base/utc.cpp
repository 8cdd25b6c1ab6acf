#include "hat_driver/base/utc.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace cupola::base {
namespace {

using namespace std::chrono;

std::optional<int> number(std::string_view text, std::size_t position, std::size_t length) {
  if (position + length > text.size()) return std::nullopt;
  const std::string_view digits = text.substr(position, length);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The part after the seconds: "Z", or "." with one to nine digits and "Z".
std::optional<nanoseconds> fraction(std::string_view tail) {
  if (tail == "Z") return nanoseconds{0};
  if (tail.size() < 3 || tail.size() > 11 || tail.front() != '.' || tail.back() != 'Z') return std::nullopt;
  std::string digits{tail.substr(1, tail.size() - 2)};
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  digits.resize(9, '0');
  long long value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return nanoseconds{value};
}

}  // namespace

std::string format_utc(UtcTime time) {
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{floor<milliseconds>(time - midnight)};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return text.data();
}

std::optional<UtcTime> parse_utc(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  const auto years = number(text, 0, 4), month_number = number(text, 5, 2), day_number = number(text, 8, 2);
  const auto hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
  const auto rest = fraction(text.substr(19));
  if (!years || !month_number || !day_number || !hour || !minute || !second || !rest) return std::nullopt;
  const year_month_day date{year{*years}, month{static_cast<unsigned>(*month_number)},
                            day{static_cast<unsigned>(*day_number)}};
  if (!date.ok() || *years < 1900 || *years > 2200 || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return sys_days{date} + hours{*hour} + minutes{*minute} + seconds{*second} + *rest;
}

}  // namespace cupola::base
