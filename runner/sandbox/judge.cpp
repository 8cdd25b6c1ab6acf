#include "runner/sandbox/judge.hpp"

#include <sys/wait.h>

#include <csignal>

namespace cupola::sandbox {
namespace {

using record::Verdict;

Judgement judge_cut(Cut cut) {
  switch (cut) {
    case Cut::Wall:
      return {.verdict = Verdict::CutAtLimit};
    case Cut::Cpu:
      return {.verdict = Verdict::CpuLimit};
    case Cut::Memory:
      return {.verdict = Verdict::MemoryLimit};
    case Cut::Output:
      return {.verdict = Verdict::OutputLimit};
    case Cut::Start:
      return {.note = "the Python interpreter was not ready in time"};
    case Cut::Stuck:
      return {.note = "the program was killed but did not die"};
    case Cut::None:
      break;
  }
  return {};
}

Verdict verdict_of_signal(int signal, const Facts& facts, const record::Limits& limits) {
  // The filter's answer to code of another architecture.
  if (signal == SIGSYS && !facts.own_sigsys) return Verdict::Refused;
  // Who ignores SIGXCPU is killed by the kernel one second later; anybody may send both.
  const bool is_the_kernels = signal == SIGXCPU || signal == SIGKILL;
  if (is_the_kernels && facts.cpu_s >= limits.cpu_s) return Verdict::CpuLimit;
  return Verdict::Signal;
}

}  // namespace

Judgement judge(const Facts& facts, const record::Limits& limits) {
  if (facts.cut == Cut::Stuck) return judge_cut(facts.cut);
  if (facts.output_overflow) return judge_cut(Cut::Output);
  if (facts.cut != Cut::None) return judge_cut(facts.cut);
  // With the box's memory its init goes too, and says nothing.
  if (facts.memory_kill && facts.started) return {.verdict = Verdict::MemoryLimit};
  if (!facts.raw_status) return {.note = "the box was ended from outside"};
  const int raw = *facts.raw_status;
  if (!facts.started) return {.note = "the launcher broke before the first line"};
  if (WIFSIGNALED(raw)) {
    const int signal = WTERMSIG(raw);
    return {.verdict = verdict_of_signal(signal, facts, limits), .signal = signal};
  }
  const int code = WEXITSTATUS(raw);
  if (code == 0) return {.verdict = Verdict::Finished, .exit_code = code};
  return {.verdict = facts.memory_error ? Verdict::MemoryLimit : Verdict::Error, .exit_code = code};
}

}  // namespace cupola::sandbox
