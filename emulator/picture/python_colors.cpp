#include "emulator/picture/python_colors.hpp"

#include "emulator/picture/describe.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace cupola::picture {
namespace {

using Kind = PythonValue::Kind;

[[noreturn]] void refuse(int line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
}

std::string short_number(double number) {
  if (std::abs(number) > 1e9) return "a very large number";
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::uint8_t channel(const PythonValue& value) {
  const int line = value.line;
  if (value.kind == Kind::Unknown) refuse(line, value.text);
  if (value.kind != Kind::Number) refuse(line, "a colour is made of numbers from 0 to 255");
  if (!(value.number >= 0 && value.number <= 255) || value.number != std::floor(value.number))
    refuse(line, "the numbers of a colour are whole and go from 0 to 255, not " + short_number(value.number));
  return static_cast<std::uint8_t>(value.number);
}

hat::Color of_bits(unsigned bits) {
  return {static_cast<std::uint8_t>(bits >> 16), static_cast<std::uint8_t>((bits >> 8) & 0xff),
          static_cast<std::uint8_t>(bits & 0xff)};
}

std::optional<unsigned> hex(std::string_view digits) {
  unsigned bits = 0;
  for (const char c : digits) {
    const char lower = static_cast<char>(c | 0x20);
    const bool letter = lower >= 'a' && lower <= 'f';
    if (!letter && !(c >= '0' && c <= '9')) return std::nullopt;
    bits = bits * 16 + static_cast<unsigned>(letter ? lower - 'a' + 10 : c - '0');
  }
  return bits;
}

hat::Color of_text(const std::string& text, int line) {
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  if (lower == "black") lower = "off";
  for (const NamedColor& each : named_colors())
    if (each.name == lower) return each.color;
  const std::string_view digits = std::string_view{lower}.substr(lower.starts_with('#') ? 1 : 0);
  const std::optional<unsigned> bits = hex(digits);
  if (bits && digits.size() == 6) return of_bits(*bits);
  if (bits && digits.size() == 3)
    return of_bits(((*bits >> 8) * 17) << 16 | ((*bits >> 4 & 15) * 17) << 8 | (*bits & 15) * 17);
  refuse(line, "\"" + text.substr(0, 30) + "\" is no colour; write (255, 0, 0) or \"#ff0000\"");
}

bool is_color_list(const PythonValue& value) {
  return value.kind == Kind::List && value.items.size() == hat::kSide &&
         std::all_of(value.items.begin(), value.items.end(), [](const PythonValue& each) {
           return each.kind == Kind::List || each.kind == Kind::Text || each.kind == Kind::Unknown;
         });
}

/// Where in the program a row of other than eight colours stands, if all others have eight.
std::optional<std::pair<int, std::size_t>> odd_row(const PythonValue& list) {
  std::map<int, std::size_t> counts;
  for (const PythonValue& each : list.items) ++counts[each.line];
  std::optional<std::pair<int, std::size_t>> odd;
  for (const auto& [row_line, count] : counts) {
    if (count == hat::kSide) continue;
    if (odd) return std::nullopt;
    odd = std::pair{row_line, count};
  }
  return counts.size() > 1 ? odd : std::nullopt;
}

[[noreturn]] void refuse_count(const PythonValue& list, int line) {
  const std::string have = std::to_string(list.items.size());
  if (const auto odd = odd_row(list))
    refuse(odd->first, "this row has " + std::to_string(odd->second) +
                           " colours and needs 8 (the whole picture has " + have + " and needs 64)");
  refuse(line, "a picture needs 64 colours, 8 rows of 8; this list has " + have);
}

}  // namespace

hat::Color color_of(const PythonValue& value, int line) {
  const int here = value.line > 0 ? value.line : line;
  switch (value.kind) {
    case Kind::Unknown:
      refuse(here, value.text);
    case Kind::Function:
      refuse(here, "a function is no colour; write (255, 0, 0)");
    case Kind::Text:
      return of_text(value.text, here);
    case Kind::Number: {
      const bool whole =
          value.number >= 0 && value.number <= 0xffffff && value.number == std::floor(value.number);
      if (!whole) refuse(here, short_number(value.number) + " is no colour; write (255, 0, 0)");
      return of_bits(static_cast<unsigned>(value.number));
    }
    case Kind::List:
      break;
  }
  if (value.items.size() != 3)
    refuse(value.items.empty() ? here : value.items.front().line,
           "a colour has three numbers, for red, green and blue; this one has " +
               std::to_string(value.items.size()));
  return {channel(value.items[0]), channel(value.items[1]), channel(value.items[2])};
}

std::array<hat::Color, hat::kPixelCount> colors_of(const PythonValue& value, int line) {
  if (value.kind == Kind::Unknown) refuse(line, value.text);
  if (value.kind != Kind::List) refuse(line, "a picture is a list of 64 colours");
  PythonValue flat = value;
  const bool rows =
      value.items.size() == hat::kSide && std::all_of(value.items.begin(), value.items.end(), is_color_list);
  if (rows) {
    flat.items.clear();
    for (const PythonValue& row : value.items)
      flat.items.insert(flat.items.end(), row.items.begin(), row.items.end());
  }
  if (flat.items.size() != hat::kPixelCount) refuse_count(flat, line);
  std::array<hat::Color, hat::kPixelCount> colors{};
  for (std::size_t i = 0; i < colors.size(); ++i) colors.at(i) = color_of(flat.items[i], line);
  return colors;
}

}  // namespace cupola::picture
