#include "certificates/page/words.hpp"

#include "certificates/page/embedded.hpp"

#include <nlohmann/json.hpp>

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>

namespace cupola::page {
namespace {

using icu::UnicodeString;

constexpr std::string_view kSuffix = ".json";

UnicodeString wide(std::string_view text) {
  return UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string narrow(const UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status) != 0)
    throw std::runtime_error(std::string(what) + ": ICU says " + u_errorName(status));
}

/// Milliseconds, rounded down: what ICU counts in.
double icu_time(orbit::Time time) {
  return static_cast<double>(std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count());
}

/// "de-AT" is "de"; Norwegian is written "nb" here.
std::string main_part(std::string_view tag) {
  std::string part(tag.substr(0, tag.find_first_of("-_")));
  for (char& c : part) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return part == "no" || part == "nn" ? "nb" : part;
}

/// English without a country of its own goes by the clock of 24 hours and day before month.
icu::Locale locale_of(std::string_view language, std::string_view country) {
  const std::string land(country.empty() && language == "en" ? "001" : country);
  return {std::string(language).c_str(), land.c_str()};
}

icu::MeasureUnit unit_of(Words::Unit unit) {
  switch (unit) {
    case Words::Unit::Kilometre:
      return icu::MeasureUnit::getKilometer();
    case Words::Unit::KilometrePerSecond: {
      UErrorCode status = U_ZERO_ERROR;
      return icu::MeasureUnit::forIdentifier("kilometer-per-second", status);
    }
    case Words::Unit::KilometrePerHour:
      return icu::MeasureUnit::getKilometerPerHour();
    default:
      return icu::MeasureUnit::getDay();
  }
}

void replace_all(std::string& text, const std::string& what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// With spaces at which no line ends: an ordinary one between word joiners, because cairo would embed a
/// second font for U+00A0 alone.
std::string unbroken(std::string text) {
  constexpr std::string_view kJoined = "\u2060 \u2060";
  replace_all(text, "\u00A0", " ");
  replace_all(text, " ", kJoined);
  return text;
}

/// A date format of a skeleton, and the zone it was last set to.
struct Clock {
  std::unique_ptr<icu::SimpleDateFormat> format;
  std::string zone;

  std::string write(orbit::Time time, std::string_view in) {
    if (zone != in) {
      format->adoptTimeZone(icu::TimeZone::createTimeZone(wide(in)));
      zone = in;
    }
    UnicodeString text;
    return narrow(format->format(icu_time(time), text));
  }
};

Clock make_clock(const icu::Locale& locale, const char* skeleton) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  require(status, "read the date patterns");
  const UnicodeString pattern = patterns->getBestPattern(wide(skeleton), status);
  Clock clock;
  clock.format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
  require(status, "make a date format");
  return clock;
}

}  // namespace

struct Words::State {
  std::string language;
  icu::Locale locale;
  nlohmann::json words;
  Clock date;
  Clock clock;
  std::array<icu::number::LocalizedNumberFormatter, 4> decimals;
  std::map<std::pair<Unit, int>, icu::number::LocalizedNumberFormatter> measures;
  std::unique_ptr<icu::TimeZoneNames> cities;
};

Words::Words(std::string_view language, std::string_view country) : state_(std::make_unique<State>()) {
  const std::vector<std::string> known = languages();
  if (std::find(known.begin(), known.end(), language) == known.end()) {
    throw std::invalid_argument("no words in the language " + std::string(language));
  }
  State& state = *state_;
  state.language = language;
  state.locale = locale_of(language, country);
  state.words = nlohmann::json::parse(embedded_file(state.language + std::string(kSuffix)));
  state.date = make_clock(state.locale, "yMMMMd");
  state.clock = make_clock(state.locale, "Hms");
  for (std::size_t i = 0; i < state.decimals.size(); ++i) {
    state.decimals.at(i) = icu::number::NumberFormatter::withLocale(state.locale)
                               .precision(icu::number::Precision::fixedFraction(static_cast<int>(i)));
  }
  UErrorCode status = U_ZERO_ERROR;
  state.cities.reset(icu::TimeZoneNames::createInstance(state.locale, status));
  require(status, "read the names of time zones");
}

Words::~Words() = default;

std::vector<std::string> Words::languages() {
  std::vector<std::string> result;
  for (const std::string_view name : embedded_files()) {
    if (name.ends_with(kSuffix)) result.emplace_back(name.substr(0, name.size() - kSuffix.size()));
  }
  return result;
}

std::string Words::choose(std::string_view asked, std::string_view entry, std::string_view country) {
  std::string spoken;
  if (!country.empty()) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale likely("und", std::string(country).c_str());
    likely.addLikelySubtags(status);
    if (U_SUCCESS(status) != 0) spoken = likely.getLanguage();
  }
  const std::vector<std::string> known = languages();
  for (const std::string_view tag : {asked, entry, std::string_view(spoken)}) {
    std::string part = main_part(tag);
    if (std::find(known.begin(), known.end(), part) != known.end()) return part;
  }
  return "en";
}

const std::string& Words::language() const { return state_->language; }

std::string Words::text(std::string_view key, Values values) const {
  const auto found = state_->words.find(key);
  if (found == state_->words.end() || !found->is_string()) {
    throw std::logic_error(state_->language + ".json: no text " + std::string(key));
  }
  auto text = found->get<std::string>();
  for (const auto& [name, value] : values) replace_all(text, "{" + std::string(name) + "}", value);
  return text;
}

std::string Words::date(orbit::Time time, std::string_view zone) const {
  return state_->date.write(time, zone);
}

std::string Words::clock(orbit::Time time, std::string_view zone) const {
  return state_->clock.write(time, zone);
}

bool Words::knows_zone(std::string_view zone) {
  UErrorCode status = U_ZERO_ERROR;
  UBool is_system = 0;
  UnicodeString canonical;
  icu::TimeZone::getCanonicalID(wide(zone), canonical, is_system, status);
  return U_SUCCESS(status) != 0 && is_system != 0;
}

std::string Words::number(double value, int decimals) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = state_->decimals.at(static_cast<std::size_t>(decimals)).formatDouble(value, status);
  const UnicodeString result = text.toString(status);
  require(status, "write a number");
  return narrow(result);
}

std::string Words::measure(double value, int decimals, Unit unit) const {
  // ICU abbreviates these ("27.2 secs"); the symbols of the SI are known everywhere.
  if (unit == Unit::Second) return unbroken(text("seconds", {{"n", number(value, decimals)}}));
  if (unit == Unit::Minute) return unbroken(text("minutes", {{"n", number(value, decimals)}}));
  auto known = state_->measures.find({unit, decimals});
  if (known == state_->measures.end()) {
    auto format = icu::number::NumberFormatter::withLocale(state_->locale)
                      .precision(icu::number::Precision::fixedFraction(decimals))
                      .unit(unit_of(unit))
                      .unitWidth(UNUM_UNIT_WIDTH_SHORT);
    known = state_->measures.emplace(std::pair(unit, decimals), std::move(format)).first;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto text = known->second.formatDouble(value, status);
  const UnicodeString result = text.toString(status);
  require(status, "write a measure");
  return unbroken(narrow(result));
}

std::string Words::angle(double degrees, std::string_view positive_key, std::string_view negative_key) const {
  const long hundredths = std::lround(std::abs(degrees) * 100);
  const bool is_negative = degrees < 0 && hundredths > 0;
  return number(static_cast<double>(hundredths) / 100, 2) + "° " +
         text(is_negative ? negative_key : positive_key);
}

std::string Words::country(std::string_view alpha2, std::string_view english) const {
  if (alpha2.size() != 2) return std::string(english);
  UnicodeString name;
  icu::Locale("und", std::string(alpha2).c_str()).getDisplayCountry(state_->locale, name);
  std::string result = narrow(name);
  return result.empty() || result == alpha2 ? std::string(english) : result;
}

std::string Words::sea(std::string_view english) const {
  const auto seas = state_->words.find("seas");
  if (seas == state_->words.end() || !seas->contains(english)) return std::string(english);
  return seas->at(std::string(english)).get<std::string>();
}

std::string Words::city(std::string_view zone) const {
  const auto better = state_->words.find("places");
  if (better != state_->words.end() && better->contains(zone))
    return better->at(std::string(zone)).get<std::string>();
  UnicodeString name;
  state_->cities->getExemplarLocationName(wide(zone), name);
  if (name.isEmpty() == 0 && name.isBogus() == 0) return narrow(name);
  std::string plain(zone.substr(zone.rfind('/') + 1));
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

}  // namespace cupola::page
