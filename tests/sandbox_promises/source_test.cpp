// Sources as people send them.
#include "tests/sandbox_promises/boxed.hpp"

#include <string>

using cupola::record::Verdict;
using namespace cupola::tests;

TEST_CASE("an empty file finishes") {
  const auto outcome = run_boxed("");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.empty());
}

TEST_CASE("a source in UTF-16 or Latin-1 is the program's error, with a reason") {
  const std::string utf16{"\xff\xfep\0r\0i\0n\0t\0(\0)\0", 16};
  for (const std::string& source : {utf16, std::string{"\xe9 = 1\n"}}) {
    const auto outcome = run_boxed(source);
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::Error);
    REQUIRE(outcome.error);
    CHECK((outcome.error->type == "SyntaxError" || outcome.error->type == "ValueError"));
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("a source with a zero byte ends as the interpreter ends it, without harm to us") {
  // Python 3.11 stops reading there, later ones raise SyntaxError.
  const auto outcome = run_boxed(std::string{"print(1)\n\0print(2)\n", 19});
  CAPTURE_OUTCOME(outcome);
  CHECK((outcome.verdict == Verdict::Finished || outcome.verdict == Verdict::Error));
}

TEST_CASE("CRLF, no final newline, a byte-order mark and every script run") {
  const auto crlf = run_boxed("for i in range(2):\r\n    print(i)\r\nprint('end')");
  CHECK(crlf.out == "0\n1\nend\n");
  CHECK(run_boxed("\xef\xbb\xbfprint('bom')\n").out == "bom\n");
  const auto scripts = run_boxed(
      "# Zażółć gęślą jaźń\nγλῶσσα = 'مرحبا 👩‍🚀'\nprint(γλῶσσα)\n");
  CAPTURE_OUTCOME(scripts);
  CHECK(scripts.out == "مرحبا 👩‍🚀\n");
}

TEST_CASE("a program of five megabytes runs if it is given to the box") {
  const auto outcome = run_boxed("#" + std::string(5'000'000, 'x') + "\nprint('long')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "long\n");
}

TEST_CASE("a program keeps its own name, and a name with a folder in it is refused") {
  auto plan = plan_for("raise OSError('x')\n");
  plan.name = "Łódź 1.py";
  const auto outcome = run_plan(plan);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.err.find("File \"/program/Łódź 1.py\", line 1") != std::string::npos);
  REQUIRE(outcome.error);
  CHECK(outcome.error->line == 1);
  for (const char* name : {"", ".", "..", "a/b.py", "/x.py"}) {
    plan.name = name;
    CHECK_THROWS_AS(run_plan(plan), std::invalid_argument);
  }
}

TEST_CASE("numpy works in the box, if the machine has it") {
  const auto outcome = run_boxed(
      "try:\n    import numpy\n    print(numpy.arange(4).sum())\n"
      "except ModuleNotFoundError:\n    print(6)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "6\n");
}
