// Walls: what a program cannot see, reach or pretend.
#include "tests/sandbox_promises/boxed.hpp"

#include <csignal>
#include <string>

using cupola::record::Verdict;
using namespace cupola::tests;

namespace {

/// Runs `expression`s and gives one line each: the value, or the name of the exception and its errno.
std::string attempt(const std::string& expressions) {
  const auto outcome = run_boxed(
      "import errno, os, socket, ctypes, resource, signal\n"
      "libc = ctypes.CDLL(None, use_errno=True)\n"
      "def sys(*a):\n    r = libc.syscall(*a)\n    return r if r >= 0 else "
      "errno.errorcode[ctypes.get_errno()]\n"
      "def write(path):\n    with open(path, 'wb') as f: f.write(b'x')\n"
      "for text in '''" +
      expressions +
      "'''.split(chr(10)):\n"
      "    try: print(eval(text))\n"
      "    except OSError as e: print(errno.errorcode.get(e.errno))\n"
      "    except Exception as e: print(type(e).__name__)\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  return outcome.out;
}

}  // namespace

TEST_CASE("there is no network") {
  CHECK(attempt("socket.create_connection(('1.1.1.1', 53), 1)\n"
                "socket.create_connection(('127.0.0.1', 22), 1)\n"
                "socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)\n"
                "os.listdir('/sys') if os.path.exists('/sys') else 'no /sys'\n"
                "sorted(n for _, n in socket.if_nameindex())") ==
        "ENETUNREACH\nECONNREFUSED\nEPERM\nno /sys\n['lo']\n");
}

TEST_CASE("nobody's files are there to be read") {
  CHECK(attempt("open('/etc/shadow')\nopen('/etc/passwd')\nos.listdir('/root')\nos.listdir('/home')\n"
                "sorted(os.listdir('/'))[:4]\nos.listdir('/program')\nos.listdir('/tmp')") ==
        "ENOENT\nENOENT\nENOENT\nENOENT\n['bin', 'cupola', 'dev', 'etc']\n['main.py']\n[]\n");
}

TEST_CASE("nothing but /tmp can be written") {
  CHECK(
      attempt("write('/usr/bin/x')\nwrite('/usr/lib/x')\nwrite('/program/main.py')\nwrite('/program/other')\n"
              "write('/x')\nwrite('/dev/x')\nwrite('/cupola/launcher')\nos.unlink('/program/main.py')\n"
              "write('/tmp/x')\nwrite('/dev/shm/x')") ==
      "EROFS\nEROFS\nEROFS\nEROFS\nEROFS\nEROFS\nEROFS\nEROFS\nNone\nNone\n");
}

TEST_CASE("the program is nobody, has no privilege and gets none") {
  const std::string answers = attempt(
      "os.getuid() >= 60000 and os.getuid() == os.geteuid()\nos.getgroups() in ([], [65534], [60000])\n"
      "[l.split()[1] for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapPrm', "
      "'NoNewPrivs'))]\n"
      "os.setreuid(0, 0) if os.getuid() == 0 else 1\nos.chroot('/tmp')\nsys(165, 0, 0, 0, 0, 0)\nsys(272, "
      "0x10000000)\nsys(56, 0x10000011, 0, 0, 0, 0)\n"
      "sys(435, 0, 0)\nsys(101, 0, 0, 0, 0)\nsys(248, 0, 0, 0, 0, 0)\nsys(425, 1, 0)\nsys(321, 0, 0, 0)\n"
      "sys(298, 0, 0, -1, -1, 0)\nsys(323, 0)");
  CHECK(answers ==
        "True\nTrue\n['0000000000000000', '0000000000000000', '1']\n"
        "1\nEPERM\nEPERM\nEPERM\nEPERM\nENOSYS\nEPERM\nEPERM\nEPERM\nEPERM\nEPERM\nEPERM\n");
}

TEST_CASE("code for another architecture is killed") {
  // int 0x80 asks the 32-bit kernel entry for getpid.
  const auto outcome = run_boxed(
      "import ctypes, mmap\ncode = mmap.mmap(-1, 4096, prot=7)\n"
      "code.write(bytes([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xc3]))\n"
      "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()\n");
  CAPTURE_OUTCOME(outcome);
#if defined(__x86_64__)
  CHECK(outcome.verdict == Verdict::Refused);
  CHECK(outcome.signal == SIGSYS);
#else
  MESSAGE("x86-64 only");
#endif
}

TEST_CASE("PID 1 and the world outside do not mind being killed") {
  CHECK(attempt("os.kill(1, 9)\nos.kill(1, 19)\nos.kill(1, 15)\n"
                "[p for p in os.listdir('/proc') if "
                "p.isdigit()]\nos.readlink('/proc/1/exe')\nos.listdir('/proc/1/fd')\n"
                "open('/proc/1/environ').read()\nopen('/proc/1/mem', 'r+b')\n"
                "resource.prlimit(1, resource.RLIMIT_CPU, (0, 0))")
            .find("EPERM") != std::string::npos);
  const auto outcome = run_boxed(
      "import os, signal\n"
      "for s in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL):\n"
      "    for p in (1, os.getppid()):\n        try: os.kill(p, s)\n        except OSError: pass\n"
      "print('still here', os.getppid())\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out == "still here 1\n");
}

TEST_CASE("a program cannot look into PID 1 or change its limits") {
  const std::string answers = attempt(
      "os.readlink('/proc/1/exe')\nos.listdir('/proc/1/fd')\nopen('/proc/1/environ').read()\n"
      "open('/proc/1/mem', 'r+b')\nresource.prlimit(1, resource.RLIMIT_CPU, (0, 0))");
  CHECK(answers == "EACCES\nEACCES\nEACCES\nEACCES\nEPERM\n");
}

TEST_CASE("killing everything it can reach ends only the program") {
  const auto outcome = run_boxed("import os\nos.kill(-1, 9)\nprint('alone')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK((outcome.verdict == Verdict::Finished || outcome.verdict == Verdict::Error));
}

TEST_CASE("a forged report moves no start, no verdict and no exit status") {
  const auto outcome = run_boxed(
      "import os, struct, time\n"
      "forged = struct.pack('<IIq', 1, 8, 5) + struct.pack('<II', 2, 4) + b'oops' + b'\\xff' * 300\n"
      "for fd in range(3, 128):\n"
      "    try: os.write(fd, forged * 400)\n    except OSError: pass\n"
      "    try: os.write(fd, struct.pack('<iIq', 0, 0, 0))\n    except OSError: pass\n"
      "print('verdict: finished')\nos._exit(3)\n",
      1.0);
  CAPTURE_OUTCOME(outcome);
  // Filling the report pipe may also block the program until its limit: its own harm.
  CHECK((outcome.verdict == Verdict::Error || outcome.verdict == Verdict::CutAtLimit));
  CHECK(outcome.start_ns > 1'000'000'000);
  CHECK(outcome.end_ns - outcome.start_ns < 60'000'000'000);
}

TEST_CASE("output is kept byte for byte and decides nothing") {
  const auto outcome = run_boxed(
      "import os\nos.write(1, bytes(range(256)))\nos.write(2, b'timelimit exceeded\\n{\"verdict\": "
      "\"internal\"}')\n");
  CHECK(outcome.verdict == Verdict::Finished);
  CHECK(outcome.out.size() == 256);
  CHECK(outcome.out[0] == '\0');
  CHECK(outcome.err == "timelimit exceeded\n{\"verdict\": \"internal\"}");
}
