#include "runner/mission/mission.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/checks.hpp"
#include "runner/record/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace cupola::mission;
using cupola::base::write_whole_file;
using cupola::record::sha256_hex;
using cupola::tests::TemporaryFolder;

namespace {

/// The message a read refuses with; empty if it did not refuse.
template <typename Read>
std::string refusal(Read read) {
  try {
    read();
  } catch (const BadInput& error) {
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Mission sample_mission(const TemporaryFolder& folder) {
  Mission mission;
  mission.folder = folder / "zero";
  mission.id = "zero-2018";
  mission.name = "Mission Zéro";
  write_mission(mission);
  return mission;
}

}  // namespace

TEST_CASE("a folder without a mission is refused with the remedy") {
  const TemporaryFolder folder;
  CHECK(has(refusal([&] { read_mission(folder.path()); }), "cupola intake makes one"));
}

TEST_CASE("a damaged mission.json names the file and the field") {
  const TemporaryFolder folder;
  const auto reading = [&](const std::string& content) {
    write_whole_file(folder / "mission.json", content);
    return refusal([&] { read_mission(folder.path()); });
  };
  const std::string good =
      R"("schema":"cupola-mission","version":1,"id":"m","rules":"open","profile":"flight")";
  CHECK(reading("{" + good + "}").empty());
  CHECK(has(reading("{\"id\": "), "mission.json: not a JSON object"));
  CHECK(has(reading("[]"), "not a JSON object"));
  CHECK(has(reading(R"({"schema":"cupola-bundle","version":1})"), "schema: is \"cupola-bundle\""));
  CHECK(has(reading(R"({"schema":"cupola-mission","version":2})"),
            "version: is 2; this Cupola reads version 1"));
  CHECK(has(reading(R"({"schema":"cupola-mission","version":1,"id":"../x"})"), "id: must be"));
  CHECK(has(reading("{" + good + R"(,"limits":{"wall_s":-1}})"), "limits: wall_s: must be"));
  CHECK(has(reading("{" + good + R"(,"limits":{"processes":"many"}})"), "limits: processes: is not a whole"));
  CHECK(has(reading(R"({"schema":"cupola-mission","version":1,"id":"m","rules":"open","profile":"v9"})"),
            "profile: is \"v9\""));
}

TEST_CASE("a second command on the same mission is refused while the first works") {
  const TemporaryFolder folder;
  {
    const MissionLock first{folder / "mission"};
    CHECK(has(refusal([&] { MissionLock{folder / "mission"}; }), "another cupola command"));
  }
  CHECK(refusal([&] { MissionLock{folder / "mission"}; }).empty());
}

TEST_CASE("damaged entries name the line") {
  const TemporaryFolder folder;
  const Mission mission = sample_mission(folder);
  const std::string good = R"({"id":"a","program_sha256":")" + std::string(64, '0') + "\"}\n";
  write_whole_file(mission.folder / "entries.jsonl", good + "{\"id\":");
  CHECK(has(refusal([&] { read_entries(mission); }), "entries.jsonl:2: not a JSON object"));
  write_whole_file(mission.folder / "entries.jsonl", good + good);
  CHECK(has(refusal([&] { read_entries(mission); }), "entries.jsonl:2: id: \"a\" was there before"));
}

TEST_CASE("a program changed behind our back is refused") {
  const TemporaryFolder folder;
  const Mission mission = sample_mission(folder);
  Entry entry;
  entry.id = "a";
  entry.program_sha256 = sha256_hex("print(1)");
  CHECK_THROWS_AS(read_program(mission, entry), std::system_error);
  write_whole_file(program_path(mission, "a"), "print(2)");
  CHECK(has(refusal([&] { read_program(mission, entry); }), "not the program that was taken in"));
  write_whole_file(program_path(mission, "a"), "print(1)");
  CHECK(read_program(mission, entry) == "print(1)");
}

TEST_CASE("mission and entries read back as they were written") {
  const TemporaryFolder folder;
  Mission mission = sample_mission(folder);
  mission.limits.wall_s = 12.5;
  mission.seal_url_prefix = "https://example.org/v/";
  write_mission(mission);
  const Mission read = read_mission(mission.folder);
  CHECK(read.id == "zero-2018");
  CHECK(read.name == "Mission Zéro");
  CHECK(read.limits == mission.limits);
  CHECK(read.seal_url_prefix == mission.seal_url_prefix);
  CHECK(read_entries(mission).empty());

  Entry entry;
  entry.id = "a-1";
  entry.team = "Étoile \"filante\"\nΑστέρια";
  entry.members = {"Zoë", "Łukasz"};
  entry.place = Place{48.2, -16.4};
  entry.received = cupola::base::parse_utc("2018-02-01T10:02:00.123Z");
  entry.program_sha256 = sha256_hex("");
  Entry other;
  other.id = "b";
  other.program_sha256 = sha256_hex("x");
  const std::array entries{entry, other};
  write_entries(mission, entries);
  const std::vector<Entry> back = read_entries(mission);
  REQUIRE(back.size() == 2);
  CHECK(back[0] == entry);
  CHECK(back[1] == other);
}

TEST_CASE("the last check of an entry counts, and only for the program and rules of today") {
  const TemporaryFolder folder;
  const Mission mission = sample_mission(folder);
  CHECK(read_checks(mission).empty());
  const std::array<std::string, 3> lines{
      R"({"entry":"a","flight":true,"program_sha256":"old"})",
      R"({"entry":"a","flight":false,"program_sha256":"new","rules":"open",)"
      R"("findings":[{"id":"leds","severity":"refuse","line":0,"text":"lights no LED"},)"
      R"({"id":"x","severity":"warn","text":"slow"}]})",
      R"({"entry":"b","flight":true,"program_sha256":"new","rules":"mission-zero-2019"})"};
  write_checks(mission, lines);
  const auto results = read_checks(mission);
  REQUIRE(results.size() == 2);
  CHECK_FALSE(results.at("a").flight);
  CHECK(results.at("a").refusals == std::vector<std::string>{"lights no LED"});
  Entry entry;
  entry.program_sha256 = "new";
  CHECK(is_current(results.at("a"), mission, entry));
  CHECK_FALSE(is_current(results.at("b"), mission, entry));
  entry.program_sha256 = "newer";
  CHECK_FALSE(is_current(results.at("a"), mission, entry));

  write_whole_file(mission.folder / "checks.jsonl", lines[0] + "\n{\"entry\":\"b\"}\n");
  CHECK(has(refusal([&] { read_checks(mission); }), "checks.jsonl:2: flight: is not true or false"));
}

TEST_CASE("the hours of a mission are read back, and a wrong one is told") {
  const TemporaryFolder folder;
  Mission mission = sample_mission(folder);
  CHECK(read_mission(mission.folder).hours.empty());
  mission.hours.not_before = *cupola::base::parse_utc("2018-02-01T09:00:00Z");
  mission.hours.led_off = {*parse_daily_window("21:30-06:00"), *parse_daily_window("12:05-13:00")};
  write_mission(mission);
  const Hours hours = read_mission(mission.folder).hours;
  CHECK(hours.not_before == mission.hours.not_before);
  CHECK(hours.led_off == mission.hours.led_off);
  const auto reading = [&](const std::string& hours_text) {
    write_whole_file(
        mission.folder / "mission.json",
        R"({"schema":"cupola-mission","version":1,"id":"m","rules":"open","profile":"flight","hours":)" +
            hours_text + "}");
    return refusal([&] { read_mission(mission.folder); });
  };
  CHECK(has(reading("7"), "mission.json: hours: is not a JSON object"));
  CHECK(has(reading(R"({"led_off":["21:30"]})"), R"(hours: led_off: "21:30" are no hours)"));
  CHECK(has(reading(R"({"not_before":"tomorrow"})"), "hours: not_before: must be a time in UTC"));
}

TEST_CASE("hours of two kinds hold together") {
  const Hours night{{}, {*parse_daily_window("21:30-06:00")}};
  const Hours late{cupola::base::parse_utc("2018-02-01T09:00:00Z"), {*parse_daily_window("12:00-13:00")}};
  const Hours all = both(night, late);
  CHECK(all.not_before == late.not_before);
  CHECK(all.led_off.size() == 2);
  CHECK(both(late, {cupola::base::parse_utc("2018-03-01T00:00:00Z"), {}}).not_before > late.not_before);
}
