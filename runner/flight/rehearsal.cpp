#include "runner/flight/rehearsal.hpp"

#include "runner/flight/log_state.hpp"
#include "runner/record/sha256.hpp"

#include <algorithm>
#include <initializer_list>

namespace cupola::flight {
namespace {

using record::Verdict;

constexpr std::size_t kEach = 10;
constexpr std::string_view kPrefix = "probe-";

struct Probe {
  std::string_view name;
  std::string_view purpose;
  std::vector<Verdict> expected;
  std::string_view program;
};

// Those that try something forbidden end well if they were kept from it, and with an error if not; "refused"
// is right, too, where the box notes the attempt.
const std::vector<Probe>& probes() {
  static const std::vector<Probe> all{
      {"error", "an exception is told", {Verdict::Error}, "raise ValueError('probe')\n"},
      {"signal",
       "a crash is told",
       {Verdict::Signal},
       "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n"},
      {"endless",
       "a program that does not end is cut",
       {Verdict::CutAtLimit},
       "import signal, time\nfor each in range(1, 32):\n    try:\n        signal.signal(each, "
       "signal.SIG_IGN)\n"
       "    except (OSError, ValueError):\n        pass\nwhile True:\n    time.sleep(1)\n"},
      {"output", "a flood of output ends", {Verdict::OutputLimit}, "while True:\n    print('x' * 1000)\n"},
      {"memory",
       "too much memory ends",
       {Verdict::MemoryLimit},
       "blocks = []\nwhile True:\n    blocks.append(bytes(64 << 20))\n"},
      {"processes",
       "processes run out",
       {Verdict::Finished, Verdict::Refused},
       "import os, sys, time\nfor count in range(2000):\n    try:\n        if os.fork() == 0:\n"
       "            time.sleep(60)\n    except OSError:\n        os._exit(0)\nos._exit(1)\n"},
      {"network",
       "no program reaches the network",
       {Verdict::Finished, Verdict::Refused},
       "import socket, sys\ntry:\n    socket.create_connection(('192.0.2.1', 80), 0.2)\nexcept OSError:\n"
       "    sys.exit(0)\nsys.exit('connected')\n"},
      {"files",
       "no program reads or writes the computer's files",
       {Verdict::Finished, Verdict::Refused},
       "import sys\nfor path, mode in (('/etc/shadow', 'r'), ('/usr/probe', 'w'), ('/root/probe', 'w')):\n"
       "    try:\n        open(path, mode)\n    except OSError:\n        continue\n    sys.exit('opened ' + "
       "path)\n"},
      {"devices",
       "no program has a device of the HAT",
       {Verdict::Finished, Verdict::Refused},
       "import glob, sys\nfound = [path for kind in ('i2c-*', 'fb*', 'input/*', 'mem', 'sd*', 'mmcblk*')\n"
       "         for path in glob.glob('/dev/' + kind)]\nif found:\n    sys.exit('found ' + found[0])\n"},
      {"mount",
       "no program mounts anything",
       {Verdict::Finished, Verdict::Refused, Verdict::Signal},
       "import ctypes, sys\nlibc = ctypes.CDLL(None, use_errno=True)\n"
       "if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0:\n    sys.exit('mounted')\n"},
      {"leaves",
       "what a program leaves behind …",
       {Verdict::Finished, Verdict::CutAtLimit},
       "from sense_hat import SenseHat\nopen('/tmp/left', 'w').write('left')\nhat = SenseHat()\n"
       "hat.low_light = True\nhat.clear(255, 0, 0)\n"},
      {"finds",
       "… the next one does not find",
       {Verdict::Finished},
       "import os, sys\nfrom sense_hat import SenseHat\nhat = SenseHat()\nif os.path.exists('/tmp/left'):\n"
       "    sys.exit('found a file')\nif any(any(pixel) for pixel in hat.get_pixels()):\n"
       "    sys.exit('found the LEDs lit')\nif hat.low_light:\n    sys.exit('found low light')\n"},
  };
  return all;
}

std::string names_of(const std::vector<Verdict>& verdicts) {
  std::string names;
  for (const Verdict verdict : verdicts) {
    names += (names.empty() ? "" : " or ") + std::string{record::verdict_name(verdict)};
  }
  return names;
}

}  // namespace

mission::Bundle rehearsal_of(const mission::Bundle& bundle) {
  mission::Bundle rehearsal = bundle;
  rehearsal.entries.clear();
  // It is flown on the ground, when there is time for it.
  rehearsal.hours = {};
  for (const Probe& probe : probes()) {
    const std::string program{probe.program};
    rehearsal.entries.push_back(
        {std::string{kPrefix}.append(probe.name), record::sha256_hex(program), program});
  }
  for (std::size_t index = 0; index < bundle.entries.size(); ++index) {
    const bool is_edge = index < kEach || index + kEach >= bundle.entries.size();
    const bool is_probe = bundle.entries[index].id.starts_with(kPrefix);
    if (is_edge && !is_probe) rehearsal.entries.push_back(bundle.entries[index]);
  }
  mission::encode_bundle(rehearsal);
  return rehearsal;
}

std::vector<Rehearsed> probes_in(const record::Journal& journal) {
  const LogState state = read_state(journal);
  std::vector<Rehearsed> rehearsed;
  for (const Probe& probe : probes()) {
    Rehearsed result{
        std::string{probe.name}, std::string{probe.purpose}, names_of(probe.expected), {}, false};
    const auto known = state.entries.find(std::string{kPrefix}.append(probe.name));
    if (known != state.entries.end() && known->second.completed) {
      const Verdict verdict = known->second.last->verdict;
      result.verdict = record::verdict_name(verdict);
      result.as_expected =
          std::find(probe.expected.begin(), probe.expected.end(), verdict) != probe.expected.end();
    }
    rehearsed.push_back(result);
  }
  return rehearsed;
}

}  // namespace cupola::flight
