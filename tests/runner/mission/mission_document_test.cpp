#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/checks.hpp"
#include "runner/mission/form.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace cupola::mission;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;
using cupola::tests::TemporaryFolder;

namespace {

/// The block of docs/mission.md that follows a heading.
std::string example(const std::string& heading) {
  const std::string page = read_whole_file("docs/mission.md");
  const std::size_t section = page.find(heading);
  REQUIRE(section != std::string::npos);
  const std::size_t begin = page.find('\n', page.find("```", section)) + 1;
  return page.substr(begin, page.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("the examples of docs/mission.md are a mission") {
  const TemporaryFolder folder;
  write_whole_file(folder / "mission.json", example("## mission.json"));
  write_whole_file(folder / "entries.jsonl", example("## entries.jsonl"));
  write_whole_file(folder / "checks.jsonl", example("## checks.jsonl"));
  const Mission mission = read_mission(folder.path());
  CHECK(mission.rules == "open");
  const std::vector<Entry> entries = read_entries(mission);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].members.size() == 2);
  const auto checks = read_checks(mission);
  REQUIRE(checks.contains("gr-1"));
  CHECK(is_current(checks.at("gr-1"), mission, entries[0]));
  CHECK(checks.at("gr-1").flight);
}

TEST_CASE("the form of docs/mission.md gives its entries") {
  const Form form = read_form(example("## The form"), UnknownColumns::Refuse);
  for (const FormProblem& problem : form.problems) FAIL_CHECK(problem.line << ": " << problem.text);
  REQUIRE(form.rows.size() == 2);
  CHECK(form.rows[0].entry.id == "gr-1");
  CHECK(form.rows[0].entry.members.size() == 2);
}
