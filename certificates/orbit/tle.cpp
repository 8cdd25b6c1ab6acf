#include "certificates/orbit/tle.hpp"

#include "certificates/orbit/text.hpp"
#include "certificates/orbit/tle_line.hpp"

#include <cmath>

namespace cupola::orbit {
namespace {

constexpr TleField kDesignator{10, 17, "international designator", "such as 98067A"};
constexpr TleField kYear{19, 20, "epoch year", "two digits, such as 18 for 2018"};
constexpr TleField kDay{21, 23, "epoch day",
                        "the day of the year from 1 to 366 with 8 decimals, such as 032.92935684"};
constexpr TleField kDayPoint{24, 24, "epoch day", "a decimal point: the day looks like 032.92935684"};
constexpr TleField kDayFraction{25, 32, "epoch day, decimals", "8 digits"};
constexpr TleField kMotionRate{34, 43, "first derivative of the mean motion", "a number such as  .00002966"};
constexpr TleField kMotionCurve{45, 52, "second derivative of the mean motion",
                                "five digits and an exponent, such as  00000-0"};
constexpr TleField kBstar{54, 61, "B* drag term", "five digits and an exponent, such as  52197-4"};
constexpr TleField kElementNumber{65, 68, "element number", "digits"};

constexpr TleField kInclination{9, 16, "inclination", "degrees from 0 to 180, such as  51.6438"};
constexpr TleField kNode{18, 25, "right ascension of the ascending node",
                         "degrees from 0 to 360, such as 332.9972"};
constexpr TleField kEccentricity{27, 33, "eccentricity",
                                 "seven digits after an unwritten decimal point, such as 0003094"};
constexpr TleField kPerigee{35, 42, "argument of perigee", "degrees from 0 to 360, such as  62.2964"};
constexpr TleField kAnomaly{44, 51, "mean anomaly", "degrees from 0 to 360, such as  46.0975"};
constexpr TleField kMotion{53, 63, "mean motion",
                           "revolutions a day, above 0 and at most 18, such as 15.54039537"};
constexpr TleField kRevolution{64, 68, "revolution number", "digits"};

/// The eighth decimal of a day is 864 microseconds exactly, so the epoch is exact.
Time read_epoch(TleLine& line) {
  using namespace std::chrono;
  const int two_digits = line.digits(kYear);
  const year which{two_digits < 57 ? 2000 + two_digits : 1900 + two_digits};
  const int day = line.digits(kDay);
  if (line.text(kDayPoint) != ".") line.report(kDayPoint);
  const double decimals = line.fraction(kDayFraction);
  if (day < 1 || day > (which.is_leap() ? 366 : 365)) line.report(kDay);
  return sys_days{which / 1 / 1} + days{day - 1} + std::llround(decimals * 1e8) * microseconds{864};
}

/// A line that is printed twice on one line, as teaching material has it and many programs copied it: the
/// first is meant. Only where both are the same; else nobody knows which is right.
std::string_view once(std::string_view line) {
  constexpr std::size_t kColumns = 69;
  if (line.size() <= kColumns) return line;
  const std::string_view first = line.substr(0, kColumns);
  return trimmed(line.substr(kColumns)) == first ? first : line;
}

void read_line1(TleLine& line, ElementSet& set) {
  set.catalogue_number = line.catalogue_number();
  line.expect_blank("line number, catalogue number, designator and epoch", {2, 9, 18});
  set.designator = line.text(kDesignator);
  set.epoch = read_epoch(line);
  line.expect_blank("epoch, derivatives, drag and element number", {33, 44, 53, 62, 64});
  if (!line.text(kMotionRate).empty()) line.decimal(kMotionRate, -10, 10);
  if (!line.text(kMotionCurve).empty()) line.exponential(kMotionCurve);
  set.bstar = line.exponential(kBstar);
  line.digits(kElementNumber);
  line.check_checksum();
}

void read_line2(TleLine& line, ElementSet& set) {
  const int again = line.catalogue_number();
  line.expect_blank("line number, catalogue number and angles", {2, 8, 17, 26, 34, 43, 52});
  set.inclination_deg = line.decimal(kInclination, 0, 180);
  set.ascending_node_deg = line.decimal(kNode, 0, 360);
  set.eccentricity = line.fraction(kEccentricity);
  set.perigee_argument_deg = line.decimal(kPerigee, 0, 360);
  set.mean_anomaly_deg = line.decimal(kAnomaly, 0, 360);
  set.mean_motion_rev_per_day = line.decimal(kMotion, 1e-8, 18);
  line.digits(kRevolution);
  line.check_checksum();
  if (again != set.catalogue_number) {
    line.report("TLE line 2, columns 3-7 (catalogue number): found " + std::to_string(again) +
                ", but line 1 is of " + std::to_string(set.catalogue_number) +
                ": the lines belong to different satellites");
  }
}

}  // namespace

Expected<ElementSet, TleProblem> read_tle(std::string_view line1, std::string_view line2,
                                          std::string_view name) {
  ElementSet set;
  set.name = std::string{trimmed(name)};
  int number = 1;
  for (const std::string_view text : {once(trimmed(line1)), once(trimmed(line2))}) {
    TleLine line{text, number};
    if (!looks_like_tle_line(text, number == 1 ? '1' : '2')) {
      return TleProblem{number, "TLE line " + std::to_string(number) + " must begin with \"" +
                                    std::to_string(number) + " \" and a catalogue number, such as \"" +
                                    std::to_string(number) + " 25544\"; found " + quoted(text)};
    }
    if (number == 1)
      read_line1(line, set);
    else
      read_line2(line, set);
    if (!line.problem().empty()) return TleProblem{number, line.problem()};
    ++number;
  }
  return set;
}

}  // namespace cupola::orbit
