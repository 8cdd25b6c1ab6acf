// What one program leaves behind, the next one does not see, though it was made ready while the first one
// ran.
#include "tests/sandbox_promises/boxed.hpp"

#include <optional>
#include <string>

using cupola::record::Verdict;
using namespace cupola::tests;

namespace {

struct Pair {
  cupola::sandbox::Outcome first;
  cupola::sandbox::Outcome second;
};

/// Runs the first program; the second one is ready in its box meanwhile and starts when the first is dead.
Pair one_after_the_other(const std::string& first, const std::string& second,
                         double first_wall_s = kPatience_s) {
  demand_boxes();
  const auto first_plan = plan_for(first, first_wall_s);
  const auto second_plan = plan_for(second);
  std::optional<cupola::sandbox::Box> spare;
  Pair pair;
  pair.first = cupola::sandbox::run(
      first_plan, {.started = [&](std::int64_t) { spare = cupola::sandbox::start(second_plan); }});
  REQUIRE(spare);
  pair.second = cupola::sandbox::supervise(std::move(*spare), second_plan, {});
  return pair;
}

/// Both programs finish; what the second one says is returned.
std::string seen_by_the_next(const std::string& first, const std::string& second) {
  const Pair pair = one_after_the_other(first, second);
  CAPTURE_OUTCOME(pair.first);
  CAPTURE_OUTCOME(pair.second);
  CHECK(pair.first.verdict == Verdict::Finished);
  CHECK(pair.second.verdict == Verdict::Finished);
  // The spare must not run while the first program still does.
  CHECK(pair.second.start_ns > pair.first.end_ns);
  return pair.second.out;
}

}  // namespace

TEST_CASE("files of the last program are gone") {
  CHECK(seen_by_the_next(
            "import os, time\n"
            "for f in ('/tmp/note', '/dev/shm/note'):\n    open(f, 'w').write('x' * 4096)\n"
            "time.sleep(0.1)\nopen('/tmp/late', 'w').close()\n",
            "import os\nprint(os.listdir('/tmp'), os.listdir('/dev/shm'), os.listdir('/program'))\n") ==
        "[] [] ['main.py']\n");
}

TEST_CASE("processes of the last program are gone, daemons too") {
  CHECK(seen_by_the_next(
            "import os, time\n"
            "for i in range(5):\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(600)\n",
            "import os\nprint(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()), os.getpid())\n") ==
        "[1, 2] 2\n");
}

TEST_CASE("System V and POSIX objects of the last program are gone") {
  const std::string make =
      "import ctypes, time\nlibc = ctypes.CDLL(None, use_errno=True)\n"
      "assert libc.shmget(4711, 4096, 0o1666) == -1  # refused\nassert libc.semget(4711, 1, 0o1666) >= 0\n"
      "assert libc.msgget(4711, 0o1666) >= 0\n"
      "libc.mq_open(b'/cupola', 0o102, 0o666, None)\n"  // not every kernel has these
      "from multiprocessing import shared_memory, resource_tracker\n"
      "m = shared_memory.SharedMemory('cupola', create=True, size=4096)\n"
      "resource_tracker.unregister(m._name, 'shared_memory')\ntime.sleep(0.1)\n";
  const std::string look =
      "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
      "print(libc.shmget(4711, 4096, 0o666), libc.semget(4711, 1, 0o666), libc.msgget(4711, 0o666),\n"
      "      libc.mq_open(b'/cupola', 0), os.listdir('/dev/shm'))\n";
  CHECK(seen_by_the_next(make, look) == "-1 -1 -1 -1 []\n");
}

TEST_CASE("abstract sockets and ports of the last program are gone") {
  CHECK(seen_by_the_next(
            "import os, socket, time\n"
            "a = socket.socket(socket.AF_UNIX); a.bind(b'\\0cupola'); a.listen()\n"
            "b = socket.socket(); b.bind(('127.0.0.1', 4711)); b.listen()\n"
            "if os.fork() == 0: time.sleep(60)\ntime.sleep(0.1)\n",
            "import socket\n"
            "def dial(family, where):\n    try: socket.socket(family).connect(where); return 'there'\n"
            "    except OSError as e: return e.__class__.__name__\n"
            "print(dial(socket.AF_UNIX, b'\\0cupola'), dial(socket.AF_INET, ('127.0.0.1', 4711)))\n") ==
        "ConnectionRefusedError ConnectionRefusedError\n");
}

TEST_CASE("the next program is a fresh interpreter with its own secrets") {
  const std::string show =
      "import sys\nprint(hash('a'), id(object()), 'marked' in dir(sys))\nsys.marked = 1\n";
  const Pair pair = one_after_the_other(show, show);
  CAPTURE_OUTCOME(pair.second);
  CHECK(pair.first.out.find("False") != std::string::npos);
  CHECK(pair.second.out.find("False") != std::string::npos);
  CHECK(pair.first.out != pair.second.out);
}

TEST_CASE("a program that used up its processes, memory and time costs the next nothing") {
  const Pair pair = one_after_the_other(
      "import os\ndata = bytearray(300 << 20)\n"
      "try:\n    while True:\n        if os.fork() == 0:\n            while True: pass\n"
      "except OSError: pass\nwhile True: pass\n",
      "import os\npid = os.fork()\nif pid == 0: "
      "os._exit(7)\nprint(os.waitstatus_to_exitcode(os.wait()[1]))\n",
      2.0);
  CAPTURE_OUTCOME(pair.first);
  CAPTURE_OUTCOME(pair.second);
  CHECK((pair.first.verdict == Verdict::CutAtLimit || pair.first.verdict == Verdict::CpuLimit));
  CHECK(pair.second.verdict == Verdict::Finished);
  CHECK(pair.second.out == "7\n");
  CHECK(pair.second.usage.cpu_s < 1.0);
}
