// Virtual time: sleeps cost nothing, durations are those the real clock would have shown.
#include "tests/sandbox_promises/boxed.hpp"

#include <csignal>
#include <cstdint>
#include <vector>

using cupola::record::Verdict;
using namespace cupola::tests;

namespace {

/// From the kill to the kernel's report of the death; a busy machine needs some 50 ms, a quiet one 1 to 5.
constexpr double kOvershoot_s = 0.5;

/// The run took `seconds` of virtual time, real work included.
void check_took(const cupola::sandbox::Outcome& outcome, double seconds) {
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.usage.wall_s >= seconds);
  CHECK(outcome.usage.wall_s < seconds + real_seconds(outcome) + 0.005);
  CHECK(real_seconds(outcome) < 5.0);
}

}  // namespace

TEST_CASE("a program of fifty seconds is cut at thirty in less than one") {
  const auto outcome = run_virtual("import time\nfor i in range(50):\n    print(i)\n    time.sleep(1)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::CutAtLimit);
  CHECK(outcome.usage.wall_s >= 30.0);
  CHECK(outcome.usage.wall_s < 30.0 + kOvershoot_s);
  CHECK(real_seconds(outcome) < 1.0);
  CHECK(outcome.out.substr(outcome.out.size() - 3) == "29\n");
}

TEST_CASE("the sum of the sleeps is the duration") {
  check_took(run_virtual("import time\nfor i in range(100): time.sleep(0.123)\n"), 12.3);
}

TEST_CASE("two threads that sleep one and ten seconds take ten together") {
  check_took(run_virtual("import threading, time\n"
                         "a = threading.Thread(target=time.sleep, args=(1,))\n"
                         "b = threading.Thread(target=time.sleep, args=(10,))\n"
                         "a.start(); b.start(); a.join(); b.join()\n"),
             10.0);
}

TEST_CASE("sleepers wake in the order of their times") {
  const auto outcome = run_virtual(
      "import threading, time\nt0 = time.monotonic()\n"
      "def nap(s):\n    time.sleep(s)\n    print(s, int(time.monotonic() - t0))\n"
      "ts = [threading.Thread(target=nap, args=(s,)) for s in (3, 1, 5, 2, 4)]\n"
      "for t in ts: t.start()\nfor t in ts: t.join()\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "1 1\n2 2\n3 3\n4 4\n5 5\n");
}

TEST_CASE("waits for other threads end by the time or by the event, whichever is first") {
  const auto outcome = run_virtual(
      "import threading, time, queue\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0)\n"
      "e = threading.Event()\nprint(e.wait(2), at())\n"
      "threading.Timer(3, e.set).start()\nprint(e.wait(60), at())\n"
      "try: queue.Queue().get(timeout=4)\nexcept queue.Empty: print('empty', at())\n"
      "c = threading.Condition()\nwith c: print(c.wait(1.5), at())\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "False 2\nTrue 5\nempty 9\nFalse 10\n");
  check_took(outcome, 10.5);
}

TEST_CASE("select, poll, epoll and asyncio time out in virtual time") {
  const auto outcome = run_virtual(
      "import asyncio, os, select, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0)\n"
      "r, w = os.pipe()\nprint(select.select([r], [], [], 2), at())\n"
      "p = select.poll(); p.register(r)\nprint(p.poll(3000), at())\n"
      "e = select.epoll(); e.register(r)\nprint(e.poll(1.5), at())\n"
      "async def main():\n    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(4))\n"
      "asyncio.run(main())\nprint(at())\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "([], [], []) 2\n[] 5\n[] 6\n10\n");
}

TEST_CASE("alarms and interval timers ring in virtual time, and can be taken back") {
  const auto outcome = run_virtual(
      "import os, signal, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0)\n"
      "rings = []\nsignal.signal(signal.SIGALRM, lambda *a: rings.append(at()))\n"
      "signal.alarm(5)\ntime.sleep(8)\nprint(rings, signal.alarm(0))\n"
      "signal.setitimer(signal.ITIMER_REAL, 2, 3)\nfor i in range(3): signal.pause()\n"
      "print(rings, at(), [round(x) for x in signal.getitimer(signal.ITIMER_REAL)])\n"
      "signal.setitimer(signal.ITIMER_REAL, 0)\nsignal.alarm(9)\n"
      "if os.fork() == 0:\n    print('inherited', signal.alarm(0))\n    os._exit(0)\n"
      "os.wait()\nprint(signal.alarm(0))\ntime.sleep(10)\nprint(rings)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "[5] 0\n[5, 10, 13, 16] 16 [3, 3]\ninherited 0\n9\n[5, 10, 13, 16]\n");
  check_took(outcome, 26.0);
}

TEST_CASE("an alarm that nobody handles ends the program at its virtual moment") {
  for (const char* wait : {"time.sleep(60)", "signal.pause()", "threading.Event().wait(60)",
                           "os.execv('/bin/sleep', ['sleep', '60'])"}) {
    const auto outcome =
        run_virtual(std::string{"import os, signal, threading, time\nsignal.alarm(7)\n"} + wait + "\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::Signal);
    CHECK(outcome.signal == SIGALRM);
    CHECK(outcome.usage.wall_s >= 7.0);
    CHECK(outcome.usage.wall_s < 9.0);
  }
}

TEST_CASE("an alarm rings while the program works, and its handler may sleep") {
  const auto outcome = run_virtual(
      "import signal, time\nt0 = time.monotonic()\n"
      "def ring(*a):\n    global rung\n    time.sleep(10)\n    rung = int(time.monotonic() - t0)\n"
      "rung = 0\nsignal.signal(signal.SIGALRM, ring)\nsignal.setitimer(signal.ITIMER_REAL, 0.2)\n"
      "while not rung: pass\nprint(rung)\n"
      "signal.alarm(4)\ntry: signal.sigtimedwait([signal.SIGUSR1], 2)\nexcept InterruptedError: pass\n"
      "signal.alarm(0)\nprint(int(time.monotonic() - t0))\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "10\n12\n");
}

TEST_CASE("a thousand alarms that are taken back cost a program nothing") {
  const auto outcome = run_virtual(
      "import signal\nfor i in range(1000):\n    signal.alarm(5)\n    signal.alarm(0)\nprint('done')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "done\n");
  CHECK(outcome.usage.wall_s < 4.0);
}

TEST_CASE("a program that ends while its children sleep has finished, however busy the machine is") {
  for (int round = 0; round < 10; ++round) {
    const auto outcome = run_virtual(
        "import os, time\nfor i in range(20):\n    if os.fork() == 0:\n        time.sleep(100)\n        "
        "os._exit(0)\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::Finished);
  }
}

TEST_CASE("a child process shares its parent's time") {
  // In units of 5 s: starting an interpreter takes real time, which counts.
  const auto outcome = run_virtual(
      "import os, subprocess, sys, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0) // 5\n"
      "if os.fork() == 0:\n    time.sleep(5)\n    os._exit(0)\n"
      "os.wait()\nprint(at())\n"
      "subprocess.run([sys.executable, '-c', 'import time; time.sleep(10)'])\nprint(at())\n"
      "subprocess.run(['/bin/sleep', '5'])\nprint(at())\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "1\n3\n4\n");
}

TEST_CASE("all clocks agree, and the day is the one that was asked for") {
  const auto outcome = run_virtual(
      "import time, datetime\nu0, m0, p0 = time.time(), time.monotonic(), time.perf_counter()\n"
      "time.sleep(10)\nu1, m1, p1 = time.time(), time.monotonic(), time.perf_counter()\n"
      "print(int(u1 - u0), int(m1 - m0), int(p1 - p0), abs(round((u1 - u0) - (m1 - m0), 2)))\n"
      "print(abs(datetime.datetime.now().timestamp() - time.time()) < 0.1, u0 < 1_000_000_000)\n",
      30.0, {}, -1'000'000'000'000'000'000);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "10 10 10 0.0\nTrue True\n");
}

TEST_CASE("absurd and wrong sleeps harm nobody") {
  for (const char* seconds : {"1e9", "9e9", "31"}) {
    const auto outcome = run_virtual(std::string{"import time\ntime.sleep("} + seconds + ")\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::CutAtLimit);
    CHECK(outcome.usage.wall_s < 30.0 + kOvershoot_s);
  }
  const auto negative = run_virtual("import time\ntime.sleep(-1)\n");
  REQUIRE(negative.error);
  CHECK(negative.error->type == "ValueError");
  CHECK(negative.error->message == "sleep length must be non-negative");
}

TEST_CASE("a program that waits for ever reaches its limit without thirty seconds' wait") {
  for (const char* source : {"import threading\nthreading.Event().wait()\n",
                             "import signal\nsignal.pause()\n", "import os\nos.read(os.pipe()[0], 1)\n"}) {
    const auto outcome = run_virtual(source);
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::CutAtLimit);
    CHECK(outcome.usage.wall_s >= 30.0);
    CHECK(real_seconds(outcome) < 3.0);
  }
}

TEST_CASE("work takes real time beside sleeps, and time does not run away from it") {
  const auto outcome = run_virtual(
      "import threading, time\nt0 = time.monotonic()\n"
      "threading.Thread(target=time.sleep, args=(20,), daemon=True).start()\n"
      "end = time.process_time() + 0.15\nwhile time.process_time() < end: pass\n"
      "print(time.monotonic() - t0 < 3)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "True\n");
  CHECK(outcome.usage.wall_s < 3);
}

TEST_CASE("floods and forgeries on the clock's socket harm only the program") {
  const auto outcome = run_virtual(
      "import os, socket, struct\ns = socket.socket(fileno=4)\n"
      "for i in range(5000):\n    s.send(struct.pack('<IIIIq', 0x314b4343, 1 + i % 3, i, 0, -i if i % 2 else "
      "1 << 62))\n"
      "s.send(b'nonsense')\ns.send(b'')\ns.send(b'x' * 60000)\n"
      "socket.send_fds(s, [b'fds'], [0, 1, 2])\nprint('done')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK((outcome.verdict == Verdict::Finished || outcome.verdict == Verdict::CutAtLimit));
  CHECK(outcome.usage.wall_s < 30.0 + kOvershoot_s);
}

TEST_CASE("the world is ticked to every new time before the program sees it") {
  std::vector<std::int64_t> ticks;
  const auto outcome = run_virtual("import time\nfor i in range(3): time.sleep(5)\n", 30.0,
                                   {.tick = [&ticks](std::int64_t now) { ticks.push_back(now); }});
  CAPTURE_OUTCOME(outcome);
  REQUIRE(ticks.size() >= 3);
  for (std::size_t i = 1; i < ticks.size(); ++i) CHECK(ticks[i] >= ticks[i - 1]);
  CHECK(ticks.back() - outcome.start_ns > 14'990'000'000);
}
