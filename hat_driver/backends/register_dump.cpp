#include "hat_driver/backends/register_dump.hpp"

#include "hat_driver/bus/chip.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <vector>

namespace cupola::backends {
namespace {

constexpr std::string_view kHeader = "cupola-registers 1";

/// Registers first to last, read one by one: block reads count on differently in every chip.
struct Range {
  std::uint8_t address = 0;
  std::uint8_t first = 0;
  std::uint8_t last = 0;
};
/// The controller's keys (0xf2) are left out, for reading them takes an interrupt from the kernel's driver.
constexpr std::array<Range, 8> kRanges{{{0x5f, 0x00, 0x3f},
                                        {0x5c, 0x00, 0x3f},
                                        {0x6a, 0x00, 0x37},
                                        {0x1c, 0x00, 0x33},
                                        {0x29, 0x80, 0x9b},
                                        {0x39, 0x80, 0x9b},
                                        {0x46, 0x00, 0xbf},
                                        {0x46, 0xf0, 0xf1}}};

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& why) {
  throw std::invalid_argument(file + ", line " + std::to_string(line) + ": " + why);
}

std::optional<std::uint8_t> hex_byte(std::string_view word) {
  std::uint8_t value = 0;
  const char* const end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value, 16);
  return word.size() == 2 && read.ec == std::errc{} && read.ptr == end ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(" \t\r"); at != std::string_view::npos;
       at = line.find_first_not_of(" \t\r", at)) {
    const auto end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

/// "5f 30: 28 a0 …": the address, the first register, what it and the following ones hold.
void take_line(RegisterDump& dump, std::string_view line, std::size_t number, const std::string& file) {
  const auto words = words_of(line);
  if (words.empty() || words.front().front() == '#') return;
  constexpr const char* kForm =
      "must be like \"5f 30: 28 a0\": address, register, values, each of two hex digits";
  if (words.size() < 3 || words[1].size() != 3 || words[1].back() != ':') refuse(file, number, kForm);
  const auto address = hex_byte(words[0]);
  const auto first = hex_byte(words[1].substr(0, 2));
  if (!address || !first || *first + words.size() - 2 > 256) refuse(file, number, kForm);
  for (std::size_t k = 2; k < words.size(); ++k) {
    const auto value = hex_byte(words[k]);
    if (!value) refuse(file, number, kForm);
    dump[*address][static_cast<std::uint8_t>(*first + k - 2)] = *value;
  }
}

}  // namespace

RegisterDump read_registers(bus::Bus& bus) {
  RegisterDump dump;
  for (const Range& range : kRanges) {
    try {
      if (bus.kernel_driver(range.address)) continue;
      bus::Chip chip(bus, range.address, 0);
      for (int number = range.first; number <= range.last; ++number) {
        const auto which = static_cast<std::uint8_t>(number);
        dump[range.address][which] = chip.read(which);
      }
    } catch (const bus::BusError&) {
      continue;  // nobody there, or no more of it can be read
    }
  }
  return dump;
}

std::string format_dump(const RegisterDump& dump) {
  std::string text = std::string(kHeader) + "\n";
  std::array<char, 16> word{};
  for (const auto& [address, registers] : dump) {
    std::optional<int> next;
    for (const auto& [number, value] : registers) {
      if (next != number || number % 16 == 0) {
        std::snprintf(word.data(), word.size(), "%s%02x %02x:", next ? "\n" : "", address, number);
        text += word.data();
      }
      std::snprintf(word.data(), word.size(), " %02x", value);
      text += word.data();
      next = number + 1;
    }
    text += "\n";
  }
  return text;
}

RegisterDump parse_dump(std::string_view text, const std::string& file) {
  RegisterDump dump;
  std::size_t number = 0;
  do {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (++number > 1) {
      take_line(dump, line, number, file);
    } else if (line != kHeader) {
      refuse(file, number, "must be \"" + std::string(kHeader) + "\"");
    }
  } while (!text.empty());
  return dump;
}

}  // namespace cupola::backends
