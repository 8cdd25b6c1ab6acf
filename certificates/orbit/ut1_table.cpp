#include "certificates/orbit/ut1_table.hpp"

#include "certificates/orbit/text.hpp"
#include "certificates/orbit/tle_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace cupola::orbit {
namespace {

constexpr Time kMjdZero = std::chrono::sys_days{std::chrono::year{1858} / 11 / 17};
constexpr double kLongestGapDays = 40;  // Bulletin D's steps; a longer hole is no table

double to_mjd(Time time) { return days_between(kMjdZero, time); }

std::optional<double> mjd_of_date(std::string_view text) {
  const auto time = parse_time(std::string{text} + "T00:00:00");
  return time ? std::optional{to_mjd(*time)} : std::nullopt;
}

/// A day of the table, or why the line is none. A line without a value for UT1 is neither.
struct Row {
  std::optional<double> mjd, dut1_s;
  bool skip = false;
};

std::optional<double> field(std::string_view line, std::size_t first, std::size_t length) {
  return line.size() < first ? std::nullopt : parse_number(trimmed(line.substr(first - 1, length)));
}

/// finals2000A and its like: columns 8-15 modified Julian date, 59-68 UT1-UTC (IERS readme.finals2000A).
bool looks_like_finals(std::string_view line) {
  return line.size() > 15 && line[12] == '.' && (line.size() < 17 || line[15] == ' ') && field(line, 8, 8) &&
         *field(line, 8, 8) > 30000;
}
Row read_finals(std::string_view line) {
  Row row{.mjd = field(line, 8, 8), .dut1_s = field(line, 59, 10)};
  row.skip = line.size() < 68 || trimmed(line.substr(58, 10)).empty();
  return row;
}

/// Words: year month day [hour] MJD x y UT1-UTC … (EOP C04), or a date or MJD and the value.
Row read_words(const std::vector<std::string_view>& words) {
  constexpr std::size_t kC04Columns = 8;
  if (words.size() == 2) {
    const auto mjd =
        words[0].find('-', 1) != std::string_view::npos ? mjd_of_date(words[0]) : parse_number(words[0]);
    return {.mjd = mjd, .dut1_s = parse_number(words[1])};
  }
  if (words.size() < kC04Columns) return {};
  const auto fourth = parse_number(words[3]);
  const std::size_t mjd = fourth && *fourth < 25 ? 4 : 3;  // the newer files have the hour before it
  return {.mjd = parse_number(words[mjd]), .dut1_s = parse_number(words[mjd + 3])};
}

/// The columns of a CSV file with a header line.
struct Header {
  std::size_t mjd = 0, dut1 = 0;
  bool present = false;
};
Header read_header(const std::vector<std::string_view>& words) {
  Header header;
  const auto mjd = std::find(words.begin(), words.end(), "MJD");
  const auto dut1 = std::find(words.begin(), words.end(), "UT1-UTC");
  header.present = mjd != words.end() && dut1 != words.end();
  header.mjd = static_cast<std::size_t>(mjd - words.begin());
  header.dut1 = static_cast<std::size_t>(dut1 - words.begin());
  return header;
}
Row read_csv(const std::vector<std::string_view>& words, const Header& header) {
  if (words.size() <= std::max(header.mjd, header.dut1)) return {};
  return {.mjd = parse_number(words[header.mjd]),
          .dut1_s = parse_number(words[header.dut1]),
          .skip = words[header.dut1].empty()};
}

std::string complaint(std::string_view line) {
  return quoted(line) +
         " is no day of a UT1 table; expected lines of finals2000A, of EOP C04, or like \"2018-02-01 "
         "0.1965\"";
}

}  // namespace

Expected<Ut1Table, ElementProblem> Ut1Table::read(std::string_view text) {
  Ut1Table table;
  Header header;
  char separator = ' ';
  for (const TextLine& line : lines_of(text)) {
    if (trimmed(line.text).empty() || trimmed(line.text).front() == '#') continue;
    if (table.days_.empty() && !header.present) {
      separator = line.text.find(';') != std::string_view::npos   ? ';'
                  : line.text.find(',') != std::string_view::npos ? ','
                                                                  : ' ';
      if (separator != ' ') header = read_header(split(line.text, separator));
      if (header.present) continue;
    }
    const Row row = header.present                 ? read_csv(split(line.text, separator), header)
                    : looks_like_finals(line.text) ? read_finals(line.text)
                                                   : read_words(split(trimmed(line.text), separator));
    if (row.skip) continue;
    if (!row.mjd || !row.dut1_s) {
      // EOP C04 of old begins with lines of words.
      if (table.days_.empty() && line.text.find_first_of("0123456789") != 0 && line.number < 40) continue;
      return ElementProblem{line.number, complaint(line.text)};
    }
    if (!(std::abs(*row.dut1_s) <= 1)) {
      return ElementProblem{line.number, "UT1-UTC is always within 1 second; found " + quoted(line.text)};
    }
    if (!table.days_.empty() && *row.mjd <= table.days_.back().mjd) {
      return ElementProblem{line.number, "the days of a UT1 table must go on in order of time"};
    }
    table.days_.push_back({*row.mjd, *row.dut1_s});
  }
  if (table.days_.empty()) return ElementProblem{1, "holds no day of a UT1 table"};
  return table;
}

Time Ut1Table::first() const {
  return kMjdZero + std::chrono::nanoseconds{std::llround(days_.front().mjd * 86400e9)};
}
Time Ut1Table::last() const {
  return kMjdZero + std::chrono::nanoseconds{std::llround(days_.back().mjd * 86400e9)};
}

std::optional<double> Ut1Table::dut1_s(Time time) const {
  const double mjd = to_mjd(time);
  const auto after = std::lower_bound(days_.begin(), days_.end(), mjd,
                                      [](const Day& day, double wanted) { return day.mjd < wanted; });
  if (after == days_.end()) return std::nullopt;
  if (after->mjd == mjd) return after->dut1_s;
  if (after == days_.begin()) return std::nullopt;
  const Day &b = *after, &a = *(after - 1);
  if (b.mjd - a.mjd > kLongestGapDays) return std::nullopt;
  // A leap second at the end of the day lets UT1-UTC jump by a whole second.
  const double step = b.dut1_s - a.dut1_s, smooth = step - std::round(step);
  return a.dut1_s + smooth * (mjd - a.mjd) / (b.mjd - a.mjd);
}

}  // namespace cupola::orbit
