// How a program ends, and that nobody mistakes one end for another.
#include "tests/sandbox_promises/boxed.hpp"

#include <csignal>

using cupola::record::Verdict;
using namespace cupola::tests;

TEST_CASE("a program that raises ends in error with type, message and line") {
  const auto outcome = run_boxed("x = 1\n\ndef f():\n    raise ValueError('no such colour: Ωμέγα')\n\nf()\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Error);
  CHECK(outcome.exit_code == 1);
  REQUIRE(outcome.error);
  CHECK(outcome.error->type == "ValueError");
  CHECK(outcome.error->message == "no such colour: Ωμέγα");
  CHECK(outcome.error->line == 4);
}

TEST_CASE("the error line is the program's own, not the library's") {
  const auto outcome = run_boxed("import json\n\njson.loads('{')\n");
  CAPTURE_OUTCOME(outcome);
  REQUIRE(outcome.error);
  CHECK(outcome.error->type == "JSONDecodeError");
  CHECK(outcome.error->line == 3);
}

TEST_CASE("a syntax error is reported with its line, and nothing of the program runs") {
  const auto outcome = run_boxed("print('hello')\nif True\n    pass\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Error);
  REQUIRE(outcome.error);
  CHECK(outcome.error->type == "SyntaxError");
  CHECK(outcome.error->line == 2);
  CHECK(outcome.out.empty());
}

TEST_CASE("the traceback is the one of python3 -I -u") {
  const auto outcome = run_boxed("def g():\n    return 1 / 0\ng()\n");
  CHECK(outcome.err ==
        "Traceback (most recent call last):\n  File \"/program/main.py\", line 3, in <module>\n    g()\n"
        "  File \"/program/main.py\", line 2, in g\n    return 1 / 0\n           ~~^~~\n"
        "ZeroDivisionError: division by zero\n");
}

TEST_CASE("a program that replaces sys.excepthook is still understood") {
  const auto outcome =
      run_boxed("import sys\nsys.excepthook = lambda *a: print('mine')\nraise KeyError('k')\n");
  CAPTURE_OUTCOME(outcome);
  REQUIRE(outcome.error);
  CHECK(outcome.error->type == "KeyError");
  CHECK(outcome.out == "mine\n");
}

TEST_CASE("exit statuses are exit statuses, never signals") {
  for (const int code : {0, 1, 2, 3, 9, 127, 128, 137, 139, 255}) {
    const auto outcome = run_boxed("import os\nos._exit(" + std::to_string(code) + ")\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.exit_code == code);
    CHECK_FALSE(outcome.signal);
    CHECK(outcome.verdict == (code == 0 ? Verdict::Finished : Verdict::Error));
  }
}

TEST_CASE("signals are signals, never exit statuses") {
  for (const int number : {SIGKILL, SIGTERM, SIGSEGV, SIGABRT, SIGHUP}) {
    const auto outcome = run_boxed("import os\nos.kill(os.getpid(), " + std::to_string(number) + ")\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::Signal);
    CHECK(outcome.signal == number);
    CHECK_FALSE(outcome.exit_code);
  }
}

TEST_CASE("sys.exit with a text is an error, with zero a finish") {
  CHECK(run_boxed("import sys\nsys.exit('sorry')\n").verdict == Verdict::Error);
  CHECK(run_boxed("import sys\nsys.exit()\n").verdict == Verdict::Finished);
}

TEST_CASE("an ordinary program finishes with its output, unbuffered, in order") {
  const auto outcome = run_boxed("import sys\nprint('one')\nsys.stderr.write('two')\nprint('three')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out == "one\nthree\n");
  CHECK(outcome.err == "two");
  CHECK_FALSE(outcome.error);
  CHECK(outcome.start_ns <= outcome.end_ns);
}

TEST_CASE("a program that asks for input is noticed and reads end-of-file") {
  const auto outcome = run_boxed("try:\n    input('name? ')\nexcept EOFError:\n    print('nobody')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.asked_for_input);
  CHECK(outcome.out == "name? nobody\n");
  CHECK_FALSE(run_boxed("pass\n").asked_for_input);
}

TEST_CASE(
    "the end of a program does not pay for what was imported before its start, but for its own things") {
  const auto outcome = run_boxed(
      "import gc\nassert gc.get_freeze_count() > 1000 and gc.isenabled()\n"
      "class Circle:\n    def __init__(self): self.me = self\n    def __del__(self): print('gone')\n"
      "Circle()\nprint(gc.collect() > 0)\nlast = Circle()\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "gone\nTrue\ngone\n");
}

TEST_CASE("a program sees what python3 -I -u would show it") {
  const auto outcome = run_boxed(
      "import sys, os, signal\n"
      "print(__name__, __file__, sys.argv, sys.orig_argv, sys.executable, os.getcwd())\n"
      "print(sys.flags.isolated, sys.flags.safe_path, sys.flags.ignore_environment, sys.flags.no_user_site)\n"
      "print(signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN, signal.getsignal(signal.SIGINT).__name__)\n"
      "print(sys.excepthook is sys.__excepthook__, sys.stdout.encoding, sys.stdout.write_through)\n"
      "print(sorted(os.environ))\n"
      "print(len(os.listdir('/proc/self/fd')))\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out ==
        "__main__ /program/main.py ['main.py'] ['/usr/bin/python3', '-I', '-u', 'main.py'] /usr/bin/python3 "
        "/program\n"
        "1 True 1 1\nTrue default_int_handler\nTrue utf-8 True\n"
        "['HOME', 'LANG', 'OPENBLAS_NUM_THREADS', 'PATH', 'PWD']\n5\n");
}
