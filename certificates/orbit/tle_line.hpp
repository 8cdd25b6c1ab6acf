#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::orbit {

/// The columns of a field, counted from 1 as in every description of the format, and what to call it in an
/// error.
struct TleField {
  std::size_t first = 1;
  std::size_t last = 1;
  const char* name = "";
  const char* expected = "";  ///< "degrees from 0 to 180, such as 51.6438"
};

/// Reads the fields of one TLE line and remembers the first thing that is wrong. After a problem every read
/// gives 0.
class TleLine {
 public:
  /// `line` without surrounding blanks; `number` 1 or 2.
  TleLine(std::string_view line, int number);

  /// A decimal number, leading blanks allowed, within [low, high].
  double decimal(const TleField& field, double low, double high);
  /// Digits only, leading blanks allowed; a wholly blank field is 0.
  int digits(const TleField& field);
  /// Digits with a decimal point understood before them: "0003094" is 0.0003094.
  double fraction(const TleField& field);
  /// " 52197-4" is 0.52197e-4.
  double exponential(const TleField& field);
  /// Five digits, or Alpha-5: a letter (not I, not O) for the first two digits from 10 on.
  int catalogue_number();
  std::string text(const TleField& field) const;
  /// These columns separate fields.
  void expect_blank(std::string_view between, std::initializer_list<std::size_t> positions);
  void check_checksum();

  /// Makes `problem` the one, unless there is one already.
  void report(std::string problem);
  void report(const TleField& field);
  const std::string& problem() const { return problem_; }

 private:
  std::string_view columns(const TleField& field) const;
  void check_shape();

  std::string_view line_;
  int number_;
  std::string problem_;
};

/// The checksum of the first 68 columns: digits count their value, a minus counts 1, modulo 10.
int tle_checksum(std::string_view line);

/// What looks like line `number` of a TLE: that digit, a blank, and a catalogue number.
bool looks_like_tle_line(std::string_view line, char number);

/// A plain decimal number such as "-.00012", whole text, at most 15 digits; correctly rounded.
std::optional<double> parse_decimal(std::string_view text);

/// Text from outside, fit for a one-line message: at most 40 characters, no control characters, in quotes.
std::string quoted(std::string_view text);

}  // namespace cupola::orbit
