#include "emulator/world/timestamp.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <type_traits>

namespace cupola::world {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;

/// A moment taken apart, on the wall's clock.
struct Parts {
  int year = kFirstYear;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t nanosecond = 0;
  std::optional<bool> afternoon;
  std::optional<std::int32_t> offset_s;
  std::optional<std::int64_t> epoch_s;
};

[[noreturn]] void refuse(char letter) {
  throw std::invalid_argument(std::string("%") + letter +
                              " is not known in a timestamp format; known are %Y %y %m %d %b %H %I %M %S %f "
                              "%p %z %s %T %F %%");
}

/// The letters that stand for others; empty for one that stands for itself.
std::string_view spelled_out(char letter) {
  if (letter == 'T') return "%H:%M:%S";
  if (letter == 'F') return "%Y-%m-%d";
  return {};
}

void append_digits(std::string& text, std::int64_t value, std::ptrdiff_t width) {
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (std::ptrdiff_t given = end - digits; given < width; ++given) text.push_back('0');
  text.append(static_cast<const char*>(digits), end);
}

void append_zone(std::string& text, std::int32_t offset_s) {
  const std::int32_t minutes = std::abs(offset_s) / 60;
  text.push_back(offset_s < 0 ? '-' : '+');
  append_digits(text, minutes / 60, 2);
  append_digits(text, minutes % 60, 2);
}

Parts take_apart(std::int64_t time_ns, std::int32_t offset_s) {
  const nanoseconds wall = nanoseconds(time_ns) + seconds(offset_s);
  const sys_days date{floor<days>(wall)};
  const nanoseconds of_day = wall - date.time_since_epoch();
  const year_month_day civil{date};
  return {.year = static_cast<int>(civil.year()),
          .month = static_cast<unsigned>(civil.month()),
          .day = static_cast<unsigned>(civil.day()),
          .hour = static_cast<int>(of_day / hours(1)),
          .minute = static_cast<int>(of_day % hours(1) / minutes(1)),
          .second = static_cast<int>(of_day % minutes(1) / seconds(1)),
          .nanosecond = (of_day % seconds(1)).count(),
          .afternoon = of_day >= hours(12),
          .offset_s = offset_s,
          .epoch_s = floor<seconds>(nanoseconds(time_ns)).count()};
}

void append_part(std::string& text, const Parts& parts, char letter) {
  switch (letter) {
    case 'Y':
      return append_digits(text, parts.year, 4);
    case 'y':
      return append_digits(text, parts.year % 100, 2);
    case 'm':
      return append_digits(text, parts.month, 2);
    case 'd':
      return append_digits(text, parts.day, 2);
    case 'b':
      text += kMonths[parts.month - 1];
      return;
    case 'H':
      return append_digits(text, parts.hour, 2);
    case 'I':
      return append_digits(text, parts.hour % 12 == 0 ? 12 : parts.hour % 12, 2);
    case 'M':
      return append_digits(text, parts.minute, 2);
    case 'S':
      return append_digits(text, parts.second, 2);
    case 'f':
      return append_digits(text, parts.nanosecond / 1000, 6);
    case 'p':
      text += parts.afternoon.value_or(false) ? "PM" : "AM";
      return;
    case 'z':
      return append_zone(text, parts.offset_s.value_or(0));
    case 's':
      return append_digits(text, parts.epoch_s.value_or(0), 1);
    case '%':
      text.push_back('%');
      return;
    default:
      refuse(letter);
  }
}

void write(std::string& text, const Parts& parts, std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      text.push_back(format[i]);
      continue;
    }
    if (++i == format.size()) refuse(' ');
    const std::string_view longer = spelled_out(format[i]);
    if (longer.empty()) {
      append_part(text, parts, format[i]);
    } else {
      write(text, parts, longer);
    }
  }
}

/// Takes digits from the front of `text`, at most `most`; nothing if there are none.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
  std::int64_t value = 0;
  std::size_t taken = 0;
  while (taken < most && taken < text.size() && text[taken] >= '0' && text[taken] <= '9') {
    value = 10 * value + (text[taken++] - '0');
  }
  if (taken == 0) return std::nullopt;
  text.remove_prefix(taken);
  return value;
}

bool take_fraction(std::string_view& text, Parts& parts) {
  const std::size_t before = text.size();
  const auto value = take_number(text, 9);
  if (!value) return false;
  parts.nanosecond = *value;
  for (std::size_t given = before - text.size(); given < 9; ++given) parts.nanosecond *= 10;
  return true;
}

bool take_name(std::string_view& text, Parts& parts) {
  for (unsigned month = 0; month < kMonths.size(); ++month) {
    if (text.substr(0, 3) != kMonths[month]) continue;
    parts.month = month + 1;
    text.remove_prefix(3);
    return true;
  }
  return false;
}

bool take_half(std::string_view& text, Parts& parts) {
  const std::string_view half = text.substr(0, 2);
  if (half != "AM" && half != "PM") return false;
  parts.afternoon = half == "PM";
  text.remove_prefix(2);
  return true;
}

bool take_zone(std::string_view& text, Parts& parts) {
  for (const std::size_t length : {std::size_t{6}, std::size_t{5}, std::size_t{1}}) {
    if (text.size() < length) continue;
    parts.offset_s = parse_zone(text.substr(0, length));
    if (!parts.offset_s) continue;
    text.remove_prefix(length);
    return true;
  }
  return false;
}

bool take_part(std::string_view& text, Parts& parts, char letter) {
  const auto number = [&](auto& part, std::size_t most) {
    const auto value = take_number(text, most);
    if (value) part = static_cast<std::remove_reference_t<decltype(part)>>(*value);
    return value.has_value();
  };
  switch (letter) {
    case 'Y':
      return number(parts.year, 4);
    case 'y':
      if (!number(parts.year, 2)) return false;
      parts.year += parts.year < 70 ? 2000 : 1900;
      return true;
    case 'm':
      return number(parts.month, 2);
    case 'd':
      return number(parts.day, 2);
    case 'b':
      return take_name(text, parts);
    case 'H':
    case 'I':
      return number(parts.hour, 2);
    case 'M':
      return number(parts.minute, 2);
    case 'S':
      return number(parts.second, 2);
    case 'f':
      return take_fraction(text, parts);
    case 'p':
      return take_half(text, parts);
    case 'z':
      return take_zone(text, parts);
    case 's': {
      const auto value = take_number(text, 10);
      parts.epoch_s = value;
      return value.has_value();
    }
    case '%':
      if (text.substr(0, 1) != "%") return false;
      text.remove_prefix(1);
      return true;
    default:
      refuse(letter);
  }
}

bool take(std::string_view& text, Parts& parts, std::string_view format) {
  bool fits = true;
  for (std::size_t i = 0; i < format.size() && fits; ++i) {
    if (format[i] != '%') {
      fits = text.substr(0, 1) == format.substr(i, 1);
      if (fits) text.remove_prefix(1);
      continue;
    }
    if (++i == format.size()) refuse(' ');
    const std::string_view longer = spelled_out(format[i]);
    fits = longer.empty() ? take_part(text, parts, format[i]) : take(text, parts, longer);
  }
  return fits;
}

std::optional<std::int64_t> put_together(const Parts& parts, std::int32_t offset_s) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  constexpr std::int64_t kLatest_s = 7'258'118'400;  // the year 2200
  if (parts.epoch_s) {
    return *parts.epoch_s < kLatest_s ? std::optional(*parts.epoch_s * kSecond + parts.nanosecond)
                                      : std::nullopt;
  }
  const year_month_day date{year(parts.year), month(parts.month), day(parts.day)};
  int hour = parts.hour;
  if (parts.afternoon) hour = hour % 12 + (*parts.afternoon ? 12 : 0);
  if (!date.ok() || parts.year < kFirstYear || parts.year > kLastYear) return std::nullopt;
  if (hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  const auto wall = sys_days(date).time_since_epoch() + hours(hour) + minutes(parts.minute) +
                    seconds(parts.second) - seconds(parts.offset_s.value_or(offset_s));
  return nanoseconds(wall).count() + parts.nanosecond;
}

}  // namespace

void append_timestamp(std::string& text, std::int64_t time_ns, std::string_view format,
                      std::int32_t offset_s) {
  write(text, take_apart(time_ns, offset_s), format);
}

std::string format_timestamp(std::int64_t time_ns, std::string_view format, std::int32_t offset_s) {
  std::string text;
  append_timestamp(text, time_ns, format, offset_s);
  return text;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text, std::string_view format,
                                            std::int32_t offset_s) {
  Parts parts;
  if (!take(text, parts, format) || !text.empty()) return std::nullopt;
  return put_together(parts, offset_s);
}

std::optional<std::int64_t> parse_any_timestamp(std::string_view text, std::int32_t offset_s) {
  constexpr std::string_view kFormats[] = {"%F %T.%f", "%F %T",      "%F %T.%f%z", "%F %T%z",
                                           "%F %H:%M", "%F %H:%M%z", "%s",         "%s.%f"};
  std::string plain(text);
  if (plain.size() > 10 && plain[10] == 'T') plain[10] = ' ';
  for (const std::string_view format : kFormats) {
    if (const auto time = parse_timestamp(plain, format, offset_s)) return time;
  }
  return std::nullopt;
}

std::optional<std::int32_t> parse_zone(std::string_view text) {
  if (text == "Z") return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool behind = text[0] == '-';
  text.remove_prefix(1);
  const bool colon = text.size() == 5 && text[2] == ':';
  if (text.size() != 4 && !colon) return std::nullopt;
  std::string_view rest = text.substr(colon ? 3 : 2);
  std::string_view first = text.substr(0, 2);
  const auto hour = take_number(first, 2);
  const auto minute = take_number(rest, 2);
  if (!hour || !minute || !first.empty() || !rest.empty() || *hour > 14 || *minute > 59) return std::nullopt;
  const auto seconds_ahead = static_cast<std::int32_t>(3600 * *hour + 60 * *minute);
  return behind ? -seconds_ahead : seconds_ahead;
}

}  // namespace cupola::world
