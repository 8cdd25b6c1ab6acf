#include "runner/check/rules.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace cupola;
using check::examine;
using check::find_rules;
using check::Finding;
using check::Severity;
using record::Verdict;

namespace {

/// A program that does everything right: finishes in 12 s, lights an LED, reads every sensor.
run::RunReport good_report() {
  run::RunReport report;
  report.verdict = Verdict::Finished;
  report.usage.wall_s = 12;
  report.claims.leds_used = true;
  report.claims.read_temperature = true;
  report.claims.read_humidity = true;
  report.claims.read_colour = true;
  hat::Frame frame;
  frame.pixels[9] = hat::to_rgb565({.red = 0, .green = 200, .blue = 0});
  report.film.frames.push_back({.time_ms = 0, .frame = frame});
  return report;
}

std::vector<Finding> findings(const run::RunReport& report, std::string_view rules = "open",
                              std::string_view source = "from sense_hat import SenseHat\n") {
  return examine(report, source, {}, find_rules(rules));
}

std::string ids(const std::vector<Finding>& list) {
  std::string text;
  for (const Finding& finding : list) {
    text += std::string{severity_name(finding.severity)} + ":" + finding.id + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("unknown rules are refused with the names there are") {
  CHECK_THROWS_WITH_AS(find_rules("mission-zero-1999"), doctest::Contains("open, mission-zero-2018"),
                       std::invalid_argument);
}

TEST_CASE("open refuses what does not start, raises, exceeds a limit, lights no LED or asks for input") {
  auto report = good_report();
  SUBCASE("error names type, line and message") {
    report.verdict = Verdict::Error;
    report.error = {.type = "AttributeError", .message = "no attribute 'shwo_message'", .line = 7};
    const auto list = findings(report);
    REQUIRE(list.size() == 1);
    CHECK(list[0].line == 7);
    CHECK(list[0].text == "The program stopped with AttributeError: no attribute 'shwo_message'");
  }
  SUBCASE("what an error kept the program from doing is no second reproach") {
    report.verdict = Verdict::Error;
    report.claims = {};
    CHECK(ids(findings(report, "mission-zero-2023")) == "refuse:error ");
  }
  SUBCASE("exit status without an exception") {
    report.verdict = Verdict::Error;
    report.exit_code = 3;
    CHECK(findings(report).at(0).text == "The program ended with exit status 3.");
  }
  SUBCASE("limits") {
    for (const auto& [verdict, id] : {std::pair{Verdict::CutAtLimit, "refuse:too-long "},
                                      {Verdict::CpuLimit, "refuse:cpu-limit "},
                                      {Verdict::MemoryLimit, "refuse:memory-limit "},
                                      {Verdict::OutputLimit, "refuse:output-limit "},
                                      {Verdict::Signal, "refuse:signal "},
                                      {Verdict::Internal, "refuse:internal "}}) {
      report.verdict = verdict;
      CHECK(ids(findings(report)) == id);
    }
  }
  SUBCASE("no LED") {
    report.claims.leds_used = false;
    CHECK(ids(findings(report)) == "refuse:no-leds ");
  }
  SUBCASE("input") {
    report.claims.asked_for_input = true;
    CHECK(ids(findings(report)) == "refuse:asks-for-input ");
  }
}

TEST_CASE("open only warns about the rest, after the refusals") {
  auto report = good_report();
  report.claims = {};
  report.claims.leds_used = true;
  report.claims.used_joystick = true;
  report.claims.asked_for_input = true;
  report.usage.wall_s = 29;
  report.scrolled_text = {"café 20 °C", "é"};
  report.film.frames[0].frame.pixels[9] = hat::to_rgb565({.red = 40, .green = 40, .blue = 40});
  const auto list = findings(report, "open", "from sense_emu import SenseHat\n");
  CHECK(ids(list) ==
        "refuse:asks-for-input warn:too-dark warn:joystick warn:no-sensor warn:sense-emu warn:no-glyph "
        "warn:near-limit ");
  CHECK(list[5].text == "The LEDs show these characters as ?: é °");
}

TEST_CASE(
    "a program that switches the extended font on is told what even that one lacks, and what needs it") {
  auto report = good_report();
  report.scrolled_text = {"café 漢 20 °C", "plain"};
  const auto list = findings(report, "open", "hat.extended_font = True\n");
  CHECK(ids(list) == "warn:no-glyph note:extended-font ");
  CHECK(list[0].text == "The LEDs show these characters as ?: 漢");
  CHECK(list[1].text ==
        "The program draws these characters with the extended font, an addition of Cupola; the font of other "
        "Sense HATs shows them as ?: é °");
  report.scrolled_text = {"漢"};
  CHECK(ids(findings(report, "open", "hat.extended_font = True\n")) == "warn:no-glyph ");
  report.scrolled_text = {"plain"};
  CHECK(ids(findings(report, "open", "hat.extended_font = True\n")).empty());
}

TEST_CASE("a good program has nothing to be said about it") {
  CHECK(ids(findings(good_report())).empty());
  CHECK(has_flight_status(findings(good_report())));
}

TEST_CASE("seasons refuse what they refused") {
  auto report = good_report();
  report.claims.read_temperature = false;
  CHECK(ids(findings(report, "mission-zero-2018")) == "refuse:no-sensor ");
  CHECK(ids(findings(report, "mission-zero-2023")).empty());
  report.claims.read_colour = false;
  CHECK(ids(findings(report, "mission-zero-2023")) == "refuse:no-sensor ");

  report = good_report();
  CHECK(ids(findings(report, "mission-zero-2019", "import os\n")) == "refuse:import ");
  CHECK(ids(findings(report, "mission-zero-2024", "import os\n")).empty());
  CHECK(ids(findings(report, "mission-zero-2018", std::string(1001, 'x'))) == "refuse:too-many-characters ");
  CHECK(ids(findings(report, "mission-zero-2018", std::string(1000, 'x'))).empty());
  report.verdict = Verdict::CutAtLimit;
  CHECK(has_flight_status(findings(report, "mission-zero-2020")));
  CHECK_FALSE(has_flight_status(findings(report, "mission-zero-2021")));
}
