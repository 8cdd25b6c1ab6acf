// Programs are run by a script in place of `cupola`; class_run_test.cpp runs real ones.
#include "emulator/app/services/class_runner.hpp"
#include "emulator/app/services/run_report.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/emulator/app/services/pump.hpp"
#include "tests/emulator/ui/a_class.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/stat.h>

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

using namespace cupola;
using app::ClassRunner;
using cupola::tests::pump;
using cupola::tests::TemporaryFolder;
using ui::ClassEntry;
using ui::ClassPhase;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFinished =
    R"({"verdict":"finished","note":"","wall_s":1.25,"error":null,"stdout":"","stderr":""})";
constexpr const char* kError =
    R"({"verdict":"error","note":"","wall_s":0.25,"error":{"type":"NameError","message":"name 'x' is not defined","line":3},"stdout":"","stderr":"Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\nNameError: name 'x' is not defined\n"})";

/// A class's folder, and a script that stands in for `cupola`. It gets run --clock virtual --json --film $6
/// FILE, and finds film.film in its folder's parent.
struct School {
  School() {
    fs::create_directory(folder / "class");
    base::write_whole_file(folder / "a.film", picture::encode_film(*tests::a_film(3, 200)));
  }
  fs::path write(const std::string& name, const std::string& text) const {
    const fs::path path = folder / "class" / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  fs::path cupola_that(const std::string& shell) const {
    const fs::path path = folder / "cupola";
    std::ofstream(path) << "#!/bin/sh\nhere='" << folder.path().string() << "'\n" << shell << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  /// One that answers with this report and a film.
  fs::path cupola_that_says(const char* report) const {
    return cupola_that("cp \"$here/a.film\" \"$6\"\ncat <<'END'\n" + std::string(report) + "\nEND");
  }
  std::string class_folder() const { return (folder / "class").string(); }
  TemporaryFolder folder;
};

base::Monotonic now() { return base::SystemClock().monotonic(); }

bool all_ended(ClassRunner& runner) {
  return pump(runner, [&] { return ui::count_of(runner.entries()).open == 0; });
}

std::vector<std::string> names_of(const ClassRunner& runner) {
  std::vector<std::string> names;
  for (const ClassEntry& entry : runner.entries()) names.push_back(entry.name);
  return names;
}

}  // namespace

TEST_CASE("a report that is none is an error in words") {
  for (const char* text : {"", "{", "[]", "{\"verdict\":1}", "{\"verdict\":\"finished\"}", "\xff"}) {
    CAPTURE(text);
    ClassEntry entry{.name = "a.py"};
    app::read_run_report(text, entry);
    CHECK(entry.phase == ClassPhase::Failed);
    CHECK(entry.verdict.empty());
    CHECK_FALSE(entry.error.empty());
  }
}

TEST_CASE("a report is read with its error, its line and what it means") {
  ClassEntry entry{.name = "a.py"};
  app::read_run_report(kError, entry);
  CHECK(entry.phase == ClassPhase::Failed);
  CHECK(entry.error == "NameError: name 'x' is not defined");
  CHECK(entry.line == 3);
  CHECK_FALSE(entry.meaning.empty());
}

TEST_CASE("a film that is missing or broken is Cupola's failure, not the program's") {
  const TemporaryFolder folder;
  std::ofstream(folder / "b.film") << "CUPOFILM and no more";
  for (const char* name : {"none.film", "b.film"}) {
    ClassEntry entry = tests::finished("a.py", nullptr);
    app::read_run_film(folder / name, entry);
    CHECK(entry.phase == ClassPhase::Failed);
    CHECK(entry.verdict == "internal");
    CHECK(entry.error.find("film cannot be read") != std::string::npos);
  }
}

TEST_CASE("a folder that is none is a problem in one line") {
  const School school;
  ClassRunner runner("/no/such/cupola", 2);
  for (const char* path : {"/no/such/folder", "/etc/passwd", ""}) {
    CAPTURE(path);
    runner.open(path, {});
    CHECK_FALSE(runner.problem().empty());
    CHECK(runner.entries().empty());
  }
  runner.run_all({});
  runner.run("a.py", {});
  CHECK_FALSE(runner.running());
  runner.open(school.class_folder(), {});
  CHECK(runner.problem().empty());
}

TEST_CASE("programs are listed as people count; what is no program says so") {
  const School school;
  for (const char* name : {"p10.py", "p9.py", "Anna.py", ".hidden.py", "notes.txt", "a.pyc"})
    school.write(name, "");
  fs::create_directory(school.folder / "class" / "x.py");
  fs::create_symlink("/no/such/file", school.folder / "class" / "gone.py");
  ::mkfifo((school.folder / "class" / "pipe.py").c_str(), 0600);
  ClassRunner runner(school.cupola_that_says(kFinished), 2);
  runner.open(school.class_folder(), now());
  CHECK(names_of(runner) ==
        std::vector<std::string>{"Anna.py", "gone.py", "p9.py", "p10.py", "pipe.py", "x.py"});
  runner.run_all(now());
  REQUIRE(all_ended(runner));
  CHECK(runner.entries()[1].error == "cannot be read: No such file or directory");
  CHECK(runner.entries()[2].phase == ClassPhase::Done);
  CHECK(runner.entries()[4].error == "is not a file");
  CHECK(runner.entries()[5].error == "is a folder, not a program");
}

TEST_CASE("of too many programs the first are listed and the others counted") {
  const School school;
  for (std::size_t i = 0; i < ClassRunner::kMostPrograms + 3; ++i) {
    std::string name = std::to_string(i);
    school.write(name.append(".py"), "");
  }
  ClassRunner runner("/no/such/cupola", 2);
  runner.open(school.class_folder(), {});
  CHECK(runner.entries().size() == ClassRunner::kMostPrograms);
  CHECK(runner.entries().back().name == "199.py");
  CHECK(runner.left_out() == 3);
}

TEST_CASE("without the command every tile says so, at once") {
  const School school;
  school.write("a.py", "");
  school.write("b.py", "");
  ClassRunner runner("/no/such/cupola", 1);
  runner.open(school.class_folder(), {});
  runner.run_all({});
  for (const ClassEntry& entry : runner.entries()) {
    CHECK(entry.phase == ClassPhase::Failed);
    CHECK(entry.error == "start /no/such/cupola: No such file or directory");
  }
}

TEST_CASE("a command that fails, dies, says nothing or floods is a message") {
  const School school;
  school.write("a.py", "");
  for (const auto& [shell, message] : {std::pair{"echo 'cupola: made no box' >&2; exit 3", "made no box"},
                                       {"kill -9 $$", "it could not be run, and nothing says why"},
                                       {"exit 0", "it could not be run, and nothing says why"},
                                       {"yes", "it took too long and was given up"},
                                       {"yes >&2", "it took too long and was given up"}}) {
    CAPTURE(shell);
    ClassRunner runner(school.cupola_that(shell), 1);
    runner.open(school.class_folder(), now());
    runner.run_all(now());
    REQUIRE(all_ended(runner));
    CHECK(runner.entries()[0].phase == ClassPhase::Failed);
    CHECK(runner.entries()[0].error == message);
  }
}

TEST_CASE("a program is run with the virtual clock and gets verdict and film") {
  const School school;
  school.write("-a b'c.py", "");
  ClassRunner runner(school.cupola_that("[ \"$1 $2 $3 $4 $5\" = 'run --clock virtual --json --film' ] && "
                                        "[ -f \"$7\" ] && cp \"$here/a.film\" \"$6\" && echo '" +
                                        std::string(kFinished) + "'"),
                     2);
  runner.open(school.class_folder(), now());
  runner.run_all(now());
  REQUIRE(all_ended(runner));
  const ClassEntry& entry = runner.entries()[0];
  CHECK(entry.phase == ClassPhase::Done);
  CHECK(entry.wall_s == 1.25);
  REQUIRE(entry.film);
  CHECK(entry.film->frames.size() == 3);
  CHECK(entry.best);
  CHECK_FALSE(entry.stale);
  CHECK(runner.fds().empty());
}

TEST_CASE("no more than so many run at once, and all get their turn") {
  const School school;
  for (int i = 0; i < 7; ++i) {
    std::string name = std::to_string(i);
    school.write(name.append(".py"), "");
  }
  ClassRunner runner(school.cupola_that_says(kFinished), 3);
  runner.open(school.class_folder(), now());
  runner.run_all(now());
  std::size_t most = 0;
  REQUIRE(pump(runner, [&] {
    std::size_t running = 0;
    for (const ClassEntry& entry : runner.entries()) running += entry.phase == ClassPhase::Running ? 1 : 0;
    most = std::max(most, running);
    return ui::count_of(runner.entries()).open == 0;
  }));
  CHECK(most == 3);
  CHECK(ui::count_of(runner.entries()).done == 7);
}

TEST_CASE("what runs can be stopped, and a second run takes the place of the first") {
  const School school;
  school.write("a.py", "");
  school.write("b.py", "");
  ClassRunner runner(school.cupola_that("sleep 3600"), 1);
  runner.open(school.class_folder(), {});
  runner.run_all({});
  CHECK(runner.entries()[0].phase == ClassPhase::Running);
  CHECK(runner.entries()[1].phase == ClassPhase::Waiting);
  runner.run("a.py", {});
  CHECK(runner.entries()[0].phase == ClassPhase::Running);
  CHECK(runner.fds().size() == 3);
  runner.stop();
  CHECK(runner.entries()[0].phase == ClassPhase::NotRun);
  CHECK(runner.entries()[1].phase == ClassPhase::NotRun);
  CHECK(runner.fds().empty());
}

TEST_CASE("a run that takes for ever is given up, and the next has its turn") {
  const School school;
  school.write("a.py", "");
  school.write("b.py", "");
  ClassRunner runner(school.cupola_that("sleep 3600"), 1);
  runner.open(school.class_folder(), {});
  runner.run_all({});
  runner.tick(ClassRunner::kPatience - std::chrono::nanoseconds(1));
  CHECK(runner.entries()[0].phase == ClassPhase::Running);
  runner.tick(ClassRunner::kPatience);
  CHECK(runner.entries()[0].error == "it took too long and was given up");
  CHECK(runner.entries()[1].phase == ClassPhase::Running);
}

TEST_CASE("files that come, go and change are noticed when it is time to look") {
  const School school;
  school.write("a.py", "1");
  school.write("b.py", "1");
  ClassRunner runner(school.cupola_that_says(kFinished), 2);
  runner.open(school.class_folder(), now());
  runner.run_all(now());
  REQUIRE(all_ended(runner));
  base::Monotonic later = now() + std::chrono::hours(1);
  CHECK_FALSE(runner.tick(later));
  school.write("a.py", "22");
  fs::remove(school.folder / "class" / "b.py");
  school.write("c.py", "");
  CHECK_FALSE(runner.tick(later + ClassRunner::kLookPeriod / 2));
  CHECK(runner.tick(later += ClassRunner::kLookPeriod));
  CHECK(names_of(runner) == std::vector<std::string>{"a.py", "c.py"});
  CHECK(runner.entries()[0].stale);
  CHECK(runner.entries()[0].phase == ClassPhase::Done);
  CHECK(runner.entries()[1].phase == ClassPhase::NotRun);
  runner.run("a.py", later);
  REQUIRE(all_ended(runner));
  CHECK_FALSE(runner.entries()[0].stale);
}

TEST_CASE("a program that goes while it runs is broken off; a folder that goes keeps its results") {
  const School school;
  const fs::path gone = school.write("a.py", "");
  school.write("b.py", "");
  ClassRunner runner(school.cupola_that("sleep 3600"), 2);
  runner.open(school.class_folder(), {});
  runner.run_all({});
  fs::remove(gone);
  CHECK(runner.tick(ClassRunner::kLookPeriod));
  CHECK(runner.fds().size() == 3);
  fs::remove_all(school.folder / "class");
  CHECK(runner.tick(2 * ClassRunner::kLookPeriod));
  CHECK_FALSE(runner.problem().empty());
  CHECK(names_of(runner) == std::vector<std::string>{"b.py"});
}
