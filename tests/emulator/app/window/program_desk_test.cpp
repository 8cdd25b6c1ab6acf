#include "emulator/app/window/program_desk.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace cupola::app {
namespace {

using namespace std::chrono_literals;

/// A board and a desk in a folder of their own, and a real Python.
struct Bench {
  tests::TemporaryFolder folder;
  base::SystemClock clock;
  serve::Host host{{.folder = folder.path() / "boards"}, clock};
  ui::ProgramPanelState panel;
  ProgramDesk desk{host,
                   {.cupola = "/nonexistent/cupola",
                    .python_packages = {},
                    .scratch = folder.path() / "scratch",
                    .board = "emulator"},
                   clock};

  Bench() { desk.create(panel); }

  void type(const std::string& text) {
    panel.load("");
    panel.editor.buffer.insert(text);
    desk.text_changed();
  }
  std::filesystem::path write(const char* name, const std::string& text) const {
    const auto path = folder.path() / name;
    base::write_whole_file(path, text);
    return path;
  }
  /// Waits on the desk's descriptors until `done`, at most ten seconds.
  template <typename Done>
  bool wait(Done done) {
    const auto deadline = clock.monotonic() + 10s;
    while (clock.monotonic() < deadline) {
      desk.tick(panel);
      if (done()) return true;
      std::vector<pollfd> waiting;
      for (const int fd : desk.fds()) waiting.push_back({.fd = fd, .events = POLLIN, .revents = 0});
      ::poll(waiting.data(), waiting.size(), 20);
    }
    return false;
  }
  bool finish() {
    return wait([this] { return !desk.running(); });
  }
  std::string printed() const { return desk.program_input().log->text(); }
};

TEST_CASE("a program without a name runs, and what it prints is seen") {
  Bench bench;
  bench.type("print('Hallo', 6 * 7)\n");
  bench.desk.run(bench.panel);
  CHECK(bench.desk.program_input().status.phase == ui::ProgramPhase::Running);
  REQUIRE(bench.finish());
  CHECK(bench.printed().find("Hallo 42") != std::string::npos);
  CHECK(bench.desk.program_input().status.verdict == "finished");
  CHECK(bench.desk.take_event() == RunEvent::EndedWell);
}

TEST_CASE("a program that says nothing is no reason for a picture while it runs, but its end is") {
  Bench bench;
  bench.type("print('up', flush=True)\ninput()\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.desk.program_input().waits_for_input; }));
  while (bench.desk.tick(bench.panel)) {
  }
  for (int i = 0; i < 100; ++i) CHECK_FALSE(bench.desk.tick(bench.panel));
  CHECK_FALSE(bench.desk.due());
  ui::ConsoleRequests requests;
  requests.input_line = "";
  bench.desk.answer(requests);
  bool shown = false;
  const auto deadline = bench.clock.monotonic() + 10s;
  while (bench.desk.running() && bench.clock.monotonic() < deadline) {
    pollfd end{.fd = bench.desk.fds().back(), .events = POLLIN, .revents = 0};
    ::poll(&end, 1, 20);
    shown = bench.desk.tick(bench.panel);
  }
  CHECK_FALSE(bench.desk.running());
  CHECK(shown);
}

TEST_CASE("a program that another page made leaves the open file alone, and undo brings the text back") {
  Bench bench;
  const auto path = bench.write("mine.py", "print('mine')\n");
  bench.desk.open(path, bench.panel);
  bench.panel.editor.buffer.insert("# not saved\n");
  bench.desk.replace_text("print('made')\n", bench.panel);
  CHECK(bench.desk.path().empty());
  CHECK(bench.panel.editor.buffer.text() == "print('made')\n");
  CHECK(bench.panel.editor.buffer.modified());
  bench.desk.run(bench.panel);
  REQUIRE(bench.finish());
  CHECK(bench.printed().find("made") != std::string::npos);
  CHECK(base::read_whole_file(path) == "print('mine')\n");
  bench.panel.editor.buffer.undo();
  CHECK(bench.panel.editor.buffer.text() == "# not saved\nprint('mine')\n");
}

TEST_CASE("a program that another page made has no error and no check yet") {
  Bench bench;
  bench.type("print(nobody)\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.finish());
  REQUIRE(bench.desk.program_input().error != nullptr);
  bench.desk.replace_text("print('made')\n", bench.panel);
  CHECK(bench.desk.program_input().error == nullptr);
  CHECK(bench.desk.checklist_input().phase == ui::CheckPhase::Never);
}

TEST_CASE("an error is explained at the child's own line") {
  Bench bench;
  const auto path = bench.write("smile.py", "\nsmile = 1\nprint(smiel)\n");
  bench.desk.open(path, bench.panel);
  bench.desk.run(bench.panel);
  REQUIRE(bench.finish());
  const ui::ProgramPanelInput input = bench.desk.program_input();
  REQUIRE(input.error != nullptr);
  CHECK(input.error->line == 3);
  CHECK(input.error->type == "NameError");
  CHECK(input.status.verdict == "error");
  bench.desk.text_changed();
  CHECK(bench.desk.program_input().error == nullptr);
}

TEST_CASE("running saves what was changed") {
  Bench bench;
  const auto path = bench.write("a.py", "print(1)\n");
  bench.desk.open(path, bench.panel);
  bench.panel.editor.buffer.insert("print('new')\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.finish());
  CHECK(base::read_whole_file(path) == "print('new')\nprint(1)\n");
  CHECK_FALSE(bench.panel.editor.buffer.modified());
}

TEST_CASE("a program that never ends and ignores everything is stopped") {
  Bench bench;
  bench.type(
      "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('here', flush=True)\nwhile True: "
      "pass\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.printed().find("here") != std::string::npos; }));
  bench.desk.stop();
  REQUIRE(bench.finish());
  CHECK(bench.desk.program_input().status.phase == ui::ProgramPhase::Stopped);
}

TEST_CASE("Run while it runs starts it anew") {
  Bench bench;
  bench.type("print('again', flush=True)\nimport time\ntime.sleep(60)\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.printed().find("again") != std::string::npos; }));
  bench.type("print('second')\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.printed().find("second") != std::string::npos; }));
  REQUIRE(bench.finish());
  CHECK(bench.desk.program_input().status.verdict == "finished");
}

TEST_CASE("what is typed reaches input()") {
  Bench bench;
  bench.type("print('Hello ' + input('Who? '))\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.desk.program_input().waits_for_input; }));
  ui::ConsoleRequests requests;
  requests.input_line = "Zoë";
  bench.desk.answer(requests);
  REQUIRE(bench.finish());
  CHECK(bench.printed().find("Hello Zoë") != std::string::npos);
}

TEST_CASE("a flood neither fills memory nor holds up the desk") {
  Bench bench;
  bench.type("while True: print('x' * 1000)\n");
  bench.desk.run(bench.panel);
  REQUIRE(bench.wait([&] { return bench.desk.program_input().log->dropped_lines() > 1000; }));
  CHECK(bench.printed().size() <= ui::ConsoleLog::kMostBytes + 4096);
  bench.desk.stop();
  REQUIRE(bench.finish());
}

TEST_CASE("a file that somebody else changed is taken over, unless the person changed it too") {
  Bench bench;
  const auto path = bench.write("a.py", "one\n");
  bench.desk.open(path, bench.panel);
  bench.write("a.py", "two\n");
  REQUIRE(bench.wait([&] { return bench.panel.editor.buffer.text() == "two\n"; }));
  bench.panel.editor.buffer.insert("mine ");
  bench.write("a.py", "three\n");
  REQUIRE(bench.wait([&] { return bench.desk.program_input().changed_on_disk; }));
  CHECK(bench.panel.editor.buffer.text() == "mine two\n");
  bench.desk.reload(bench.panel);
  CHECK(bench.panel.editor.buffer.text() == "three\n");
}

TEST_CASE("a file that cannot be read or written is one line, and the text stays") {
  Bench bench;
  bench.type("print(1)\n");
  bench.desk.open(bench.folder.path() / "nobody.py", bench.panel);
  CHECK(ui::in_english(bench.desk.program_input().problem).find("nobody.py") != std::string::npos);
  CHECK(bench.panel.editor.buffer.text() == "print(1)\n");
  CHECK_FALSE(bench.desk.save("/nonexistent/folder/a.py", bench.panel));
  CHECK(ui::in_english(bench.desk.program_input().problem).find("/nonexistent/folder") != std::string::npos);
}

TEST_CASE("a check that cannot start says why") {
  Bench bench;
  bench.desk.check(bench.panel);
  bench.desk.tick(bench.panel);
  CHECK(bench.desk.checklist_input().phase == ui::CheckPhase::Failed);
  CHECK_FALSE(bench.desk.checklist_input().problem.empty());
}

}  // namespace
}  // namespace cupola::app
