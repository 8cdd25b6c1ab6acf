#include "runner/mission/pack.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/checks.hpp"
#include "runner/record/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace cupola::mission;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;
using cupola::record::sha256_hex;
using cupola::tests::TemporaryFolder;

namespace {

std::string check_line(const Entry& entry, bool flight) {
  return R"({"entry":")" + entry.id + R"(","flight":)" + (flight ? "true" : "false") +
         R"(,"program_sha256":")" + entry.program_sha256 +
         R"(","rules":"open","findings":[{"severity":"refuse","text":"lights no LED"}]})";
}

/// A mission of three entries: "good" and "bad" are checked, "new" is not.
struct Packed {
  Packed() {
    mission.folder = folder / "mission";
    mission.id = "zero";
    write_mission(mission);
    for (const std::string id : {"good", "bad", "new"}) {
      Entry entry;
      entry.id = id;
      entry.team = "Secret Team";
      entry.members = {"Secret Child"};
      entry.school = "Secret School";
      entry.original_name = "secret_name.py";
      const std::string program = "print('" + id + "')\r\n";
      entry.program_sha256 = sha256_hex(program);
      write_whole_file(program_path(mission, id), program);
      entries.push_back(std::move(entry));
    }
    write_entries(mission, entries);
    checks = {check_line(entries[0], true), check_line(entries[1], false)};
    write_checks(mission, checks);
  }
  PackReport pack_it(Selection selection = Selection::FlightStatus) {
    return pack({.folder = mission.folder, .output = output, .selection = selection, .check = check});
  }

  TemporaryFolder folder;
  Mission mission;
  std::vector<Entry> entries;
  std::vector<std::string> checks;
  std::filesystem::path output = folder / "out.bundle";
  std::function<void(const Mission&, std::span<const Entry>)> check;
};

std::string refusal(const std::string& bytes) {
  try {
    decode_bundle(bytes, "x.bundle");
  } catch (const BadInput& error) {
    return error.what();
  }
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string base64_decoded(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned value = 0;
  int bits = 0;
  for (const char c : text) {
    const auto digit = digits.find(c);
    if (digit == std::string::npos) continue;
    value = (value << 6 | static_cast<unsigned>(digit)) & 0xFFFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(value >> bits & 0xFFU);
  }
  return bytes;
}

std::string fenced_block(const std::string& page, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const std::size_t begin = page.find(fence);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = page.find("```", begin + fence.size());
  return page.substr(begin + fence.size(), end - begin - fence.size());
}

}  // namespace

TEST_CASE("a bundle in which any byte differs is refused") {
  Packed packed;
  packed.pack_it();
  const std::string good = read_whole_file(packed.output);
  REQUIRE(refusal(good).empty());
  std::size_t accepted = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    if (refusal(bad).empty()) ++accepted;
  }
  CHECK(accepted == 0);
  for (std::size_t length = 0; length < good.size(); ++length) {
    if (refusal(good.substr(0, length)).empty()) ++accepted;
  }
  CHECK(accepted == 0);
  CHECK_FALSE(refusal(good + "x").empty());
  CHECK(has(refusal("hello"), "x.bundle: not a bundle"));
}

TEST_CASE("a signed bundle in which any byte differs is refused, also when its hash was made right again") {
  Packed packed;
  make_mission_key(packed.mission.folder);
  CHECK_THROWS_AS(make_mission_key(packed.mission.folder), std::system_error);
  const auto key = cupola::record::load_public_key(packed.mission.folder / "keys" / "mission.pub");
  CHECK(packed.pack_it().signed_by == key);
  const std::string good = read_whole_file(packed.output);
  CHECK(decode_bundle(good, "x.bundle").signed_by == key);
  std::size_t accepted = 0;
  const std::size_t prefix = std::string{"cupola-bundle 1 ed25519:"}.size() + 64 + 1 + 128 + 1 + 23 + 64;
  for (std::size_t at = 2; at + 64 < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    if (refusal(bad).empty()) ++accepted;
    // A forger makes the hash right; what then is accepted has no signature any more.
    bad.resize(bad.size() - 64);
    bad += sha256_hex(bad);
    try {
      if (decode_bundle(bad, "x.bundle").signed_by) ++accepted;
    } catch (const BadInput&) {
      continue;
    }
    CHECK(at >= good.size() - prefix);
  }
  CHECK(accepted == 0);
  packed.pack_it();
  CHECK(read_whole_file(packed.output) == good);
}

TEST_CASE("a mission's key that is damaged refuses the packing") {
  Packed packed;
  write_whole_file(mission_key_path(packed.mission.folder), "no key");
  CHECK_THROWS_AS(packed.pack_it(), BadInput);
  CHECK_FALSE(std::filesystem::exists(packed.output));
}

TEST_CASE("a bundle whose programs are not those of its index is refused") {
  Bundle bundle;
  bundle.mission = "zero";
  bundle.rules = "open";
  bundle.profile = "flight";
  bundle.entries = {{"a", sha256_hex("one"), "two"}};
  CHECK(has(refusal(encode_bundle(bundle)), "programs/a.py is another program"));
  bundle.entries = {{"../a", sha256_hex("one"), "one"}};
  CHECK(has(refusal(encode_bundle(bundle)), "id: must be"));
  bundle.entries = {{"a", sha256_hex("one"), "one"}};
  bundle.profile = "v9";
  CHECK(has(refusal(encode_bundle(bundle)), "profile: is \"v9\""));
}

TEST_CASE("an entry without a current check is a problem that names the remedy") {
  Packed packed;
  PackReport report = packed.pack_it();
  CHECK(report.packed == 1);
  REQUIRE(report.problems.size() == 1);
  CHECK(has(report.problems[0], "new: has not been checked as it is now; run cupola check first"));
  REQUIRE(report.left_out.size() == 1);
  CHECK(report.left_out[0].id == "bad");
  CHECK(report.left_out[0].reason == "lights no LED");

  // The rules of the mission changed: what was checked under others does not count.
  packed.mission.rules = "mission-zero-2018";
  write_mission(packed.mission);
  report = packed.pack_it();
  CHECK(report.packed == 0);
  CHECK(report.problems.size() == 3);
  CHECK(report.bundle_sha256.empty());
}

TEST_CASE("nothing to pack writes no file") {
  Packed packed;
  write_checks(packed.mission, {});
  CHECK(packed.pack_it().packed == 0);
  CHECK_FALSE(std::filesystem::exists(packed.output));
  write_entries(packed.mission, {});
  CHECK(has(packed.pack_it(Selection::All).problems.at(0), "the mission has no entries"));
}

TEST_CASE("a program changed behind our back is told and not packed") {
  Packed packed;
  write_whole_file(program_path(packed.mission, "good"), "print('worse')");
  std::filesystem::remove(program_path(packed.mission, "bad"));
  const PackReport report = packed.pack_it(Selection::All);
  CHECK(report.packed == 1);
  REQUIRE(report.problems.size() == 2);
  CHECK(has(report.problems[0], "not the program that was taken in"));
  CHECK(has(report.problems[1], "bad.py"));
}

TEST_CASE("a missing check is run by whoever can") {
  Packed packed;
  std::vector<std::string> asked;
  packed.check = [&](const Mission& mission, std::span<const Entry> entries) {
    for (const Entry& entry : entries) {
      asked.push_back(entry.id);
      packed.checks.push_back(check_line(entry, true));
    }
    write_checks(mission, packed.checks);
  };
  const PackReport report = packed.pack_it();
  CHECK(asked == std::vector<std::string>{"new"});
  CHECK(report.packed == 2);
  CHECK(report.problems.empty());
}

TEST_CASE("all entries are packed on demand, and how many have no flight status is said") {
  Packed packed;
  const PackReport report = packed.pack_it(Selection::All);
  CHECK(report.packed == 3);
  CHECK(report.without_status == 2);
  CHECK(report.problems.empty());
  const Bundle bundle = read_bundle(packed.output);
  REQUIRE(bundle.entries.size() == 3);
  CHECK(bundle.entries[1].id == "bad");
  CHECK(bundle.entries[2].program == "print('new')\r\n");
  CHECK(bundle.limits == packed.mission.limits);
  CHECK(bundle.sha256 == report.bundle_sha256);
}

TEST_CASE("the same mission gives the same bundle, and the mission knows what it packed") {
  Packed packed;
  const PackReport first = packed.pack_it();
  const std::string bytes = read_whole_file(packed.output);
  packed.output = packed.folder / "again.bundle";
  CHECK(packed.pack_it().bundle_sha256 == first.bundle_sha256);
  CHECK(read_whole_file(packed.output) == bytes);
  CHECK(packed_bundle(packed.mission, sha256_hex(bytes)));
  CHECK_FALSE(packed_bundle(packed.mission, sha256_hex("other")));
  CHECK_FALSE(packed_bundle(packed.mission, "../mission"));
}

TEST_CASE("nothing the form said about people is uplinked") {
  Packed packed;
  packed.pack_it(Selection::All);
  const Bundle bundle = read_bundle(packed.output);
  Bundle again = bundle;
  // Re-encoding what was read gives the very same bytes, so the file holds nothing else.
  CHECK(encode_bundle(again) == read_whole_file(packed.output));
  for (const std::string& secret :
       {bundle.mission, bundle.rules, bundle.entries[0].id, bundle.entries[0].program}) {
    CHECK_FALSE(has(secret, "ecret"));
  }
}

TEST_CASE("the example of docs/bundle.md is a bundle") {
  const std::string bytes = base64_decoded(fenced_block(read_whole_file("docs/bundle.md"), "base64"));
  const Bundle bundle = decode_bundle(bytes, "docs/bundle.md");
  CHECK(bundle.mission == "zero-2018");
  REQUIRE(bundle.entries.size() == 2);
  CHECK(bundle.entries[0].id == "gr-1");
  CHECK(bundle.limits.wall_s == 30.0);
}

TEST_CASE("a bundle carries the mission's hours and the room for results") {
  Packed packed;
  packed.mission.hours.led_off = {*parse_daily_window("21:30-06:00")};
  packed.mission.limits.results_bytes = 250'000'000;
  write_mission(packed.mission);
  packed.pack_it();
  const Bundle bundle = read_bundle(packed.output);
  CHECK(bundle.hours.led_off == packed.mission.hours.led_off);
  CHECK(bundle.limits.results_bytes == 250'000'000);
}
