#include "runner/mission/form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestText = 500;

/// The officially assigned two-letter codes of ISO 3166-1, and XK, which schools in Kosovo write.
constexpr std::string_view kCountries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV "
    "BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI "
    "FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO "
    "IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG "
    "MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK "
    "PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC "
    "TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \n") - begin + 1);
}

/// A name for people. A line break inside a quoted cell becomes a space; other control characters are
/// refused.
std::string set_text(std::string& field, std::string_view text) {
  field = text;
  std::replace(field.begin(), field.end(), '\n', ' ');
  if (has_control_character(field)) return "holds a control character; write plain text";
  if (field.size() > kLongestText) return "is longer than " + std::to_string(kLongestText) + " bytes";
  return {};
}

std::string set_program(Entry& entry, std::string_view text) {
  if (text.empty()) return "is empty; the name of the entry's file is needed";
  return set_text(entry.original_name, text);
}

std::string set_id(Entry& entry, std::string_view text) {
  entry.id = text;
  if (text.empty() || is_plain_id(text)) return {};
  return in_quotes(text) + " is no id; use 1–32 letters, digits, _ or -";
}

std::string set_team(Entry& entry, std::string_view text) { return set_text(entry.team, text); }
std::string set_school(Entry& entry, std::string_view text) { return set_text(entry.school, text); }
std::string set_mentor(Entry& entry, std::string_view text) { return set_text(entry.mentor, text); }

/// Separated by `;` or by line breaks inside the quoted cell.
std::string set_members(Entry& entry, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
    const std::string_view name = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (name.empty()) continue;
    std::string problem = set_text(entry.members.emplace_back(), name);
    if (!problem.empty()) return problem;
  }
  return {};
}

std::string set_country(Entry& entry, std::string_view text) {
  for (const char c : text) entry.country += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (text.empty()) return {};
  const bool shaped = text.size() == 2 && is_letter(text[0]) && is_letter(text[1]);
  if (shaped && kCountries.find(entry.country) != std::string_view::npos) return {};
  return in_quotes(text) +
         " is no ISO 3166 code of two letters; Germany is DE, Greece GR, the United Kingdom GB";
}

std::string set_language(Entry& entry, std::string_view text) {
  entry.language = text;
  if (text.empty()) return {};
  bool first = true;
  bool right = text.size() <= 35 && text.back() != '-';
  for (std::string_view rest = text; !rest.empty() && right; first = false) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    const std::string_view part = rest.substr(0, end);
    right = part.size() <= 8 && part.size() >= (first ? 2U : 1U) &&
            std::all_of(part.begin(), part.end(),
                        [&](char c) { return is_letter(c) || (!first && is_digit(c)); });
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return right ? "" : in_quotes(text) + " is no BCP 47 language tag; write el, pl or pt-BR";
}

std::string set_email(Entry& entry, std::string_view text) {
  entry.email = text;
  if (text.empty()) return {};
  const std::size_t at = text.find('@');
  const bool shaped = at != std::string_view::npos && at > 0 &&
                      text.find('@', at + 1) == std::string_view::npos && text.size() <= 254 &&
                      text.find('.', at) != std::string_view::npos && text[at + 1] != '.' &&
                      text.back() != '.';
  if (shaped && text.find_first_of(" \t\n,;<>\"") == std::string_view::npos && !has_control_character(text)) {
    return {};
  }
  return in_quotes(text) + " is no e-mail address; one such as name@school.example is needed";
}

std::optional<double> number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string set_place(Entry& entry, std::string_view text) {
  if (text.empty()) return {};
  const std::size_t comma = text.find(',');
  const auto latitude = number(text.substr(0, comma));
  const auto longitude = comma == std::string_view::npos ? std::nullopt : number(text.substr(comma + 1));
  // Written so that NaN, which from_chars reads, is refused too.
  if (latitude && longitude && *latitude >= -90 && *latitude <= 90 && *longitude >= -180 &&
      *longitude <= 180) {
    entry.place = Place{*latitude, *longitude};
    return {};
  }
  return in_quotes(text) + " is no place; write LAT,LON in degrees (−90…90, −180…180), such as 48.21,16.37";
}

std::string set_timezone(Entry& entry, std::string_view text) {
  entry.timezone = text;
  if (text.empty()) return {};
  const bool shaped =
      text.size() <= 64 && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
      });
  const fs::path zones = "/usr/share/zoneinfo";
  std::error_code ignored;
  const bool known = shaped && (!fs::is_directory(zones, ignored) ||
                                fs::is_regular_file(zones / std::string{text}, ignored));
  return known ? "" : in_quotes(text) + " is no IANA time zone; write one such as Europe/Athens";
}

std::string set_received(Entry& entry, std::string_view text) {
  if (text.empty()) return {};
  entry.received = base::parse_utc(text);
  // As entries.jsonl keeps it, so that the same form read again finds nothing changed.
  if (entry.received) entry.received = std::chrono::floor<std::chrono::milliseconds>(*entry.received);
  return entry.received ? "" : in_quotes(text) + " is no UTC time; write it as 2018-01-15T08:30:00Z";
}

struct Column {
  std::string_view name;
  std::string (*set)(Entry&, std::string_view);
};

constexpr std::array<Column, 12> kColumns{{{"program", set_program},
                                           {"id", set_id},
                                           {"team", set_team},
                                           {"members", set_members},
                                           {"school", set_school},
                                           {"country", set_country},
                                           {"language", set_language},
                                           {"mentor", set_mentor},
                                           {"email", set_email},
                                           {"place", set_place},
                                           {"timezone", set_timezone},
                                           {"received", set_received}}};

}  // namespace

std::string set_field(Entry& entry, std::string_view column, std::string_view text) {
  const auto* const found =
      std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& each) { return each.name == column; });
  return found == kColumns.end() ? "unknown column" : found->set(entry, trim(text));
}

std::vector<std::string_view> form_columns() {
  std::vector<std::string_view> names;
  names.reserve(kColumns.size());
  for (const Column& column : kColumns) names.push_back(column.name);
  return names;
}

}  // namespace cupola::mission
