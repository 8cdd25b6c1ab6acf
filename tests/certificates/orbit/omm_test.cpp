#include "certificates/orbit/omm.hpp"
#include "certificates/orbit/text.hpp"
#include "certificates/orbit/tle.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cupola::orbit;

namespace {

constexpr const char* kLine1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991";
constexpr const char* kLine2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480";

// The same orbit in the four forms; numbers as text and as numbers, as the two large sources write them.
const std::string kJson =
    R"omm([{"CCSDS_OMM_VERS":"2.0","COMMENT":"GENERATED, \"by hand\"","CENTER_NAME":"EARTH",
"REF_FRAME":"TEME","TIME_SYSTEM":"UTC","MEAN_ELEMENT_THEORY":"SGP4","OBJECT_NAME":"ISS (ZARYA)","OBJECT_ID":"1998-067A",
"EPOCH":"2018-02-01T22:18:16.430976","MEAN_MOTION":"15.54039537","ECCENTRICITY":".0003094","INCLINATION":51.6438,
"RA_OF_ASC_NODE":332.9972,"ARG_OF_PERICENTER":62.2964,"MEAN_ANOMALY":46.0975,"EPHEMERIS_TYPE":0,"NORAD_CAT_ID":25544,
"BSTAR":5.2197e-5,"MEAN_MOTION_DOT":2.966e-5,"MEAN_MOTION_DDOT":0,"DECAY_DATE":null}])omm";
const std::string kXml = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- <omm> in a comment is none -->
<ndm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><omm id="CCSDS_OMM_VERS" version="2.0"><header><CREATION_DATE/>
<ORIGINATOR/></header><body><segment><metadata><OBJECT_NAME>ISS (ZARYA)</OBJECT_NAME><OBJECT_ID>1998-067A</OBJECT_ID>
<CENTER_NAME>EARTH</CENTER_NAME><REF_FRAME>TEME</REF_FRAME><TIME_SYSTEM>UTC</TIME_SYSTEM>
<MEAN_ELEMENT_THEORY>SGP4</MEAN_ELEMENT_THEORY></metadata><data><meanElements><EPOCH>2018-032T22:18:16.430976Z</EPOCH>
<MEAN_MOTION units="rev/day">15.54039537</MEAN_MOTION><ECCENTRICITY>.0003094</ECCENTRICITY>
<INCLINATION>51.6438</INCLINATION><RA_OF_ASC_NODE>332.9972</RA_OF_ASC_NODE><ARG_OF_PERICENTER>62.2964</ARG_OF_PERICENTER>
<MEAN_ANOMALY> 46.0975 </MEAN_ANOMALY></meanElements><tleParameters><NORAD_CAT_ID>25544</NORAD_CAT_ID>
<BSTAR>.52197E-4</BSTAR></tleParameters></data></segment></body></omm></ndm>)";
const std::string kCsv =
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_"
    "ANOMALY,"
    "EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_"
    "MOTION_DDOT\r\n"
    "\"ISS "
    "(ZARYA)\",1998-067A,2018-02-01T22:18:16.430976,15.54039537,.0003094,51.6438,332.9972,62.2964,46.0975,0,"
    "U,"
    "25544,999,9748,.52197E-4,.2966E-4,0\r\n";
const std::string kKeyValue = R"(CCSDS_OMM_VERS = 2.0
COMMENT A = B
OBJECT_NAME = ISS (ZARYA)
OBJECT_ID = 1998-067A
CENTER_NAME = EARTH
REF_FRAME = TEME
TIME_SYSTEM = UTC
MEAN_ELEMENT_THEORY = SGP/SGP4
EPOCH = 2018-02-01T22:18:16.430976
MEAN_MOTION = 15.54039537 [rev/day]
ECCENTRICITY = 0.0003094
INCLINATION = 51.6438 [deg]
RA_OF_ASC_NODE = 332.9972
ARG_OF_PERICENTER = 62.2964
MEAN_ANOMALY = 46.0975
NORAD_CAT_ID = 25544
BSTAR = 5.2197E-05
)";

std::string with(std::string text, const std::string& what, const std::string& instead) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

void check_problem(const std::string& text, int line, const std::string& part) {
  const ElementSets read = read_element_sets(text);
  CHECK(read.sets.empty());
  REQUIRE(read.problems.size() == 1);
  INFO(read.problems[0].text);
  CHECK(read.problems[0].line == line);
  CHECK(read.problems[0].text.find(part) != std::string::npos);
  CHECK(read.problems[0].text.find('\n') == std::string::npos);
}

}  // namespace

TEST_CASE("an OMM of another theory, frame, centre or time scale is refused by name") {
  check_problem(with(kKeyValue, "SGP/SGP4", "SGP4-XP"), 8,
                "MEAN_ELEMENT_THEORY: found \"SGP4-XP\", expected SGP4");
  check_problem(with(kKeyValue, "= TEME", "= EME2000"), 6, "REF_FRAME: found \"EME2000\", expected TEME");
  check_problem(with(kKeyValue, "EARTH", "MARS BARYCENTER"), 5, "CENTER_NAME");
  check_problem(with(kKeyValue, "= UTC", "= TAI"), 7, "TIME_SYSTEM: found \"TAI\"");
  check_problem(with(kJson, "\"EPHEMERIS_TYPE\":0", "\"EPHEMERIS_TYPE\":4"), 4, "SGP4-XP");
  check_problem(with(kKeyValue, "BSTAR =", "BTERM ="), 17, "BTERM");
}

TEST_CASE(
    "an OMM whose fields are missing, empty or out of range says which, where, and what would be right") {
  check_problem(with(kKeyValue, "MEAN_MOTION =", "SEMI_MAJOR_AXIS ="), 1,
                "no MEAN_MOTION, expected revolutions a day");
  check_problem(with(kKeyValue, "EPOCH = 2018-02-01T22", "EPOCH = 2018-02-30T22"), 9,
                "EPOCH: found \"2018-02-30T22");
  check_problem(with(kCsv, "51.6438", "251.6438"), 2,
                "INCLINATION: found \"251.6438\", expected degrees from 0 to 180");
  check_problem(with(kCsv, ".52197E-4", ""), 2, "no BSTAR");
  check_problem(with(kJson, "\".0003094\"", "\"1.5\""), 3, "ECCENTRICITY");
  check_problem(with(kJson, "25544", "\"T5544\""), 4, "NORAD_CAT_ID");
}

TEST_CASE("a text that is cut off or not well formed is one problem and no crash, wherever it ends") {
  for (const std::string& text : {kJson, kXml, kCsv, kKeyValue}) {
    for (std::size_t length = 1; length < text.size(); length += 7) {
      const ElementSets read = read_element_sets(text.substr(0, length));
      CAPTURE(length);
      CHECK(read.problems.size() + read.sets.size() >= 1);
      CHECK(read.sets.size() <= 1);
    }
  }
  check_problem("[{\"OBJECT_NAME\": \"ISS\"", 1, "cut short");
  check_problem("{\"OBJECT_NAME\" \"ISS\"}", 1, "expected ':'");
  check_problem("[]", 1, "holds no element set");
  check_problem("<ndm></ndm>", 1, "OMM in XML: holds no element set");
  check_problem(std::string(100'000, '['), 1, "nested too deeply");
  check_problem(kCsv.substr(0, kCsv.find('\n') + 1) + "ISS,1998-067A\r\n", 2,
                "the line has 2 cells, its header 17");
}

TEST_CASE("the same orbit comes out of TLE, JSON, XML, CSV and KEY = VALUE") {
  const ElementSet tle = *read_tle(kLine1, kLine2, "ISS (ZARYA)");
  for (const std::string& text : {kJson, kXml, kCsv, kKeyValue, "\xEF\xBB\xBF\n" + kJson}) {
    const ElementSets read = read_element_sets(text);
    for (const ElementProblem& problem : read.problems) MESSAGE(problem.text);
    REQUIRE(read.sets.size() == 1);
    const ElementSet& set = read.sets[0];
    CHECK(set.name == tle.name);
    CHECK(set.designator == tle.designator);
    CHECK(set.catalogue_number == tle.catalogue_number);
    CHECK(set.epoch == tle.epoch);
    CHECK(set.mean_motion_rev_per_day == tle.mean_motion_rev_per_day);
    CHECK(set.eccentricity == tle.eccentricity);
    CHECK(set.inclination_deg == tle.inclination_deg);
    CHECK(set.ascending_node_deg == tle.ascending_node_deg);
    CHECK(set.perigee_argument_deg == tle.perigee_argument_deg);
    CHECK(set.mean_anomaly_deg == tle.mean_anomaly_deg);
    CHECK(set.bstar == doctest::Approx(tle.bstar).epsilon(1e-15));
  }
}

TEST_CASE("several messages are read, a bad one costs only itself, and nine digits of a number are kept") {
  const std::string inner = kJson.substr(1, kJson.size() - 2);
  const auto read = read_element_sets("[" + inner + "," + with(inner, "51.6438", "-1") + "," +
                                      with(inner, "25544", "123456789") + "]");
  REQUIRE(read.sets.size() == 2);
  CHECK(read.sets[1].catalogue_number == 123456789);
  CHECK(read.problems.size() == 1);
  CHECK(read_element_sets(kKeyValue + kKeyValue).sets.size() == 2);
  CHECK(read_element_sets("{\"data\": [" + inner + "," + inner + "]}").sets.size() == 2);
}

TEST_CASE("the older JSON with its microseconds apart is read to the microsecond") {
  const auto read = read_element_sets(with(kJson, "\"2018-02-01T22:18:16.430976\"",
                                           "\"2018-02-01 22:18:16\",\"EPOCH_MICROSECONDS\":\"430976\""));
  REQUIRE(read.sets.size() == 1);
  CHECK(read.sets[0].epoch == read_tle(kLine1, kLine2)->epoch);
}

TEST_CASE("numbers are read with any sign, point and exponent, and nothing else is") {
  CHECK(*parse_number("-.5") == -0.5);
  CHECK(*parse_number("+5.2197E-05") == 5.2197e-5);
  CHECK(*parse_number("0.000309400000000000000") == 0.0003094);
  CHECK(*parse_number("12345678901234567890") == doctest::Approx(1.2345678901234567e19));
  for (const char* text : {"", ".", "-", "1e", "1e+", "0x10", "1,5", "1.2.3", "nan", "inf", "1e999", " 1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text));
  }
}
