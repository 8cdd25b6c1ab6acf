#include "certificates/page/content.hpp"

#include "certificates/page/clean_text.hpp"
#include "emulator/picture/highlights.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace cupola::page {
namespace {

using Time = std::chrono::sys_time<std::chrono::nanoseconds>;
using Unit = Words::Unit;

constexpr std::string_view kDot = " · ";

std::string joined(std::string_view a, std::string_view b, std::string_view by) {
  if (a.empty() || b.empty()) return std::string(a.empty() ? b : a);
  return fmt::format("{}{}{}", a, by, b);
}

/// "12.3 s"; from a minute on "2 min 5 s".
std::string duration_words(const Words& words, std::chrono::nanoseconds duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  if (std::lround(seconds * 10) < 600) return words.measure(seconds, 1, Unit::Second);
  const long whole = std::lround(seconds);
  const long minutes = whole / 60;
  return words.measure(static_cast<double>(minutes), 0, Unit::Minute) + " " +
         words.measure(static_cast<double>(whole % 60), 0, Unit::Second);
}

std::string position_words(const Words& words, const orbit::Geodetic& position) {
  return words.angle(position.latitude_deg, "N", "S") + ", " + words.angle(position.longitude_deg, "E", "W");
}

/// "412 km south-west of Pitcairn".
std::string near_words(const Words& words, const Certificate& certificate) {
  constexpr double kCloseKm = 25;
  constexpr std::array<std::string_view, 8> kDirections{"n", "ne", "e", "se", "s", "sw", "w", "nw"};
  if (!certificate.near) return {};
  const NearPlace& near = *certificate.near;
  const std::string place = words.city(near.zone);
  if (near.distance_km < kCloseKm) return words.text("near", {{"place", place}});
  const auto eighth = static_cast<std::size_t>(std::lround(near.bearing_deg / 45)) % kDirections.size();
  const std::string distance = words.measure(near.distance_km, 0, Unit::Kilometre);
  return words.text(kDirections.at(eighth), {{"distance", distance}, {"place", place}});
}

/// In a sentence English wants its article; other languages name the place alone.
std::string below_words(const Words& words, const Certificate& certificate) {
  const geo::Below& below = certificate.below;
  if (below.kind == geo::Below::Kind::Country) return words.country(below.alpha2, below.name);
  return words.sea(below.name);
}

std::string below_in_story(const Words& words, const Certificate& certificate) {
  if (words.language() == "en") return certificate.below.phrase;
  return below_words(words, certificate);
}

std::string_view reason_key(Reason reason) {
  switch (reason) {
    case Reason::Error:
      return "reason_error";
    case Reason::Limit:
      return "reason_limit";
    case Reason::Refused:
      return "reason_refused";
    case Reason::NotFlown:
      return "reason_not_flown";
  }
  return "reason_not_flown";
}

std::string story(const Words& words, const Certificate& certificate) {
  if (certificate.participation) {
    return words.text("story_participation",
                      {{"reason", words.text(reason_key(*certificate.participation))}});
  }
  const std::string duration = duration_words(words, certificate.end - certificate.start);
  const std::string altitude = words.measure(certificate.position.altitude_km, 0, Unit::Kilometre);
  const std::string below = joined(below_in_story(words, certificate), near_words(words, certificate), ", ");
  std::string told = words.text(certificate.simulated ? "story_simulated" : "story_flown",
                                {{"duration", duration}, {"altitude", altitude}, {"below", below}});
  // Some abbreviations of units end with a full stop, as the sentence does.
  if (const std::size_t twice = told.find(".."); twice != std::string::npos) told.erase(twice, 1);
  return told;
}

Fact local_time(const Words& words, const Certificate& certificate) {
  const std::string& zone = certificate.timezone;
  const std::string day = words.date(certificate.start, zone);
  const std::string city = words.city(zone);
  return {words.text("local_time"), words.clock(certificate.start, zone),
          day == words.date(certificate.start) ? city : joined(city, day, kDot)};
}

std::vector<Fact> facts(const Words& words, const Certificate& certificate) {
  const auto utc = [&](Time time) { return words.clock(time) + " UTC"; };
  std::vector<Fact> result;
  result.push_back({words.text("start"), utc(certificate.start), words.date(certificate.start), "start"});
  if (!certificate.timezone.empty() && Words::knows_zone(certificate.timezone)) {
    result.push_back(local_time(words, certificate));
  }
  result.push_back({words.text("duration"), duration_words(words, certificate.end - certificate.start),
                    words.text("until", {{"time", utc(certificate.end)}}), "duration"});
  result.push_back({words.text("position"), position_words(words, certificate.position),
                    words.text(certificate.clock_synchronised ? "position_note" : "position_unsure"),
                    "position"});
  const double speed_km_h = std::round(certificate.speed_km_s * 36) * 100;
  result.push_back(
      {words.text("altitude"), words.measure(certificate.position.altitude_km, 0, Unit::Kilometre),
       certificate.speed_km_s > 0
           ? words.text("speed_note", {{"speed", words.measure(speed_km_h, 0, Unit::KilometrePerHour)}})
           : std::string(),
       "altitude"});
  result.push_back(
      {words.text("below"), below_words(words, certificate), near_words(words, certificate), "below"});
  return result;
}

std::string small_print(const Words& words, const Certificate& certificate, bool borders) {
  const std::string id = clean_text(certificate.id);
  if (certificate.participation) return words.text("small_print_plain", {{"id", id}});
  const ElementNote& elements = certificate.elements;
  const std::string fine = words.text(
      borders ? "small_print" : "small_print_neutral",
      {{"id", id},
       {"epoch", moment_words(elements.epoch)},
       {"age", words.measure(elements.age_days, 1, Unit::Day)},
       {"error", words.measure(elements.error_km, elements.error_km < 10 ? 1 : 0, Unit::Kilometre)}});
  return certificate.clock_synchronised ? fine : joined(words.text("clock_unsure"), fine, kDot);
}

}  // namespace

Content content_of(const Certificate& certificate, const Words& words, bool borders) {
  Content content;
  const bool flew = !certificate.participation;
  content.heading = words.text(flew ? "certificate" : "participation");
  content.mission = clean_text(certificate.mission_name);
  content.team = clean_text(certificate.team);
  content.members = list_words(certificate.members);
  content.school = clean_text(certificate.school);
  content.story = story(words, certificate);
  content.small_print = small_print(words, certificate, borders);
  content.code_text = certificate.code_text;
  content.document_title = content.heading + ": " + content.team;
  content.alt_code = words.text("alt_code", {{"code", certificate.code}});
  if (!flew) return content;
  content.kind =
      joined(words.text(certificate.simulated ? "simulated" : "flown"), words.date(certificate.start), kDot);
  content.facts = facts(words, certificate);
  const std::size_t pictures = picture::highlights(certificate.film, 6).size();
  content.lights_caption = words.text(pictures == 0 ? "lights_dark" : "lights_caption");
  content.alt_lights = pictures == 0 ? content.lights_caption : words.text("alt_lights");
  content.alt_strip = words.text("alt_strip", {{"count", words.number(static_cast<double>(pictures), 0)}});
  const std::string position = position_words(words, certificate.position);
  content.alt_map = words.text("alt_map", {{"position", position}});
  content.alt_globe = words.text("alt_globe", {{"position", position}});
  return content;
}

std::string moment_words(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string list_words(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) {
    const std::string text = clean_text(name);
    if (text.empty()) continue;
    if (!result.empty()) result += kDot;
    result += text;
  }
  return result;
}

}  // namespace cupola::page
