#include "emulator/serve/programs.hpp"

#include "tests/hat_driver/board/child.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>
#include <string>

using namespace cupola::serve;
using cupola::base::UniqueFd;
using cupola::board::Visitor;
using cupola::tests::Child;

namespace {

std::string named(std::initializer_list<const char*> arguments) {
  std::string line;
  for (const char* argument : arguments) (line += argument) += '\0';
  return program_name(line);
}

struct Sleeper : Child {
  Sleeper() : Child([] { return ::pause(); }) {}
  Visitor visitor() const {
    return {.pid = pid(), .process = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid(), 0)))};
  }
};

void wait_for_end(const Programs& programs) {
  for (const int fd : programs.fds()) {
    pollfd end{.fd = fd, .events = POLLIN, .revents = 0};
    REQUIRE(::poll(&end, 1, 20'000) == 1);
    return;
  }
}

}  // namespace

TEST_CASE("a command line that says nothing, or says it with control characters, is still shown") {
  CHECK(program_name("") == "a program");
  CHECK(named({""}) == "a program");
  CHECK(named({"\xff\xfe"}) == "a program");
  CHECK(named({"/bin/a\x1b[2Jb\n"}) == "a?[2Jb?");
  CHECK(named({"python3", std::string(500, 'x').c_str()}).size() == 64);
  CHECK(program_name("cut-off-without-an-end") == "cut-off-without-an-end");
}

TEST_CASE("a program is called by the file that Python runs") {
  CHECK(named({"/usr/bin/python3", "-u", "/home/ada/smiley.py"}) == "smiley.py");
  CHECK(named({"python3", "-X", "dev", "-W", "error", "snail.py", "--fast"}) == "snail.py");
  CHECK(named({"python3"}) == "python3");
  CHECK(named({"python3", "-c", "print(1)"}) == "python3");
  CHECK(named({"python3", "-m", "pytest", "x.py"}) == "pytest");
  CHECK(named({"python3", "-m"}) == "python3");
  CHECK(named({"/opt/hat/rainbow", "7"}) == "rainbow");
}

TEST_CASE("the editors children use are called by their names") {
  CHECK(named({"/usr/bin/python3", "-u", "-B", "-m", "thonny.plugins.cpython_backend.cp_launcher",
               "/home"}) == "Thonny");
  CHECK(named({"/usr/bin/python3", "-c", "__import__('idlelib.run').run.main(True)", "39417"}) == "IDLE");
}

TEST_CASE("a program runs until its process ends, however it ends") {
  Programs programs;
  CHECK(programs.state() == ProgramState::None);
  Sleeper one;
  programs.take_in(one.visitor());
  CHECK(programs.state() == ProgramState::Running);
  CHECK_FALSE(programs.reap());
  one.kill();
  wait_for_end(programs);
  CHECK(programs.reap());
  CHECK_FALSE(programs.reap());
  CHECK(programs.state() == ProgramState::Gone);
  REQUIRE(programs.list().size() == 1);
  CHECK_FALSE(programs.list()[0].running);
}

TEST_CASE(
    "a process that comes twice is one program, two processes are two, and newcomers replace the gone") {
  Programs programs;
  Sleeper one;
  Sleeper two;
  programs.take_in(one.visitor());
  programs.take_in(one.visitor());
  programs.take_in(two.visitor());
  CHECK(programs.list().size() == 2);
  one.kill();
  wait_for_end(programs);
  CHECK(programs.reap());
  CHECK(programs.state() == ProgramState::Running);
  Sleeper three;
  programs.take_in(three.visitor());
  REQUIRE(programs.list().size() == 2);
  CHECK(programs.list()[0].pid == two.pid());
  CHECK(programs.list()[1].pid == three.pid());
}

TEST_CASE("who had gone before it could be looked at has gone") {
  Programs programs;
  programs.take_in({});
  CHECK(programs.state() == ProgramState::Gone);
  CHECK(programs.list()[0].name == "a program");
}
