#include "certificates/orbit/element_sets.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace cupola::orbit;

namespace {

const std::string kLine1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991";
const std::string kLine2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480";

/// The only problem of a text, with its line.
ElementProblem only_problem(const ElementSets& read) {
  REQUIRE(read.problems.size() == 1);
  CHECK(read.problems[0].text.find('\n') == std::string::npos);
  return read.problems[0];
}

void check_problem(const ElementSets& read, int line, const std::string& part) {
  const ElementProblem problem = only_problem(read);
  INFO(problem.text);
  CHECK(problem.line == line);
  CHECK(problem.text.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("a text without any set is a problem, not an empty answer") {
  for (const char* text : {"", "\n\n", "# only a comment\n", "\xEF\xBB\xBF"}) {
    CAPTURE(text);
    check_problem(read_element_sets(text), 1, "holds no element set");
  }
  check_problem(read_element_sets("hello"), 1, "is no line of an element set");
}

TEST_CASE("a bad set costs only itself and is reported with its line of the text") {
  std::string spoilt = kLine2;
  spoilt[68] = '9';
  const auto read =
      read_element_sets("# mine\nISS\n" + kLine1 + "\n" + spoilt + "\n\nISS\n" + kLine1 + "\n" + kLine2);
  CHECK(read.sets.size() == 1);
  check_problem(read, 4, "column 69 (checksum)");
}

TEST_CASE("line 1 printed twice on one line is read once, as many student programs have it") {
  const auto read = read_element_sets("ISS\n" + kLine1 + kLine1 + "\n" + kLine2 + "\n");
  CHECK(read.problems.empty());
  REQUIRE(read.sets.size() == 1);
  CHECK(read.sets[0].bstar == doctest::Approx(5.2197e-5));
  std::string other = kLine1;
  other[68] = '2';
  check_problem(read_element_sets("ISS\n" + kLine1 + other + "\n" + kLine2), 2, "printed twice on one line");
  check_problem(read_element_sets("ISS\n" + kLine1 + kLine1 + "\n"), 2, "is not followed by its line 2");
  check_problem(read_element_sets(kLine1 + " " + kLine2), 1, "followed by line 2 on the same line");
}

TEST_CASE("halves of a set are reported, whatever stands between them") {
  check_problem(read_element_sets(kLine1), 1, "is not followed by its line 2, which begins with \"2 25544\"");
  check_problem(read_element_sets("ISS\n" + kLine2), 2, "has no line 1 above it");
  const auto read = read_element_sets(kLine1 + "\n" + kLine1 + "\n" + kLine2);
  CHECK(read.sets.size() == 1);
  check_problem(read, 1, "is not followed by its line 2");
  check_problem(read_element_sets("ISS\nAGAIN\n" + kLine1 + "\n" + kLine2), 1,
                "is no line of an element set");
}

TEST_CASE("a deleted blank turns line 1 into something unknown, and both halves are named") {
  const auto read = read_element_sets("125544U 98067A\n" + kLine2);
  REQUIRE(read.problems.size() >= 1);
  CHECK(read.sets.empty());
}

TEST_CASE("a megabyte of noise ends with problems, not with a crash") {
  std::string noise;
  for (unsigned i = 0; i < 1'000'000; ++i) noise += static_cast<char>(i * 2654435761U >> 24);
  CHECK_FALSE(read_element_sets(noise).problems.empty());
}

TEST_CASE("names, comments, blank lines and every line end are read") {
  const std::string lines[] = {"\xEF\xBB\xBF# comment", "0 ISS", "  " + kLine1, kLine2, "", kLine1, kLine2};
  for (const char* end : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (const std::string& line : lines) text.append(line).append(end);
    const auto read = read_element_sets(text);
    REQUIRE(read.sets.size() == 2);
    CHECK(read.problems.empty());
    CHECK(read.sets[0].name == "ISS");
    CHECK(read.sets[1].name.empty());
  }
}

TEST_CASE("the built-in sets are the real ones of the ISS, each with its own epoch") {
  const auto read = read_element_sets(built_in_iss_elements());
  CHECK(read.problems.empty());
  CHECK(read.sets.size() == 80);
  std::set<Time> epochs;
  for (const ElementSet& set : read.sets) {
    CHECK(set.catalogue_number == kIssCatalogueNumber);
    CHECK(set.name == "ISS (ZARYA)");
    CHECK(set.inclination_deg == doctest::Approx(51.64).epsilon(0.001));
    CHECK(set.mean_motion_rev_per_day == doctest::Approx(15.5).epsilon(0.005));
    epochs.insert(set.epoch);
  }
  CHECK(epochs.size() == read.sets.size());
}
