#include "certificates/orbit/tle.hpp"
#include "certificates/orbit/tle_line.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cupola::orbit;

namespace {

const std::string kLine1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991";
const std::string kLine2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480";

/// `line` with `text` written over its columns from `column` on, and the checksum put right again.
std::string changed(std::string line, std::size_t column, const std::string& text) {
  line.replace(column - 1, text.size(), text);
  line[68] = static_cast<char>('0' + tle_checksum(line));
  return line;
}

/// What is said about a set that must be refused.
std::string problem(const std::string& line1, const std::string& line2) {
  const auto set = read_tle(line1, line2);
  if (set) return "no problem at all";
  CHECK(set.reason().text.find('\n') == std::string::npos);
  CHECK(set.reason().text.find("TLE line " + std::to_string(set.reason().line)) == 0);
  return set.reason().text;
}

bool says(const std::string& text, const std::string& part) {
  INFO(text);
  const bool found = text.find(part) != std::string::npos;
  CHECK_MESSAGE(found, part);
  return found;
}

}  // namespace

TEST_CASE("a wrong checksum names its line, what stands there and what would be right") {
  std::string line = kLine1;
  line[68] = '7';
  says(problem(line, kLine2), "TLE line 1, column 69 (checksum): found \"7\", but the line adds up to 1");
  line = kLine2;
  line[68] = ' ';
  says(problem(kLine1, line + "."), "goes on after column 69");
  line = kLine2;
  line[10] = '3';
  says(problem(kLine1, line), "TLE line 2, column 69 (checksum)");
}

TEST_CASE("a line printed twice is read once where both are the same, else called just that") {
  for (const char* between : {"", " ", "   "}) {
    std::string twice = kLine1;
    twice.append(between).append(kLine1);
    CHECK(read_tle(twice, kLine2));
    twice[20] = '9';
    says(problem(twice, kLine2), "TLE line 1 is printed twice on one line; keep its first 69 characters");
  }
  CHECK(read_tle(kLine1, kLine2 + kLine2));
  says(problem(kLine1, kLine2 + kLine2 + "."), "TLE line 2 is printed twice on one line");
  says(problem(kLine1 + " " + kLine2, ""), "TLE line 1 is followed by line 2 on the same line");
}

TEST_CASE("a line that is cut off or goes on is refused with its length") {
  says(problem(kLine1.substr(0, 40), kLine2), "TLE line 1 has 40 characters instead of 69");
  says(problem(kLine1, kLine2.substr(0, 68)), "TLE line 2 has 68 characters instead of 69");
  says(problem(kLine1 + "5", kLine2), "TLE line 1 goes on after column 69 with \"5\"");
  says(problem(kLine1, ""), "TLE line 2 must begin with \"2 \"");
  says(problem("", ""), "TLE line 1 must begin with \"1 \"");
  says(problem(kLine2, kLine1), "TLE line 1 must begin with \"1 \"");
}

TEST_CASE("every field out of its range or form is named with its columns") {
  says(problem(kLine1, changed(kLine2, 9, "181.0000")),
       "columns 9-16 (inclination): found \"181.0000\", expected degrees from 0 to 180");
  says(problem(kLine1, changed(kLine2, 9, " 51.64x8")), "(inclination)");
  says(problem(kLine1, changed(kLine2, 9, " -1.6438")), "(inclination)");
  says(problem(kLine1, changed(kLine2, 9, " 51 6438")), "(inclination)");
  says(problem(kLine1, changed(kLine2, 18, "361.0000")), "(right ascension of the ascending node)");
  says(problem(kLine1, changed(kLine2, 27, ".003094")), "(eccentricity): found \".003094\"");
  says(problem(kLine1, changed(kLine2, 35, "400.0000")), "(argument of perigee)");
  says(problem(kLine1, changed(kLine2, 44, "46.09750")), "no problem at all");
  says(problem(kLine1, changed(kLine2, 44, "        ")), "(mean anomaly)");
  says(problem(kLine1, changed(kLine2, 53, " 0.00000000")), "(mean motion)");
  says(problem(kLine1, changed(kLine2, 53, "25.54039537")), "(mean motion)");
  says(problem(kLine1, changed(kLine2, 64, "9x480")), "(revolution number)");
  says(problem(changed(kLine1, 19, "x8"), kLine2), "(epoch year)");
  says(problem(changed(kLine1, 21, "000"), kLine2), "columns 21-23 (epoch day): found \"000\"");
  says(problem(changed(kLine1, 21, "366"), kLine2), "(epoch day)");
  says(problem(changed(kLine1, 24, ","), kLine2), "column 24 (epoch day)");
  says(problem(changed(kLine1, 25, "9293568 "), kLine2), "(epoch day, decimals)");
  says(problem(changed(kLine1, 34, " .0000x966"), kLine2), "(first derivative of the mean motion)");
  says(problem(changed(kLine1, 45, " 0000x-0"), kLine2), "(second derivative of the mean motion)");
  says(problem(changed(kLine1, 54, " 52197e4"), kLine2), "(B* drag term)");
  says(problem(changed(kLine1, 54, "        "), kLine2), "(B* drag term)");
}

TEST_CASE("fields that moved out of their columns are noticed where they did") {
  says(problem(changed(kLine1, 18, "018032.92935684"), kLine2), "column 18 (blank between");
  says(problem(kLine1, changed(kLine2, 17, "4")), "column 17 (blank between");
  const std::string shifted = kLine2.substr(0, 8) + kLine2.substr(9, 43) + " " + kLine2.substr(52);
  CHECK(shifted.size() == 69);
  says(problem(kLine1, shifted), "TLE line 2, column 17");
}

TEST_CASE("lines of two satellites and characters from a web page are refused") {
  says(problem(kLine1, changed(kLine2, 3, "25545")),
       "found 25545, but line 1 is of 25544: the lines belong to different satellites");
  says(problem(changed(kLine1, 3, "I5544"), kLine2), "(catalogue number)");
  std::string dashes = kLine1;
  dashes.replace(50, 1, "\xE2\x88\x92");
  says(problem(dashes, kLine2), "column 51: holds a character that is not plain ASCII");
  std::string tab = kLine2;
  tab[7] = '\t';
  says(problem(kLine1, tab), "column 8: holds a character that is not plain ASCII");
}

TEST_CASE("a message shows no more of a bad line than fits, and nothing a terminal obeys") {
  const std::string text = problem(kLine1 + std::string(5000, '\x1b'), kLine2);
  CHECK(text.size() < 250);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(problem(kLine1 + std::string(5000, 'z'), kLine2).size() < 250);
}

TEST_CASE("reads every field of a set") {
  const auto set = read_tle(kLine1, kLine2, "ISS (ZARYA)");
  REQUIRE(set);
  CHECK(set->name == "ISS (ZARYA)");
  CHECK(set->catalogue_number == kIssCatalogueNumber);
  CHECK(set->designator == "98067A");
  CHECK(set->inclination_deg == 51.6438);
  CHECK(set->ascending_node_deg == 332.9972);
  CHECK(set->eccentricity == 0.0003094);
  CHECK(set->perigee_argument_deg == 62.2964);
  CHECK(set->mean_anomaly_deg == 46.0975);
  CHECK(set->mean_motion_rev_per_day == 15.54039537);
  CHECK(set->bstar == 0.52197e-4);
  using namespace std::chrono;
  // 0.92935684 of 1 February, exactly: 92 935 684 times 864 µs.
  CHECK(set->epoch == sys_days{year{2018} / 2 / 1} + microseconds{864} * 92935684);
}

TEST_CASE("signs, zero padding, blanks around a line and its end do not matter") {
  const auto set = read_tle("  1 25544U 98067A   17080.91291815 +.00000998 +00000-0 +22293-4 0  9990\r\n",
                            "2 25544 051.6418 113.3379 0007038 322.7961 098.1992 15.54230764048188 \t");
  REQUIRE(set);
  CHECK(set->inclination_deg == 51.6418);
  CHECK(set->mean_anomaly_deg == 98.1992);
  CHECK(set->bstar == 0.22293e-4);
  CHECK(read_tle(changed(kLine1, 45, "        "), changed(kLine2, 64, "     ")));
  const auto negative = read_tle(changed(kLine1, 54, "-11606-4"), kLine2);
  REQUIRE(negative);
  CHECK(negative->bstar == -0.11606e-4);
}

TEST_CASE("catalogue numbers past 99999 are read as Alpha-5, years turn at 57") {
  const auto late = read_tle(changed(changed(kLine1, 3, "Z9999"), 19, "57"), changed(kLine2, 3, "Z9999"));
  REQUIRE(late);
  CHECK(late->catalogue_number == 339999);
  CHECK(late->epoch < Time{});
  const auto padded = read_tle(changed(changed(kLine1, 3, "    5"), 19, "56"), changed(kLine2, 3, "00005"));
  REQUIRE(padded);
  CHECK(padded->catalogue_number == 5);
  CHECK(padded->epoch > Time{});
}

TEST_CASE("day 366 exists in leap years only") {
  CHECK(read_tle(changed(kLine1, 19, "20366"), kLine2));
  CHECK_FALSE(read_tle(changed(kLine1, 19, "19366"), kLine2));
}

TEST_CASE("decimals are rounded correctly or refused") {
  CHECK(parse_decimal("15.54039537") == 15.54039537);
  CHECK(parse_decimal("-.00000023") == -2.3e-7);
  CHECK(parse_decimal("+5") == 5.0);
  for (const char* bad : {"", ".", "-", "1.2.3", "1e5", "nan", "0x1", " 1", "1 ", "1234567890123456"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_decimal(bad));
  }
}
