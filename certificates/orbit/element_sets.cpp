#include "certificates/orbit/element_sets.hpp"

#include "certificates/orbit/omm.hpp"
#include "certificates/orbit/text.hpp"
#include "certificates/orbit/tle.hpp"
#include "certificates/orbit/tle_line.hpp"

#include <utility>

namespace cupola::orbit {
namespace {

using Line = TextLine;  // the text without blanks around it

/// The lines that say something.
std::vector<Line> meaningful_lines(std::string_view text) {
  std::vector<Line> lines;
  for (const TextLine& line : lines_of(text)) {
    const std::string_view said = trimmed(line.text);
    if (!said.empty() && said.front() != '#') lines.push_back({said, line.number});
  }
  return lines;
}

std::string_view name_of(std::string_view line) {
  if (line.substr(0, 2) == "0 ") line.remove_prefix(2);
  return trimmed(line);
}

/// Walks through the lines and takes what belongs together.
class Collector {
 public:
  void take(const Line& line) {
    if (looks_like_tle_line(line.text, '1')) {
      expect_no_open_set();
      first_ = line;
    } else if (looks_like_tle_line(line.text, '2')) {
      finish_set(line);
    } else {
      expect_no_open_set();
      if (!name_.text.empty()) report_stray_name();
      name_ = line;
    }
  }

  ElementSets finish() {
    expect_no_open_set();
    if (!name_.text.empty()) report_stray_name();
    return std::move(result_);
  }

 private:
  void report(int line, std::string text) { result_.problems.push_back({line, std::move(text)}); }

  void expect_no_open_set() {
    if (first_.text.empty()) return;
    // Line 1 alone may already say what is wrong (printed twice, with line 2 behind it, cut off).
    const auto alone = read_tle(first_.text, {});
    report(first_.number, alone.reason().line == 1
                              ? alone.reason().text
                              : "TLE line 1 is not followed by its line 2, which begins with \"2 " +
                                    std::string{first_.text.substr(2, 5)} + "\"");
    first_ = {};
    name_ = {};
  }

  void report_stray_name() {
    report(name_.number,
           quoted(name_.text) +
               " is no line of an element set: a name must be followed by a line that begins with \"1 \" "
               "and a catalogue number");
    name_ = {};
  }

  void finish_set(const Line& second) {
    if (first_.text.empty()) {
      report(second.number, "TLE line 2 has no line 1 above it");
      name_ = {};
      return;
    }
    const auto set = read_tle(first_.text, second.text, name_of(name_.text));
    if (set)
      result_.sets.push_back(*set);
    else
      report(set.reason().line == 1 ? first_.number : second.number, set.reason().text);
    first_ = {};
    name_ = {};
  }

  Line name_, first_;
  ElementSets result_;
};

}  // namespace

ElementSets read_element_sets(std::string_view text) {
  if (const auto format = omm_format(text)) return read_omm(text, *format);
  const std::vector<Line> lines = meaningful_lines(text);
  if (lines.empty())
    return {{},
            {{1, "holds no element set: expected two lines that begin with \"1 25544\" and \"2 25544\""}}};
  Collector collector;
  for (const Line& line : lines) collector.take(line);
  return collector.finish();
}

}  // namespace cupola::orbit
