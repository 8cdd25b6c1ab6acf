#include "runner/check/review.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace cupola;

namespace {

check::ReviewRow row_of(std::string entry, bool flight) {
  check::ReviewRow row;
  row.result.entry = std::move(entry);
  row.result.flight = flight;
  return row;
}

}  // namespace

TEST_CASE("what a program or a form says cannot become HTML") {
  check::ReviewRow row = row_of("entry7", false);
  row.team = std::string{"<script>alert(1)</script> & \"friends\""};
  row.result.report.scrolled_text = {"<img src=x>"};
  row.result.findings = {{.id = "error", .severity = check::Severity::Refuse, .line = 3, .text = "<b>"}};
  const std::string page = check::review_page("A <mission>", {row});
  for (const char* raw : {"<script>", "<img", "<b>", "<mission>"}) {
    CAPTURE(raw);
    CHECK(page.find(raw) == std::string::npos);
  }
  CHECK(page.find("line 3: &lt;b&gt;") != std::string::npos);
}

TEST_CASE("refused entries come first and the counts are right") {
  const std::string page =
      check::review_page("m", {row_of("first", true), row_of("second", false), row_of("third", true)});
  CHECK(page.find(">second<") < page.find(">first<"));
  CHECK(page.find(">first<") < page.find(">third<"));
  CHECK(page.find("3 entries: 2 with flight status, 1 refused.") != std::string::npos);
}
