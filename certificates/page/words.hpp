#pragma once

#include "certificates/orbit/time.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupola::page {

/// The certificate's own words in one language, and numbers and dates as that language and country write them
/// (ICU). Keeps its formats; one per thread.
class Words {
 public:
  /// `language`: one of `languages()`; else std::invalid_argument. `country`: ISO 3166 alpha-2 or empty.
  explicit Words(std::string_view language, std::string_view country = {});
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  ~Words();

  /// The languages there are words in: "bg", "cs", … (words/*.json).
  static std::vector<std::string> languages();
  /// The first of these that there are words in: what was asked for, the entry's language, the one most
  /// spoken in its country, English. Tags may be longer than needed ("de-AT").
  static std::string choose(std::string_view asked, std::string_view entry, std::string_view country);

  const std::string& language() const;

  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  /// The text of a key with {name} replaced. Throws std::logic_error for a key that is not in the file.
  std::string text(std::string_view key, Values values = {}) const;

  /// "1 February 2018".
  std::string date(orbit::Time time, std::string_view zone = "UTC") const;
  /// "10:02:00", cut to the second, never rounded into one that had not begun.
  std::string clock(orbit::Time time, std::string_view zone = "UTC") const;
  /// Whether a time zone of this IANA name is known.
  static bool knows_zone(std::string_view zone);
  /// "12.34" with this many decimals.
  std::string number(double value, int decimals) const;
  enum class Unit { Kilometre, KilometrePerSecond, KilometrePerHour, Second, Minute, Day };
  /// "408 km", "27,600 km/h", "12.3 s".
  std::string measure(double value, int decimals, Unit unit) const;
  /// "12.34° N": two decimals are what an element set can vouch for (0.01° is 1.1 km). The equator is north,
  /// Greenwich and the date line east.
  std::string angle(double degrees, std::string_view positive_key, std::string_view negative_key) const;

  /// A country's name; `english` where ICU has none.
  std::string country(std::string_view alpha2, std::string_view english) const;
  /// A sea's name; `english` if the words have none. "the" in front of the English key is left out.
  std::string sea(std::string_view english) const;
  /// The city or island that an IANA time zone is named after.
  std::string city(std::string_view zone) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
