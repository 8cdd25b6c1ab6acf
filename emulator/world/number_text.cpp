#include "emulator/world/number_text.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <system_error>

namespace cupola::world {
namespace {

// The browser's standard library has neither of the two for floating point; there C's slower ones do.
#ifdef __cpp_lib_to_chars

char* write(char* first, char* last, double value) {
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e15);
  return std::to_chars(first, last, value, plain ? std::chars_format::fixed : std::chars_format::scientific)
      .ptr;
}

bool read(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

#else

char* write(char* first, char* last, double value) {
  int length = 0;
  for (int precision = 15; precision <= 17; ++precision) {
    length = std::snprintf(first, static_cast<std::size_t>(last - first), "%.*g", precision, value);
    if (std::strtod(first, nullptr) == value) break;
  }
  return first + length;
}

bool read(std::string_view, double&) { return false; }

#endif

/// Most of what chips measure has few decimals; writing those as whole numbers is several times as fast. No
/// two numbers of up to 15 digits are the same double, so nothing shorter is missed.
bool append_decimal(std::string& text, double value) {
  constexpr double kMost = 1e15;
  constexpr struct {
    std::ptrdiff_t decimals;
    double power;
  } kScales[] = {{3, 1e3}, {6, 1e6}, {12, 1e12}};
  const double size = std::abs(value);
  for (const auto& [decimals, power] : kScales) {
    if (!(size * power < kMost)) return false;
    const std::int64_t scaled = std::llround(size * power);
    if (static_cast<double>(scaled) / power != size) continue;
    const auto whole = static_cast<std::int64_t>(size);
    std::int64_t rest = scaled - whole * static_cast<std::int64_t>(power);
    char digits[40];
    char* end = digits;
    if (std::signbit(value)) *end++ = '-';
    end = std::to_chars(end, std::end(digits), whole).ptr;
    if (rest != 0) {
      *end = '.';
      for (std::ptrdiff_t i = decimals; i > 0; --i, rest /= 10) end[i] = static_cast<char>('0' + rest % 10);
      end += decimals + 1;
      while (end[-1] == '0') --end;
    }
    text.append(digits, static_cast<std::size_t>(end - digits));
    return true;
  }
  return false;
}

}  // namespace

void append_number(std::string& text, double value) {
  if (std::isnan(value)) {
    text += "nan";
    return;
  }
  if (append_decimal(text, value)) return;
  char digits[40];
  const char* const end = write(digits, std::end(digits), value);
  text.append(digits, static_cast<std::size_t>(end - digits));
}

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
    return std::nullopt;
  double value = 0;
  if (read(text, value)) return value;
  // A plus in front, or a number too small to be one.
  char copy[64];
  if (text.size() >= sizeof copy) return std::nullopt;
  copy[text.copy(copy, sizeof copy - 1)] = '\0';
  char* end = nullptr;
  value = std::strtod(copy, &end);
  if (end != copy + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace cupola::world
