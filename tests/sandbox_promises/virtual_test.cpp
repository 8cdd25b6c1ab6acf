// Virtual time: sleeps cost nothing, durations are those the real clock would have shown.
#include "tests/sandbox_promises/boxed.hpp"

#include <csignal>
#include <cstdint>
#include <vector>

using cupola::record::Verdict;
using namespace cupola::tests;

namespace {

/// Virtual seconds cost nothing: where a whole number of hundreds tells what took how long, real work cannot
/// blur it, however slow and busy the machine is.
constexpr double kHours_s = 20'000.0;

/// No move of time goes past a moment that ends the program: what comes on top is real.
void check_ended_at(const cupola::sandbox::Outcome& outcome, double seconds) {
  CHECK(outcome.usage.wall_s >= seconds);
  CHECK(outcome.usage.wall_s <= seconds + real_seconds(outcome) + 0.005);
}

/// The run took `seconds` of virtual time, real work included.
void check_took(const cupola::sandbox::Outcome& outcome, double seconds) {
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.usage.wall_s >= seconds);
  CHECK(outcome.usage.wall_s < seconds + real_seconds(outcome) + 0.005);
  CHECK(real_seconds(outcome) < seconds);
}

}  // namespace

TEST_CASE("a program of fifty seconds is cut at thirty in far less") {
  const auto outcome = run_virtual("import time\nfor i in range(5):\n    print(i)\n    time.sleep(10)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::CutAtLimit);
  check_ended_at(outcome, 30.0);
  CHECK(real_seconds(outcome) < 10.0);
  CHECK(outcome.out == "0\n1\n2\n");
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
      "def nap(s):\n    time.sleep(100 * s)\n    print(s, int(time.monotonic() - t0) // 100)\n"
      "ts = [threading.Thread(target=nap, args=(s,)) for s in (3, 1, 5, 2, 4)]\n"
      "for t in ts: t.start()\nfor t in ts: t.join()\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "1 1\n2 2\n3 3\n4 4\n5 5\n");
}

TEST_CASE("waits for other threads end by the time or by the event, whichever is first") {
  const auto outcome = run_virtual(
      "import threading, time, queue\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0) // 100\n"
      "e = threading.Event()\nprint(e.wait(200), at())\n"
      "threading.Timer(300, e.set).start()\nprint(e.wait(6000), at())\n"
      "try: queue.Queue().get(timeout=400)\nexcept queue.Empty: print('empty', at())\n"
      "c = threading.Condition()\nwith c: print(c.wait(150), at())\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "False 2\nTrue 5\nempty 9\nFalse 10\n");
  check_took(outcome, 1050);
}

TEST_CASE("select, poll, epoll and asyncio time out in virtual time") {
  const auto outcome = run_virtual(
      "import asyncio, os, select, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0) // 100\n"
      "r, w = os.pipe()\nprint(select.select([r], [], [], 200), at())\n"
      "p = select.poll(); p.register(r)\nprint(p.poll(300000), at())\n"
      "e = select.epoll(); e.register(r)\nprint(e.poll(150), at())\n"
      "async def main():\n    await asyncio.gather(asyncio.sleep(100), asyncio.sleep(400))\n"
      "asyncio.run(main())\nprint(at())\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "([], [], []) 2\n[] 5\n[] 6\n10\n");
}

TEST_CASE("alarms and interval timers ring in virtual time, and can be taken back") {
  const auto outcome = run_virtual(
      "import os, signal, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0) // 100\n"
      "rings = []\nsignal.signal(signal.SIGALRM, lambda *a: rings.append(at()))\n"
      "signal.alarm(500)\ntime.sleep(800)\nprint(rings, signal.alarm(0))\n"
      "signal.setitimer(signal.ITIMER_REAL, 200, 300)\nfor i in range(3): signal.pause()\n"
      "print(rings, at(), [round(x / 100) for x in signal.getitimer(signal.ITIMER_REAL)])\n"
      "signal.setitimer(signal.ITIMER_REAL, 0)\nsignal.alarm(950)\n"
      "if os.fork() == 0:\n    print('inherited', signal.alarm(0))\n    os._exit(0)\n"
      "os.wait()\nprint(signal.alarm(0) // 100)\ntime.sleep(1000)\nprint(rings)\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "[5] 0\n[5, 10, 13, 16] 16 [3, 3]\ninherited 0\n9\n[5, 10, 13, 16]\n");
  check_took(outcome, 2600);
}

TEST_CASE("an alarm that nobody handles ends the program at its virtual moment") {
  for (const char* wait : {"time.sleep(60)", "signal.pause()", "threading.Event().wait(60)",
                           "os.execv('/bin/sleep', ['sleep', '60'])"}) {
    const auto outcome =
        run_virtual(std::string{"import os, signal, threading, time\nsignal.alarm(7)\n"} + wait + "\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::Signal);
    CHECK(outcome.signal == SIGALRM);
    check_ended_at(outcome, 7.0);
  }
}

TEST_CASE("an alarm rings while the program works, and its handler may sleep") {
  const auto outcome = run_virtual(
      "import signal, time\nt0 = time.monotonic()\n"
      "def ring(*a):\n    global rung\n    time.sleep(1000)\n    rung = int(time.monotonic() - t0) // 100\n"
      "rung = 0\nsignal.signal(signal.SIGALRM, ring)\nsignal.setitimer(signal.ITIMER_REAL, 0.2)\n"
      "while not rung: pass\nprint(rung)\n"
      "signal.alarm(400)\ntry: signal.sigtimedwait([signal.SIGUSR1], 200)\nexcept InterruptedError: pass\n"
      "signal.alarm(0)\nprint(int(time.monotonic() - t0) // 100)\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "10\n12\n");
}

TEST_CASE("a thousand alarms that are taken back cost a program nothing") {
  const auto outcome = run_virtual(
      "import signal\nfor i in range(1000):\n    signal.alarm(5)\n    signal.alarm(0)\nprint('done')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "done\n");
  CHECK(outcome.usage.wall_s < real_seconds(outcome) + 4.0);
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
  // In units of 100 s: starting an interpreter takes real time, which counts.
  const auto outcome = run_virtual(
      "import os, subprocess, sys, time\nt0 = time.monotonic()\n"
      "def at(): return int(time.monotonic() - t0) // 100\n"
      "if os.fork() == 0:\n    time.sleep(100)\n    os._exit(0)\n"
      "os.wait()\nprint(at())\n"
      "subprocess.run([sys.executable, '-c', 'import time; time.sleep(200)'])\nprint(at())\n"
      "subprocess.run(['/bin/sleep', '100'])\nprint(at())\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "1\n3\n4\n");
}

TEST_CASE("all clocks agree, and the day is the one that was asked for") {
  const auto outcome = run_virtual(
      "import time, datetime\nu0, m0, p0 = time.time(), time.monotonic(), time.perf_counter()\n"
      "time.sleep(1000)\nu1, m1, p1 = time.time(), time.monotonic(), time.perf_counter()\n"
      "print(int(u1 - u0) // 100, int(m1 - m0) // 100, int(p1 - p0) // 100, abs((u1 - u0) - (m1 - m0)) < "
      "60)\n"
      "print(abs(datetime.datetime.now().timestamp() - time.time()) < 60, u0 < 1_000_000_000)\n",
      kHours_s, {}, -1'000'000'000'000'000'000);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "10 10 10 True\nTrue True\n");
}

TEST_CASE("absurd and wrong sleeps harm nobody") {
  for (const char* seconds : {"1e9", "9e9", "31"}) {
    const auto outcome = run_virtual(std::string{"import time\ntime.sleep("} + seconds + ")\n");
    CAPTURE_OUTCOME(outcome);
    CHECK(outcome.verdict == Verdict::CutAtLimit);
    check_ended_at(outcome, 30.0);
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
    check_ended_at(outcome, 30.0);
    CHECK(real_seconds(outcome) < 20.0);
  }
}

TEST_CASE("work takes real time beside sleeps, and time does not run away from it") {
  const auto outcome = run_virtual(
      "import threading, time\nt0 = time.monotonic()\n"
      "threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\n"
      "end = time.process_time() + 0.15\nwhile time.process_time() < end: pass\n"
      "print(time.monotonic() - t0 < 900)\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "True\n");
  CHECK(outcome.usage.wall_s < 900);
}

TEST_CASE("timers of the kernel's own ring at their moment, after a virtual sleep too") {
  const std::string timers =
      "import ctypes, os, signal, struct, time\nlibc = ctypes.CDLL(None)\n"
      "time.sleep(1000)\nt0 = time.monotonic()\n"
      "def at(after=0.0): return struct.pack('qqqq', 0, 0, int(after), int(after % 1 * 1e9))\n";
  const auto outcome = run_virtual(
      timers +
          "fd = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)\n"
          "assert libc.timerfd_settime(fd, 0, at(0.6), None) == 0\nos.read(fd, 8)\n"
          "assert libc.timerfd_settime(fd, 1, at(time.monotonic() + 0.6), None) == 0\nos.read(fd, 8)\n"
          "wall = libc.timerfd_create(time.CLOCK_REALTIME, 0)\n"
          "assert libc.timerfd_settime(wall, 1, at(time.time() + 0.6), None) == 0\nos.read(wall, 8)\n"
          "timer = ctypes.c_void_p()\n"
          "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n"
          "assert libc.timer_create(time.CLOCK_MONOTONIC, None, ctypes.byref(timer)) == 0\n"
          "assert libc.timer_settime(timer, 1, at(time.monotonic() + 0.6), None) == 0\n"
          "signal.sigwait([signal.SIGALRM])\ntime.sleep(0.1)\n"
          "print('rang', 2.5 <= time.monotonic() - t0 < 900)\n",
      kHours_s);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out == "rang True\n");
  CHECK(outcome.usage.wall_s >= 1002.5);
  CHECK(outcome.usage.wall_s <= 1000.0 + real_seconds(outcome) + 0.005);
  CHECK(real_seconds(outcome) >= 2.5);
}

TEST_CASE("a timer of the kernel's own that rings too late does not outlast the limit") {
  const auto outcome = run_virtual(
      "import ctypes, os, struct, time\nlibc = ctypes.CDLL(None)\n"
      "fd = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)\n"
      "libc.timerfd_settime(fd, 0, struct.pack('qqqq', 0, 0, 600, 0), None)\nos.read(fd, 8)\n",
      1.0);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::CutAtLimit);
  check_ended_at(outcome, 1.0);
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
  CHECK(outcome.usage.wall_s <= 30.0 + real_seconds(outcome) + 0.005);
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
