// What is left of a box when its supervisor is killed.
#include "tests/sandbox_promises/boxed.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

using namespace cupola::tests;

namespace {

void pause_for(long milliseconds) {
  const timespec time{milliseconds / 1000, milliseconds % 1000 * 1'000'000};
  ::nanosleep(&time, nullptr);
}

/// Processes that name the program on their command line: bubblewrap, its child, the box's init, the program.
std::vector<pid_t> processes_of(const std::string& program) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file{entry.path() / "cmdline"};
    const std::string words{std::istreambuf_iterator<char>{file}, {}};
    if (words.find("name=" + program) != std::string::npos) found.push_back(std::stoi(name));
  }
  return found;
}

/// Runs an endless program in a process of its own and kills that process so many milliseconds later.
void kill_supervisor_after(long milliseconds, const std::string& program) {
  const pid_t supervisor = ::fork();
  REQUIRE(supervisor >= 0);
  if (supervisor == 0) {
    auto plan = plan_for("import time\nwhile True: time.sleep(1)\n", 60.0);
    plan.name = program;
    cupola::sandbox::run(plan);
    ::_exit(0);
  }
  pause_for(milliseconds);
  ::kill(supervisor, SIGKILL);
  ::waitpid(supervisor, nullptr, 0);
}

}  // namespace

TEST_CASE("a killed supervisor leaves no process behind, whenever it is killed") {
  demand_boxes();
  const std::string program = "killed-" + std::to_string(::getpid()) + ".py";
  for (long milliseconds = 0; milliseconds < 60; milliseconds += 3)
    kill_supervisor_after(milliseconds, program);
  // They need a moment to notice; 60 s would mean that only the program's own limit ended them.
  std::vector<pid_t> left = processes_of(program);
  for (int round = 0; round < 500 && !left.empty(); ++round) {
    pause_for(10);
    left = processes_of(program);
  }
  CHECK(left.empty());
}
