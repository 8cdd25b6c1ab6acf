#include "certificates/orbit/tle_line.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace cupola::orbit {
namespace {

constexpr std::size_t kColumns = 69;
constexpr std::string_view kDigits = "0123456789";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string_view without_leading_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

std::int64_t to_integer(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = 10 * value + (c - '0');
  return value;
}

/// Exact for |power| up to 22, so one division or multiplication rounds correctly.
double scaled(std::int64_t mantissa, int power) {
  double ten = 1;
  for (int i = 0; i < std::abs(power); ++i) ten *= 10;
  const auto value = static_cast<double>(mantissa);
  return power < 0 ? value / ten : value * ten;
}

std::string span_name(const TleField& field) {
  return field.first == field.last
             ? "column " + std::to_string(field.first)
             : "columns " + std::to_string(field.first) + "-" + std::to_string(field.last);
}

/// What is wrong with everything after column 69.
std::string overlong(std::string_view line) {
  const std::string_view rest = without_leading_blanks(line.substr(kColumns));
  if (looks_like_tle_line(rest, line[0])) {
    return std::string{"is printed twice on one line; keep its first 69 characters"} +
           (line[0] == '1' ? " and put line 2 below them" : "");
  }
  if (looks_like_tle_line(rest, line[0] == '1' ? '2' : '1')) {
    return std::string{"is followed by line "} + rest[0] +
           " on the same line; begin a new line after column 69";
  }
  return "goes on after column 69 with " + quoted(rest) + "; it must have exactly 69 characters";
}

}  // namespace

int tle_checksum(std::string_view line) {
  int sum = 0;
  for (const char c : line.substr(0, kColumns - 1)) {
    if (is_digit(c)) sum += c - '0';
    if (c == '-') ++sum;
  }
  return sum % 10;
}

bool looks_like_tle_line(std::string_view line, char number) {
  if (line.size() < 7 || line[0] != number || line[1] != ' ') return false;
  const std::string_view catalogue = line.substr(3, 4);
  return catalogue.find_first_not_of("0123456789 ") == std::string_view::npos && catalogue != "    ";
}

std::optional<double> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (negative || text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string mantissa{text.substr(0, point)};
  if (point < text.size()) mantissa += text.substr(point + 1);
  if (!all_digits(mantissa) || mantissa.size() > 15) return std::nullopt;
  const int decimals = point < text.size() ? static_cast<int>(text.size() - point) - 1 : 0;
  const double value = scaled(to_integer(mantissa), -decimals);
  return negative ? -value : value;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::string shown{text.substr(0, kMost)};
  // A byte that is not printable ASCII could break the message's line or cut a character in two.
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + shown + (text.size() > kMost ? "...\"" : "\"");
}

TleLine::TleLine(std::string_view line, int number) : line_{line}, number_{number} { check_shape(); }

void TleLine::check_shape() {
  const std::string name = "TLE line " + std::to_string(number_);
  const auto odd = std::find_if(line_.begin(), line_.end(), [](char c) { return c < ' ' || c > '~'; });
  if (odd != line_.end()) {
    report(name + ", column " + std::to_string(odd - line_.begin() + 1) +
           ": holds a character that is not plain ASCII (copied from a web page?); type a plain blank, "
           "digit, sign or letter");
  } else if (line_.size() > kColumns) {
    report(name + " " + overlong(line_));
  } else if (line_.size() < kColumns) {
    report(name + " has " + std::to_string(line_.size()) +
           " characters instead of 69: something is cut off or missing; copy the set again");
  }
}

std::string_view TleLine::columns(const TleField& field) const {
  return line_.substr(field.first - 1, field.last - field.first + 1);
}

void TleLine::report(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
}

void TleLine::report(const TleField& field) {
  if (!problem_.empty()) return;
  report("TLE line " + std::to_string(number_) + ", " + span_name(field) + " (" + field.name + "): found " +
         quoted(columns(field)) + ", expected " + field.expected);
}

double TleLine::decimal(const TleField& field, double low, double high) {
  if (!problem_.empty()) return 0;
  const auto value = parse_decimal(without_leading_blanks(columns(field)));
  if (value && *value >= low && *value <= high) return *value;
  report(field);
  return 0;
}

int TleLine::digits(const TleField& field) {
  if (!problem_.empty()) return 0;
  const std::string_view text = without_leading_blanks(columns(field));
  if (text.empty()) return 0;
  if (all_digits(text)) return static_cast<int>(to_integer(text));
  report(field);
  return 0;
}

double TleLine::fraction(const TleField& field) {
  if (!problem_.empty()) return 0;
  const std::string_view text = columns(field);
  if (all_digits(text)) return scaled(to_integer(text), -static_cast<int>(text.size()));
  report(field);
  return 0;
}

double TleLine::exponential(const TleField& field) {
  if (!problem_.empty()) return 0;
  const std::string_view text = columns(field);
  const std::string_view mantissa = without_leading_blanks(text.substr(1, 5));
  const bool signs = std::string_view{" +-"}.find(text[0]) != std::string_view::npos &&
                     std::string_view{" +-"}.find(text[6]) != std::string_view::npos;
  if (!signs || !all_digits(mantissa) || !is_digit(text[7])) {
    report(field);
    return 0;
  }
  const int exponent = text[6] == '-' ? '0' - text[7] : text[7] - '0';
  const double value = scaled(to_integer(mantissa), exponent - 5);
  return text[0] == '-' ? -value : value;
}

int TleLine::catalogue_number() {
  static constexpr TleField kField{3, 7, "catalogue number", "five digits, such as 25544"};
  static constexpr std::string_view kAlpha5 = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  if (!problem_.empty()) return 0;
  std::string_view text = columns(kField);
  int thousands = 0;
  if (const auto letter = kAlpha5.find(text[0]); letter != std::string_view::npos) {
    thousands = 10 + static_cast<int>(letter);
    text.remove_prefix(1);
  }
  text = without_leading_blanks(text);
  if (all_digits(text) && (thousands == 0 || text.size() == 4)) {
    return thousands * 10000 + static_cast<int>(to_integer(text));
  }
  report(kField);
  return 0;
}

std::string TleLine::text(const TleField& field) const {
  if (!problem_.empty()) return {};
  std::string_view text = without_leading_blanks(columns(field));
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  return std::string{text};
}

void TleLine::expect_blank(std::string_view between, std::initializer_list<std::size_t> positions) {
  for (const std::size_t column : positions) {
    if (problem_.empty() && line_[column - 1] != ' ') {
      report("TLE line " + std::to_string(number_) + ", column " + std::to_string(column) +
             " (blank between " + std::string{between} + "): found " + quoted(line_.substr(column - 1, 1)) +
             ", expected a blank: the fields have moved out of their columns");
    }
  }
}

void TleLine::check_checksum() {
  if (!problem_.empty()) return;
  const char found = line_[kColumns - 1];
  const int sum = tle_checksum(line_);
  if (found == '0' + sum) return;
  report("TLE line " + std::to_string(number_) + ", column 69 (checksum): found " + quoted({&found, 1}) +
         ", but the line adds up to " + std::to_string(sum) +
         ": a character was changed; copy the set again from its source");
}

}  // namespace cupola::orbit
