#include "certificates/seal/base32.hpp"
#include "certificates/seal/editions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr std::string_view kFirstLine = "cupola-replaced 1\n";
constexpr std::string_view kMission = "mission ";
constexpr std::string_view kEntry = "entry ";
constexpr std::string_view kSignature = "signature ";

/// The next line without its end; the rest stays. Nothing if there is no whole line.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

/// "gr-1 2"
bool read_entry(std::string_view line, ReplacedList& list) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !mission::is_plain_id(line.substr(0, space))) return false;
  const std::string_view digits = line.substr(space + 1);
  std::uint16_t edition = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), edition);
  list.latest[std::string(line.substr(0, space))] = edition;
  return error == std::errc() && end == digits.data() + digits.size() && edition > 1;
}

bool read_signature(std::string_view encoded, ReplacedList& list) {
  const auto bytes = from_base32(encoded);
  if (!bytes || bytes->size() != list.signature.size()) return false;
  std::copy(bytes->begin(), bytes->end(), list.signature.begin());
  return true;
}

}  // namespace

bool ReplacedList::is_signed_by(const record::PublicKey& key) const {
  return record::verify(lines, signature, key);
}

std::string write_replaced(const std::string& mission, const std::map<std::string, std::uint16_t>& latest,
                           const record::SigningKey& key) {
  std::string lines = fmt::format("{}{}{}\n", kFirstLine, kMission, mission);
  for (const auto& [entry, edition] : latest) lines += fmt::format("{}{} {}\n", kEntry, entry, edition);
  const record::Signature signature = key.sign(lines);
  const std::string_view bytes(reinterpret_cast<const char*>(signature.data()), signature.size());
  return fmt::format("{}{}{}\n", lines, kSignature, to_base32(bytes));
}

ReplacedList read_replaced(std::string_view bytes, const std::string& name) {
  ReplacedList list;
  std::string_view rest = bytes;
  const auto refuse = [&](const std::string& what) { throw std::invalid_argument(name + ": " + what); };
  if (!rest.starts_with(kFirstLine)) refuse("no list of replaced certificates of version 1");
  rest.remove_prefix(kFirstLine.size());
  bool is_signed = false;
  while (const auto line = next_line(rest)) {
    bool good = false;
    if (line->starts_with(kMission) && list.mission.empty()) {
      list.mission = line->substr(kMission.size());
      good = mission::is_plain_id(list.mission, 64);
    } else if (line->starts_with(kEntry)) {
      good = read_entry(line->substr(kEntry.size()), list);
    } else if (line->starts_with(kSignature)) {
      good = is_signed = rest.empty() && read_signature(line->substr(kSignature.size()), list);
      const auto signature_begin = static_cast<std::size_t>(line->data() - bytes.data());
      list.lines = bytes.substr(0, signature_begin);
    }
    if (!good) refuse("a line that does not belong there: \"" + std::string(line->substr(0, 60)) + "\"");
  }
  if (!is_signed || list.mission.empty()) refuse("cut off: the line \"signature …\" is missing");
  return list;
}

}  // namespace cupola::seal
