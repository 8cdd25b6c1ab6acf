#include "hat_driver/base/whole_file.hpp"
#include "runner/record/journal.hpp"

#include <doctest/doctest.h>

using namespace cupola::record;

namespace {

/// The first block of the page that is fenced as `language`.
std::string fenced_block(const std::string& page, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const std::size_t begin = page.find(fence);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = page.find("```", begin + fence.size());
  REQUIRE(end != std::string::npos);
  return page.substr(begin + fence.size(), end - begin - fence.size());
}

}  // namespace

TEST_CASE("the example of docs/journal.md is a journal") {
  const std::string example = fenced_block(cupola::base::read_whole_file("docs/journal.md"), "jsonl");
  const Journal journal = parse_journal(example);
  for (const JournalProblem& problem : journal.problems) FAIL_CHECK(problem.line << ": " << problem.text);
  REQUIRE(journal.lines.size() == 5);
  CHECK(std::get<Header>(journal.lines[0].record).clock == ClockKind::Virtual);
  CHECK(std::get<End>(journal.lines[2].record).verdict == Verdict::Finished);
  CHECK(std::get<End>(journal.lines[4].record).error_type == "AttributeError");
}
