// What is left of a box when its supervisor is killed. This process adopts the orphans
// (PR_SET_CHILD_SUBREAPER), so whatever outlives a supervisor is found among its children, whatever it is
// called and however far it got.
#include "tests/sandbox_promises/boxed.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <random>

using namespace cupola::tests;

namespace {

void pause_for(long microseconds) {
  const timespec time{microseconds / 1'000'000, microseconds % 1'000'000 * 1000};
  ::nanosleep(&time, nullptr);
}

/// Kills; CUPOLA_KILLS=2000 makes it the long test.
int kills() {
  const char* const text = std::getenv("CUPOLA_KILLS");
  return text == nullptr ? 60 : std::atoi(text);
}

cupola::sandbox::Plan endless() { return plan_for("import time\nwhile True: time.sleep(1)\n", 600.0); }

/// Runs `supervise` in a process of its own and kills that process so many microseconds later.
void kill_supervisor_after(long microseconds, void (*supervise)()) {
  const pid_t supervisor = ::fork();
  REQUIRE(supervisor >= 0);
  if (supervisor == 0) {
    supervise();
    ::_exit(0);
  }
  pause_for(microseconds);
  ::kill(supervisor, SIGKILL);
  ::waitpid(supervisor, nullptr, 0);
}

/// Waits for every process we have adopted; true if there is none left.
bool all_dead() {
  // They need a moment to notice, on a busy machine a long one; nothing else ends them within ten minutes.
  constexpr int kRounds = 6000;
  for (int round = 0; round < kRounds; ++round) {
    pid_t dead = 0;
    do {
      dead = ::waitpid(-1, nullptr, WNOHANG);
    } while (dead > 0);
    if (dead < 0 && errno == ECHILD) return true;
    pause_for(10'000);
  }
  return false;
}

/// Every other one in its first moments; of the rest most when their program runs: it takes some 30 ms to get
/// there.
void check_nothing_survives(void (*supervise)(), unsigned seed) {
  demand_boxes();
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
  std::mt19937 dice{seed};
  std::uniform_int_distribution<long> delay{0, 200'000};
  std::uniform_int_distribution<long> short_delay{0, 6'000};
  const int count = kills();
  for (int kill = 0; kill < count; ++kill) {
    kill_supervisor_after(kill % 2 == 0 ? delay(dice) : short_delay(dice), supervise);
    if (kill % 20 == 19) REQUIRE(all_dead());
  }
  CHECK(all_dead());
}

}  // namespace

TEST_CASE("a killed supervisor leaves no process behind, whenever it is killed") {
  check_nothing_survives([] { cupola::sandbox::run(endless()); }, 1);
}

TEST_CASE("a killed supervisor leaves nothing behind while the next program stands ready") {
  check_nothing_survives(
      [] {
        cupola::sandbox::Box spare;
        const auto plan = endless();
        cupola::sandbox::run(plan, {.started = [&](std::int64_t) { spare = cupola::sandbox::start(plan); }});
      },
      2);
}

TEST_CASE("a box that is not wanted any more is gone at once") {
  demand_boxes();
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
  for (int round = 0; round < 5; ++round) {
    const auto box = cupola::sandbox::start(endless());
    CHECK(box.failure.empty());
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) < 0);
  CHECK(errno == ECHILD);
}
