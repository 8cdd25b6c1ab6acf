// iCalendar, RFC 5545: lines end in CR LF and are folded at 75 bytes, commas and semicolons of texts are
// escaped.
#include "cli/pass_formats.hpp"

#include "hat_driver/base/utc.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <string_view>
#include <vector>

namespace cupola::cli {
namespace {

constexpr std::size_t kLongestLine = 75;

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == ',' || c == ';' || c == '\\') result += '\\';
    if (c == '\n')
      result += "\\n";
    else
      result += c;
  }
  return result;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// Adds a content line: folded before a character would cross the 75th byte, never within one.
void add_line(std::string& text, std::string_view line) {
  std::size_t room = kLongestLine;
  while (line.size() > room) {
    std::size_t end = room;
    while (continues_character(line[end])) --end;
    text.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = kLongestLine - 1;  // the blank counts
  }
  text.append(line).append("\r\n");
}

/// "20180201T090000Z"
std::string stamp(orbit::Time time) {
  std::string text;
  for (const char c : base::format_utc(time).substr(0, 19)) {
    if (c != '-' && c != ':') text += c;
  }
  return text + 'Z';
}

std::string time_of_day(orbit::Time time) { return base::format_utc(time).substr(11, 8); }

std::string moment(const char* what, const orbit::Sighting& sighting) {
  return fmt::format("{} {} UTC, {}° high in the {}", what, time_of_day(sighting.time),
                     std::lround(sighting.look.elevation_deg),
                     orbit::direction_name(sighting.look.azimuth_deg));
}

std::string description(const orbit::Pass& pass) {
  std::vector<std::string> lines{moment("Rises", pass.rise), moment("Highest", pass.culmination),
                                 moment("Sets", pass.set)};
  if (pass.visible) {
    lines.push_back(moment("Visible from", pass.visible->from));
    lines.push_back(moment("Visible until", pass.visible->to));
    lines.push_back(fmt::format("Magnitude {:.1f}", pass.visible->magnitude));
  }
  if (pass.shadow_entry)
    lines.push_back(fmt::format("Enters the Earth's shadow {} UTC", time_of_day(*pass.shadow_entry)));
  if (pass.shadow_exit)
    lines.push_back(fmt::format("Leaves the Earth's shadow {} UTC", time_of_day(*pass.shadow_exit)));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

void add_event(std::string& text, const PassTable& table, const orbit::Pass& pass) {
  const orbit::Time from = pass.visible ? pass.visible->from.time : pass.rise.time;
  const orbit::Time to = pass.visible ? pass.visible->to.time : pass.set.time;
  const std::string headline = escaped(pass_headline(table.satellite, pass));
  const orbit::Geodetic& place = table.place;
  add_line(text, "BEGIN:VEVENT");
  // The same pass over the same place keeps its name, so that a newer calendar replaces the older event.
  add_line(text,
           fmt::format("UID:pass-{}-{}-{:.4f}-{:.4f}@cupola", table.catalogue_number,
                       stamp(pass.culmination.time).substr(0, 13), place.latitude_deg, place.longitude_deg));
  // What the event says is as old as the element set behind it; so equal inputs give equal bytes.
  add_line(text, fmt::format("DTSTAMP:{}", stamp(pass.element_set_epoch)));
  add_line(text, fmt::format("DTSTART:{}", stamp(from)));
  add_line(text, fmt::format("DTEND:{}", stamp(to)));
  add_line(text, fmt::format("SUMMARY:{}", headline));
  add_line(text, fmt::format("DESCRIPTION:{}", escaped(description(pass))));
  add_line(text, fmt::format("LOCATION:{}", escaped(place_text(place))));
  add_line(text, fmt::format("GEO:{:.6f};{:.6f}", place.latitude_deg, place.longitude_deg));
  add_line(text, "TRANSP:TRANSPARENT");
  add_line(text, "BEGIN:VALARM");
  add_line(text, "ACTION:DISPLAY");
  add_line(text, "TRIGGER:-PT10M");
  add_line(text, fmt::format("DESCRIPTION:{} in ten minutes", headline));
  add_line(text, "END:VALARM");
  add_line(text, "END:VEVENT");
}

}  // namespace

std::string passes_as_calendar(const PassTable& table) {
  std::string text;
  for (const char* line :
       {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cupola//passes//EN", "CALSCALE:GREGORIAN"}) {
    add_line(text, line);
  }
  for (const orbit::Pass& pass : table.passes) add_event(text, table, pass);
  add_line(text, "END:VCALENDAR");
  return text;
}

}  // namespace cupola::cli
