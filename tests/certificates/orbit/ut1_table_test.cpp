#include "certificates/orbit/ut1_table.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

// Two days of finals2000A in its columns, and a day far ahead without UT1.
const std::string kFinals =
    "18 2 1 58150.00 I  0.002640 0.000029  0.269040 0.000034  I 0.1965064 0.0000063  1.0417 0.0038  I     "
    "0.157    0.126\n"
    "18 2 2 58151.00 I  0.001880 0.000029  0.270510 0.000034  I 0.1954811 0.0000061  1.0048 0.0042  I     "
    "0.188    0.126\n"
    "191231 58848.00                                                                                         "
    "            \n";
// Lines as the IERS writes them: C04 of today with the hour, and of old with a head of words.
const std::string kC04 =
    "# EARTH ORIENTATION PARAMETER\n"
    "2018   2   1   0  58150.00   0.002640   0.269040   0.1965064   0.000157\n"
    "2018   2   2   0  58151.00   0.001880   0.270510   0.1954811   0.000157\n";
const std::string kC04Old =
    "                     INTERNATIONAL EARTH ROTATION AND REFERENCE SYSTEMS SERVICE\n"
    "  Date      MJD      x          y        UT1-UTC       LOD         dPsi      dEps\n"
    "2018   2   1  58150   0.002640   0.269040   0.1965064   0.0010417  -0.1  -0.01\n"
    "2018   2   2  58151   0.001880   0.270510   0.1954811   0.0010048  -0.1  -0.01\n";
const std::string kCsv =
    "MJD;Year;Month;Day;Type;x_pole;sigma_x_pole;y_pole;sigma_y_pole;Type;UT1-UTC;sigma_UT1-UTC\n"
    "58150;2018;02;01;final;0.002640;0.000029;0.269040;0.000034;final;0.1965064;0.0000063\n"
    "58151;2018;02;02;final;0.001880;0.000029;0.270510;0.000034;final;0.1954811;0.0000061\n"
    "58152;2018;02;03;;;;;;;;\n";

void check_refused(const std::string& text, int line, const std::string& part) {
  const auto table = Ut1Table::read(text);
  REQUIRE_FALSE(table);
  INFO(table.reason().text);
  CHECK(table.reason().line == line);
  CHECK(table.reason().text.find(part) != std::string::npos);
}

constexpr Time kFirst = sys_days{year{2018} / 2 / 1};

}  // namespace

TEST_CASE("a table that is none is refused with its line") {
  check_refused("", 1, "holds no day");
  check_refused("2018-02-01 0.1965\nhello world\n", 2, "\"hello world\" is no day of a UT1 table");
  check_refused("2018-02-30 0.1965\n", 1, "is no day");
  check_refused("2018-02-01 196.5\n", 1, "always within 1 second");
  check_refused("2018-02-02 0.1\n2018-02-01 0.1\n", 2, "in order of time");
  check_refused(kC04 + "2018 2 3\n", 4, "is no day");
}

TEST_CASE("finals2000A, EOP C04 old and new, CSV and plain lines give the same") {
  for (const std::string& text :
       {kFinals, kC04, kC04Old, kCsv, std::string{"# mine\n2018-02-01 0.1965064\n\n2018-02-02\t0.1954811\n"},
        std::string{"58150,0.1965064\r\n58151,0.1954811\r\n"}}) {
    CAPTURE(text);
    const auto table = Ut1Table::read(text);
    REQUIRE(table);
    CHECK(table->first() == kFirst);
    CHECK(table->last() == kFirst + days{1});
    CHECK(*table->dut1_s(kFirst) == doctest::Approx(0.1965064));
    CHECK(*table->dut1_s(kFirst + 12h) == doctest::Approx(0.19599375));
    CHECK(*table->dut1_s(kFirst + 24h) == doctest::Approx(0.1954811));
    CHECK_FALSE(table->dut1_s(kFirst - 1s));
    CHECK_FALSE(table->dut1_s(kFirst + 24h + 1s));
  }
}

TEST_CASE("a leap second at the end of a day does not slope over the whole day") {
  // 31 December 2016: UT1-UTC went from -0.408 to +0.591 in one step.
  const auto table = Ut1Table::read("2016-12-31 -0.4077\n2017-01-01 0.5913\n");
  REQUIRE(table);
  const Time noon = sys_days{year{2016} / 12 / 31} + 12h;
  CHECK(*table->dut1_s(noon) == doctest::Approx(-0.4082).epsilon(1e-6));
}

TEST_CASE("a hole of months is no table there") {
  const auto table = Ut1Table::read("2016-01-01 0.1\n2017-01-01 0.2\n");
  REQUIRE(table);
  CHECK(table->dut1_s(sys_days{year{2016} / 1 / 1}));
  CHECK_FALSE(table->dut1_s(sys_days{year{2016} / 6 / 1}));
}
