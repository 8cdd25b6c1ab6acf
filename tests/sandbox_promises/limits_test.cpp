// Limits: whatever a program does with time, processes, memory or output, it ends when it must.
#include "tests/sandbox_promises/boxed.hpp"

#include <doctest/doctest.h>

using cupola::record::Verdict;
using namespace cupola::tests;

namespace {

void check_cut(const cupola::sandbox::Outcome& outcome, double wall_s) {
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::CutAtLimit);
  CHECK_FALSE(outcome.exit_code);
  CHECK_FALSE(outcome.signal);
  CHECK(outcome.usage.wall_s >= wall_s);
  // What the machine's other work may add; a quiet one needs 1 to 50 ms. Left alone, none of them ends before
  // 99 s.
  CHECK(outcome.usage.wall_s < wall_s + 20);
}

}  // namespace

TEST_CASE("an endless loop is cut, and its CPU time is known") {
  // 3 s: time enough for a busy machine to let it begin and use 0.2 s of a processor.
  const auto outcome = run_boxed(
      "import time\nbegin = time.process_time()\nwhile time.process_time() - begin < 0.2: pass\n"
      "print('go')\nwhile True:\n    pass\n",
      3.0);
  check_cut(outcome, 3.0);
  CHECK(outcome.out == "go\n");
  // Steps of 10 ms in user and system time each; one thread has no more than the clock on the wall.
  CHECK(outcome.usage.cpu_s >= 0.2 - 0.02);
  CHECK(outcome.usage.cpu_s <= outcome.usage.wall_s + 0.02);
}

TEST_CASE("sleep, stop, ignored signals and swallowed exceptions do not outlast the limit") {
  check_cut(run_boxed("import time\ntime.sleep(1e6)\n", 0.2), 0.2);
  check_cut(run_boxed("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n", 0.2), 0.2);
  check_cut(run_boxed("import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
                      "    except (OSError, ValueError): pass\nwhile True: signal.pause()\n",
                      0.2),
            0.2);
  check_cut(
      run_boxed("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n", 0.2),
      0.2);
}

TEST_CASE("a hanging non-daemon thread or exit handler counts as running") {
  const auto thread = run_boxed(
      "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()\n"
      "print('main is done')\n",
      2.0);
  check_cut(thread, 2.0);
  CHECK(thread.out == "main is done\n");
  check_cut(run_boxed("import atexit, time\natexit.register(time.sleep, 99)\n", 0.3), 0.3);
}

TEST_CASE("closing stdout does not look like the end") {
  check_cut(run_boxed("import os, time\nos.close(1)\nos.close(2)\ntime.sleep(99)\n", 0.3), 0.3);
}

TEST_CASE("a daemon left behind dies with the program, which has finished") {
  const auto outcome = run_boxed(
      "import os, time\n"
      "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n    "
      "os._exit(0)\n"
      "os.wait()\nprint('parent')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(real_seconds(outcome) < 60.0);
}

TEST_CASE("a fork bomb is held at the process limit and ends") {
  auto plan = plan_for(
      "import os, time\nwhile True:\n    try: os.fork()\n    except OSError: time.sleep(0.01)\n", 0.3);
  plan.limits.processes = 16;
  check_cut(run_plan(plan), 0.3);
}

TEST_CASE("the process limit is the one asked for") {
  auto plan = plan_for(
      "import os, time\nn = 0\ntry:\n    while n < 200:\n        if os.fork() == 0: time.sleep(600)\n"
      "        n += 1\nexcept OSError as e:\n    print(n, e.errno)\n");
  plan.limits.processes = 20;
  const auto outcome = run_plan(plan);
  CAPTURE_OUTCOME(outcome);
  // The program's own process counts, and with a user namespace the init does too.
  CHECK((outcome.out == "19 11\n" || outcome.out == "18 11\n"));
}

TEST_CASE("of too much output exactly the first bytes are kept") {
  for (const char* stream : {"1", "2"}) {
    const auto outcome =
        run_boxed(std::string{"import os\nwhile True: os.write("} + stream + ", b'0123456789')\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::OutputLimit);
    const std::string& text = *stream == '1' ? outcome.out : outcome.err;
    REQUIRE(text.size() == 262144);
    CHECK(text.substr(262140) == "0123");
  }
}

TEST_CASE("exactly the limit of output is no flood, one byte more is") {
  const auto full = run_boxed("import os\nfor i in range(256): os.write(1, b'x' * 1024)\n");
  CHECK(full.verdict == Verdict::Finished);
  CHECK(full.out.size() == 262144);
  const auto over =
      run_boxed("import os\nfor i in range(256): os.write(1, b'x' * 1024)\nos.write(1, b'y')\n");
  CHECK(over.verdict == Verdict::OutputLimit);
  CHECK(over.out == full.out);
}

TEST_CASE("a memory hog gets MemoryError, and the verdict says memory-limit") {
  const auto outcome = run_boxed("data = []\nwhile True: data.append(bytearray(1 << 24))\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::MemoryLimit);
  REQUIRE(outcome.error);
  CHECK(outcome.error->type == "MemoryError");
  CHECK(outcome.error->line == 2);
}

TEST_CASE("a program that survives its MemoryError finishes") {
  const auto outcome = run_boxed("try:\n    bytearray(1 << 34)\nexcept MemoryError:\n    print('no')\n");
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out == "no\n");
}

TEST_CASE("CPU time of several processes adds up to cpu-limit") {
  auto plan = plan_for("import os\nos.fork()\nos.fork()\nwhile True: pass\n");
  plan.limits.cpu_s = 0.2;
  const auto outcome = run_plan(plan);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::CpuLimit);
  CHECK(outcome.usage.cpu_s >= 0.2);
}

TEST_CASE("files, descriptors and shared memory are bounded") {
  auto plan = plan_for(
      "import errno\n"
      "def why(f):\n    try: f()\n    except OSError as e: return errno.errorcode[e.errno]\n"
      "def fill(path):\n    with open(path, 'wb') as f:\n        while True: f.write(b'x' * 65536)\n"
      "def many():\n    keep = []\n    while True: keep.append(open('/dev/null'))\n"
      "print(why(lambda: fill('/tmp/a')), why(lambda: fill('/tmp/b')), why(lambda: fill('/dev/shm/c')), "
      "why(many))\n");
  plan.limits.tmp_bytes = 4 << 20;
  const auto outcome = run_plan(plan);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "EFBIG ENOSPC EFBIG EMFILE\n");
}
