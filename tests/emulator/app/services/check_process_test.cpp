#include "emulator/app/services/check_process.hpp"

#include "tests/emulator/app/services/pump.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace cupola;
using app::CheckProcess;
using cupola::tests::pump;
using cupola::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr const char* kLine =
    R"({"entry":"a.py","flight":false,"verdict":"error","wall_s":0.25,"error":{"type":"NameError","message":"name 'x' is not defined","line":3},"findings":[{"id":"no-leds","severity":"refuse","line":0,"text":"No LED was lit."}]})";

/// Stands in for `cupola`: a script that says what a test wants to hear.
struct Desk {
  fs::path cupola_that(const std::string& shell) const {
    const fs::path path = folder / "cupola";
    std::ofstream(path) << "#!/bin/sh\n" << shell << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  app::CheckAnswer answer_of(const std::string& shell) const {
    CheckProcess check(cupola_that(shell));
    check.start("print(1)\n", "a.py", "", base::SystemClock().monotonic());
    std::optional<app::CheckAnswer> answer;
    REQUIRE(pump(check, [&] { return (answer = check.take()).has_value(); }));
    return *answer;
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("an answer that is none is a problem in words") {
  for (const char* text : {"", "{", "[]", "{\"flight\":1}", "\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(app::check_answer_of(text).problem.empty());
  }
}

TEST_CASE("an answer is read with its error and findings") {
  const app::CheckAnswer answer = app::check_answer_of(kLine);
  CHECK(answer.problem.empty());
  CHECK_FALSE(answer.flight);
  CHECK(answer.verdict == "error");
  CHECK(answer.error_type == "NameError");
  CHECK(answer.error_line == 3);
  REQUIRE(answer.findings.size() == 1);
  CHECK(answer.findings[0].id == "no-leds");
  CHECK(answer.findings[0].severity == "refuse");
}

TEST_CASE("a check that cannot start, fails or says nothing is a problem, never a silence") {
  const Desk desk;
  CheckProcess missing("/no/such/cupola");
  missing.start("", "a.py", "", {});
  CHECK(missing.take()->problem == "start /no/such/cupola: No such file or directory");
  CHECK(desk.answer_of("echo 'cupola: no sandbox here' >&2; exit 3").problem == "cupola: no sandbox here");
  CHECK(desk.answer_of("kill -9 $$").problem == "the check ended without a word");
  CHECK_FALSE(desk.answer_of("echo rubbish").problem.empty());
}

TEST_CASE("the text is checked as a file of that name, wherever the name would lead") {
  const Desk desk;
  for (const char* name : {"a.py", "../../a.py", "/etc/a.py"}) {
    CheckProcess check(
        desk.cupola_that("[ \"$1 $2\" = 'check --json' ] && [ \"$(cat a.py)\" = 'x = 1' ] && echo '" +
                         std::string(kLine) + "'; exit 1"));
    check.start("x = 1\n", name, "", base::SystemClock().monotonic());
    std::optional<app::CheckAnswer> answer;
    REQUIRE(pump(check, [&] { return (answer = check.take()).has_value(); }));
    CHECK(answer->problem == "");
    CHECK(answer->findings.size() == 1);
  }
}

TEST_CASE("the latest check wins, and a cancelled one gives no answer") {
  const Desk desk;
  CheckProcess check(desk.cupola_that("cat last.py 2>/dev/null && exit 3; sleep 3600"));
  const base::SystemClock clock;
  check.start("", "first.py", "", clock.monotonic());
  check.start("", "last.py", "", clock.monotonic());
  CHECK(check.running());
  std::optional<app::CheckAnswer> answer;
  REQUIRE(pump(check, [&] { return (answer = check.take()).has_value(); }));
  CHECK_FALSE(check.running());
  check.start("", "first.py", "", clock.monotonic());
  check.cancel();
  CHECK_FALSE(check.running());
  CHECK(check.fds().empty());
  CHECK_FALSE(check.take());
}

TEST_CASE("a check that takes for ever is broken off") {
  const Desk desk;
  CheckProcess check(desk.cupola_that("sleep 3600"));
  check.start("", "a.py", "", {});
  check.tick(CheckProcess::kPatience - std::chrono::nanoseconds(1));
  CHECK(check.running());
  check.tick(CheckProcess::kPatience);
  CHECK_FALSE(check.running());
  CHECK(check.take()->problem == "the check took too long and was broken off");
}
