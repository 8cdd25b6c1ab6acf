#include "runner/sandbox/judge.hpp"

#include <doctest/doctest.h>

#include <csignal>

using namespace cupola::sandbox;
using cupola::record::Limits;
using cupola::record::Verdict;

namespace {

constexpr int exited(int code) { return code << 8; }

Facts ended(int raw) { return {.started = true, .raw_status = raw}; }

}  // namespace

TEST_CASE("without the init's word the run is ours to answer for") {
  CHECK(judge({.started = true}, {}).verdict == Verdict::Internal);
  CHECK_FALSE(judge({.started = true}, {}).note.empty());
}

TEST_CASE("an end before the first line is never charged to the program") {
  CHECK(judge({.started = false, .raw_status = exited(3)}, {}).verdict == Verdict::Internal);
  CHECK(judge({.started = false, .raw_status = exited(0)}, {}).verdict == Verdict::Internal);
  CHECK(judge({.started = false, .raw_status = SIGKILL}, {}).verdict == Verdict::Internal);
  CHECK(judge({.cut = Cut::Start}, {}).verdict == Verdict::Internal);
  CHECK(judge({.started = true, .cut = Cut::Stuck}, {}).verdict == Verdict::Internal);
}

TEST_CASE("exit status 137 is an error, SIGKILL a signal") {
  const Judgement status = judge(ended(exited(137)), {});
  CHECK(status.verdict == Verdict::Error);
  CHECK(status.exit_code == 137);
  CHECK_FALSE(status.signal);
  const Judgement signal = judge(ended(SIGKILL), {});
  CHECK(signal.verdict == Verdict::Signal);
  CHECK(signal.signal == SIGKILL);
  CHECK_FALSE(signal.exit_code);
}

TEST_CASE("a box that the kernel ended for want of memory is a memory-limit, though its init says nothing") {
  CHECK(judge({.started = true, .memory_kill = true}, {}).verdict == Verdict::MemoryLimit);
  CHECK(judge({.started = false, .memory_kill = true}, {}).verdict == Verdict::Internal);
  CHECK(judge({.started = true, .cut = Cut::Wall, .memory_kill = true}, {}).verdict == Verdict::CutAtLimit);
}

TEST_CASE("a call through the wrong door is refused") {
  const Judgement judgement = judge(ended(SIGSYS), {});
  CHECK(judgement.verdict == Verdict::Refused);
  CHECK(judgement.signal == SIGSYS);
  CHECK(judge({.started = true, .raw_status = SIGSYS, .own_sigsys = true}, {}).verdict == Verdict::Signal);
}

TEST_CASE("MemoryError makes an error a memory-limit, and nothing else") {
  Facts facts = ended(exited(1));
  facts.memory_error = true;
  CHECK(judge(facts, {}).verdict == Verdict::MemoryLimit);
  facts.raw_status = exited(0);
  CHECK(judge(facts, {}).verdict == Verdict::Finished);
  facts.raw_status = SIGSEGV;
  CHECK(judge(facts, {}).verdict == Verdict::Signal);
}

TEST_CASE("the CPU limit is our own cut, or the kernel's signals once the time is used up") {
  const Limits limits{.cpu_s = 2.0};
  CHECK(judge({.started = true, .cut = Cut::Cpu}, limits).verdict == Verdict::CpuLimit);
  for (const int signal : {SIGXCPU, SIGKILL}) {
    Facts facts = ended(signal);
    facts.cpu_s = 3.0;
    CHECK(judge(facts, limits).verdict == Verdict::CpuLimit);
    facts.cpu_s = 1.9;
    CHECK(judge(facts, limits).verdict == Verdict::Signal);
  }
}

TEST_CASE("processes that together hold too much memory are a memory-limit") {
  CHECK(judge({.started = true, .cut = Cut::Memory}, {}).verdict == Verdict::MemoryLimit);
}

TEST_CASE("too much output counts even if the program ended before anybody looked") {
  Facts facts = ended(exited(0));
  facts.output_overflow = true;
  CHECK(judge(facts, {}).verdict == Verdict::OutputLimit);
}

TEST_CASE("a program cut at its limit has neither status nor signal") {
  const Judgement cut = judge({.started = true, .cut = Cut::Wall}, {});
  CHECK(cut.verdict == Verdict::CutAtLimit);
  CHECK_FALSE(cut.exit_code);
  CHECK_FALSE(cut.signal);
}
