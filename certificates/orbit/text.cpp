#include "certificates/orbit/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace cupola::orbit {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `count` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count ||
      !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit)) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text.substr(0, count)) value = 10 * value + (c - '0');
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  using namespace std::chrono;
  const auto y = take_digits(text, 4);
  if (!y || *y < 1900 || *y > 2200 || !take(text, "-")) return std::nullopt;
  if (text.size() > 3 && is_digit(text[2])) {  // day of the year
    const auto day = take_digits(text, 3);
    if (!day || *day < 1 || *day > (year{*y}.is_leap() ? 366 : 365)) return std::nullopt;
    return sys_days{year{*y} / 1 / 1} + days{*day - 1};
  }
  const auto m = take_digits(text, 2);
  if (!m || !take(text, "-")) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  return date.ok() ? std::optional{sys_days{date}} : std::nullopt;
}

/// Nanoseconds of ".430976"; digits beyond the ninth are dropped. 0 where there is no point.
std::optional<std::chrono::nanoseconds> take_decimals(std::string_view& text) {
  if (!take(text, ".")) return std::chrono::nanoseconds{0};
  std::int64_t value = 0, scale = 1'000'000'000;
  while (!text.empty() && is_digit(text.front())) {
    if (scale > 1) {
      value = 10 * value + (text.front() - '0');
      scale /= 10;
    }
    text.remove_prefix(1);
  }
  return std::chrono::nanoseconds{value * scale};
}

/// mantissa * 10^power, rounded once where both are exact in a double.
double scaled(std::int64_t mantissa, int power) {
  auto value = static_cast<double>(mantissa);
  constexpr int kExactPower = 22;
  for (; power < -kExactPower; ++power) value /= 10;
  for (; power > kExactPower; --power) value *= 10;
  double ten = 1;
  for (int i = 0; i < std::abs(power); ++i) ten *= 10;
  return power < 0 ? value / ten : value * ten;
}

}  // namespace

std::vector<TextLine> lines_of(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  std::vector<TextLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back({text.substr(0, end), number});
    if (end == std::string_view::npos) break;
    const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + (both ? 2 : 1));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  const std::string_view ends = separator == ' ' ? std::string_view{" \t"} : std::string_view{&separator, 1};
  while (true) {
    const std::size_t end = text.find_first_of(ends);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
    if (separator == ' ') text.remove_prefix(std::min(text.find_first_not_of(ends), text.size()));
  }
  return parts;
}

std::optional<double> parse_number(std::string_view text) {
  constexpr int kMostDigits = 18;  // fit 63 bits
  const bool negative = !text.empty() && text.front() == '-';
  take(text, "+-");
  std::int64_t mantissa = 0;
  int kept = 0, power = 0, seen = 0;
  for (bool after_point = false; !text.empty(); text.remove_prefix(1)) {
    if (text.front() == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(text.front())) break;
    ++seen;
    const bool keep = kept < kMostDigits;
    if (keep) {
      mantissa = 10 * mantissa + (text.front() - '0');
      kept += mantissa > 0 ? 1 : 0;
    }
    power += (keep ? 0 : 1) - (after_point ? 1 : 0);
  }
  if (seen == 0) return std::nullopt;
  if (take(text, "eE")) {
    const bool down = !text.empty() && text.front() == '-';
    take(text, "+-");
    const auto exponent = text.size() <= 3 && !text.empty() ? take_digits(text, text.size()) : std::nullopt;
    if (!exponent) return std::nullopt;
    power += down ? -*exponent : *exponent;
  }
  if (!text.empty()) return std::nullopt;
  const double value = scaled(mantissa, power);
  if (!std::isfinite(value)) return std::nullopt;
  return negative ? -value : value;
}

std::optional<Time> parse_time(std::string_view text) {
  using namespace std::chrono;
  text = trimmed(text);
  const auto date = take_date(text);
  if (!date || !take(text, "T ")) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *m > 59 || !take(text, ":")) return std::nullopt;
  const auto s = take_digits(text, 2);
  if (!s || *s > 59) return std::nullopt;
  const auto decimals = take_decimals(text);
  take(text, "Z");
  if (!decimals || !text.empty()) return std::nullopt;
  return Time{*date} + hours{*h} + minutes{*m} + seconds{*s} + *decimals;
}

}  // namespace cupola::orbit
