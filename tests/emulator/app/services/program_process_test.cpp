#include "emulator/app/services/program_process.hpp"

#include "tests/emulator/app/services/pump.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>
#include <system_error>

using namespace cupola;
using namespace std::chrono_literals;
using app::OutputStream;
using app::ProgramProcess;
using cupola::tests::pump;
using cupola::tests::TemporaryFolder;

namespace {

struct Desk {
  app::ProgramStart program(const std::string& text) const {
    std::ofstream(folder / "program.py") << text;
    return {.file = folder / "program.py", .board = "kitchen", .python_packages = "/no/such/packages"};
  }
  TemporaryFolder folder;
};

/// Everything the program writes on one stream, up to its end.
struct Run {
  explicit Run(const app::ProgramStart& start) : process(start) {}
  bool until_end() {
    return pump(process, [&] {
      fetch();
      return process.end().has_value();
    });
  }
  void fetch() {
    for (const app::OutputChunk& chunk : process.take_output())
      (chunk.stream == OutputStream::Out ? out : errors) += chunk.text;
  }
  ProgramProcess process;
  std::string out;
  std::string errors;
};

}  // namespace

TEST_CASE("a program whose folder is not there is said to be the matter") {
  try {
    const ProgramProcess process({.file = "/no/such/folder/a.py", .board = "b", .python_packages = ""});
    FAIL("started");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == ENOENT);
  }
}

TEST_CASE("what a program writes arrives with its stream and in order, and its exit status at the end") {
  const Desk desk;
  Run run(desk.program("import sys\nprint('one')\nprint('two', file=sys.stderr)\nsys.exit(3)\n"));
  REQUIRE(run.until_end());
  CHECK(run.out == "one\n");
  CHECK(run.errors == "two\n");
  CHECK(run.process.end()->exit_code == 3);
  CHECK_FALSE(run.process.end()->signal);
  CHECK(run.process.fds().empty());
}

TEST_CASE("a program is told its board, our packages come first, and it starts in its own folder") {
  const Desk desk;
  Run run(desk.program(
      "import os, sys\nprint(os.environ['CUPOLA_BOARD'], os.environ['SENSE_HAT_BACKEND'])\n"
      "print(sys.path[1])\nprint(os.path.samefile('.', os.path.dirname(os.path.abspath(__file__))))\n"
      "print(os.getpgrp() == os.getpid())\n"));
  REQUIRE(run.until_end());
  CHECK(run.out == "kitchen board\n/no/such/packages\nTrue\nTrue\n");
}

TEST_CASE("input() gets what is typed, and can be seen to wait for it; the end of the input is an EOFError") {
  const Desk desk;
  Run run(desk.program("print('Hello ' + input())\ninput()\n"));
  REQUIRE(pump(run.process, [&] { return run.process.waits_for_input(); }));
  run.process.write_input("Ada\n");
  REQUIRE(pump(run.process, [&] {
    run.fetch();
    return !run.out.empty() && run.process.waits_for_input();
  }));
  CHECK(run.out == "Hello Ada\n");
  run.process.close_input();
  REQUIRE(run.until_end());
  CHECK(run.errors.find("EOFError") != std::string::npos);
  CHECK_FALSE(run.process.waits_for_input());
}

TEST_CASE("a flood is read a piece at a time, kept in part, counted, and ends with Stop") {
  const Desk desk;
  Run run(desk.program("while True:\n    print('x' * 100000)\n"));
  std::size_t most = 0;
  REQUIRE(pump(run.process, [&] {
    std::size_t came = 0;
    for (const app::OutputChunk& chunk : run.process.take_output()) came += chunk.text.size();
    most = std::max(most, came);
    return run.process.dropped() > 500'000;
  }));
  CHECK(most <= 2 * ProgramProcess::kKeptPerTick);
  run.process.stop(base::SystemClock().monotonic());
  REQUIRE(run.until_end());
  CHECK(run.process.end()->signal == SIGTERM);
}

TEST_CASE("output that nobody fetches is not kept without end") {
  const Desk desk;
  Run run(desk.program(
      "import sys\nfor i in range(200):\n    sys.stdout.write('x' * 65536)\n    sys.stdout.flush()\n"));
  REQUIRE(pump(run.process, [&] { return run.process.end().has_value(); }));
  run.fetch();
  CHECK(run.out.size() <= std::size_t{4} << 20);
  CHECK(run.out.size() + run.process.dropped() == 200 * 65536);
}

TEST_CASE("a program that will not stop is killed with its children a second later") {
  const Desk desk;
  Run run(
      desk.program("import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                   "child = os.fork()\nos.write(1, b'ready\\n')\nwhile True: time.sleep(1)\n"));
  REQUIRE(pump(run.process, [&] {
    run.fetch();
    return run.out == "ready\nready\n";
  }));
  run.process.stop(0s);
  CHECK(run.process.due() == 1s);
  run.process.tick(999ms);
  CHECK_FALSE(run.process.end());
  run.process.tick(1s);
  REQUIRE(run.until_end());
  CHECK(run.process.end()->signal == SIGKILL);
  CHECK_FALSE(run.process.due());
}

TEST_CASE("what a program leaves running in its group goes with it") {
  const Desk desk;
  Run run(desk.program("import os, time\nif os.fork() == 0:\n    time.sleep(3600)\nprint('parent')\n"));
  REQUIRE(run.until_end());
  CHECK(run.out == "parent\n");
  CHECK(run.process.end()->exit_code == 0);
}

TEST_CASE("a program ends with the object that runs it") {
  const Desk desk;
  pid_t pid = 0;
  {
    const ProgramProcess process(desk.program("while True: pass\n"));
    pid = process.pid();
    CHECK(::kill(pid, 0) == 0);
  }
  CHECK(::kill(pid, 0) != 0);
  CHECK(errno == ESRCH);
}
