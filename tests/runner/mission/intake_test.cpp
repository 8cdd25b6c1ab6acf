#include "runner/mission/intake.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/program_source.hpp"
#include "tests/runner/mission/zip_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace cupola::mission;
using namespace cupola::tests;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;
namespace fs = std::filesystem;

namespace {

/// A folder of programs, a form and a mission that is not there yet.
struct Desk {
  Desk() { fs::create_directory(folder / "in"); }
  void program(const std::string& name, const std::string& text) {
    write_whole_file(folder / "in" / name, text);
  }
  IntakeReport take(const std::string& form) {
    write_whole_file(folder / "form.csv", form);
    return intake({.folder = mission, .csv = folder / "form.csv", .programs = folder / "in", .rules = {}});
  }
  IntakeReport take_all() {
    return intake({.folder = mission, .csv = {}, .programs = folder / "in", .rules = {}});
  }
  std::vector<Entry> entries() const { return read_entries(read_mission(mission)); }
  std::vector<std::string> ids() const {
    std::vector<std::string> result;
    for (const Entry& entry : entries()) result.push_back(entry.id);
    return result;
  }

  TemporaryFolder folder;
  fs::path mission = folder / "mission";
};

bool has(const std::vector<std::string>& lines, const std::string& part) {
  for (const std::string& line : lines) {
    if (line.find(part) != std::string::npos) return true;
  }
  return false;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a form that brings nothing makes no mission") {
  Desk desk;
  for (const std::string form : {"", "program,team\n", "program,shoe\na.py,40\n", "program\nmissing.py\n"}) {
    const IntakeReport report = desk.take(form);
    CHECK(report.problems.size() == 1);
    CHECK(report.total == 0);
    CHECK_FALSE(fs::exists(desk.mission));
  }
  CHECK(has(desk.take_all().problems, "no .py file here"));
  CHECK_THROWS_AS(
      intake({.folder = desk.mission, .csv = {}, .programs = desk.folder / "nowhere", .rules = {}}),
      BadInput);
  CHECK(has(intake({.folder = desk.mission,
                    .csv = desk.folder / "none.csv",
                    .programs = desk.folder / "in",
                    .rules = {}})
                .problems,
            "none.csv: file: No such file"));
  CHECK_FALSE(fs::exists(desk.mission));
}

TEST_CASE("programs that cannot be taken are told in one line each and the rest goes on") {
  Desk desk;
  desk.program("good.py", "print(1)");
  desk.program("big.py", std::string(5 << 20, '#'));
  desk.program("largest.py", std::string(1 << 20, '#'));
  fs::create_directory(desk.folder / "in" / "folder.py");
  write_whole_file(desk.folder / "secret", "not yours");
  fs::create_symlink(desk.folder / "secret", desk.folder / "in" / "link.py");
  const IntakeReport report = desk.take(
      "program,id\nmissing.py,m\nbig.py,b\nfolder.py,f\nlink.py,l\n../secret,s\n/etc/"
      "passwd,p\nlargest.py,1M\n"
      "good.py,g\n");
  const std::string form = (desk.folder / "form.csv").native();
  REQUIRE(report.problems.size() == 6);
  CHECK(has(report.problems, form + ":2: program: \"missing.py\" is not in "));
  CHECK(has(report.problems, form + ":3: program: \"big.py\" has 5242880 bytes"));
  CHECK(has(report.problems, form + ":4: program: \"folder.py\" is a folder"));
  CHECK(has(report.problems, form + ":5: program: \"link.py\" is a link out of the folder"));
  CHECK(has(report.problems, form + ":6: program: \"../secret\" points outside"));
  CHECK(has(report.problems, form + ":7: program: \"/etc/passwd\" points outside"));
  CHECK(desk.ids() == Ids{"1M", "g"});
  CHECK_FALSE(fs::exists(desk.mission / "programs" / "b.py"));
}

TEST_CASE("an id of another entry is not taken over") {
  Desk desk;
  desk.program("a.py", "1");
  desk.program("b.py", "2");
  desk.take("program,id,team\na.py,x,Alpha\n");
  const IntakeReport report = desk.take("program,id,team\nb.py,x,Beta\n");
  CHECK(has(report.problems, ":2: id: \"x\" belongs to another entry"));
  REQUIRE(desk.entries().size() == 1);
  CHECK(desk.entries()[0].team == "Alpha");
  CHECK(read_whole_file(desk.mission / "programs" / "x.py") == "1");
}

TEST_CASE("programs are stored byte for byte") {
  using namespace std::string_literals;
  Desk desk;
  const std::string bytes = "\xEF\xBB\xBFprint('\xFF\x00')\r\n\tx"s;
  desk.program("raw.py", bytes);
  desk.take("program,id\nraw.py,raw\n");
  CHECK(read_whole_file(desk.mission / "programs" / "raw.py") == bytes);
  CHECK(read_program(read_mission(desk.mission), desk.entries()[0]) == bytes);
}

TEST_CASE("taking the same form again adds nothing, a longer one adds what is new") {
  Desk desk;
  desk.program("a.py", "1");
  desk.program("b.py", "2");
  const std::string form =
      "program,team,received\na.py,Alpha,2018-01-15T08:30:00.1234567Z\na.py,Alpha,\nb.py,Beta,\n";
  CHECK(desk.take(form).added == 3);
  const std::string before = read_whole_file(desk.mission / "entries.jsonl");
  const IntakeReport again = desk.take(form);
  CHECK(again.added == 0);
  CHECK(again.unchanged == 3);
  CHECK(read_whole_file(desk.mission / "entries.jsonl") == before);
  const IntakeReport more = desk.take(form + "b.py,Gamma,\n");
  CHECK(more.added == 1);
  CHECK(desk.ids() == Ids{"1", "2", "3", "4"});
}

TEST_CASE("a known id with new words or a new program is updated in its place") {
  Desk desk;
  desk.program("a.py", "1");
  desk.take("program,id,team\na.py,x,Alhpa\na.py,y,Beta\n");
  desk.program("a.py", "2");
  const IntakeReport report = desk.take("program,id,team\na.py,x,Alpha\n");
  CHECK(report.updated == 1);
  CHECK(desk.ids() == Ids{"x", "y"});
  CHECK(desk.entries()[0].team == "Alpha");
  CHECK(read_whole_file(desk.mission / "programs" / "x.py") == "2");
  CHECK(read_whole_file(desk.mission / "programs" / "y.py") == "1");
}

TEST_CASE("a changed program without an id is a new entry: nothing is lost") {
  Desk desk;
  desk.program("main.py", "1");
  desk.take_all();
  desk.program("main.py", "2");
  CHECK(desk.take_all().added == 1);
  CHECK(read_whole_file(desk.mission / "programs" / "1.py") == "1");
  CHECK(read_whole_file(desk.mission / "programs" / "2.py") == "2");
}

TEST_CASE("numbers avoid the ids that the form names") {
  Desk desk;
  desk.program("a.py", "1");
  desk.program("b.py", "2");
  desk.take("program,id\na.py,\nb.py,1\na.py,\n");
  CHECK(desk.ids() == Ids{"2", "1", "3"});
}

TEST_CASE("the order is the order received, and line order where nothing was received") {
  Desk desk;
  desk.program("a.py", "1");
  desk.take(
      "program,id,received\na.py,late,2018-01-15T10:00:00Z\na.py,behind-late,\na.py,early,2018-01-15T09:00:"
      "00Z\n");
  CHECK(desk.ids() == Ids{"early", "late", "behind-late"});
  desk.take("program,id,received\na.py,first,2018-01-14T00:00:00Z\n");
  CHECK(desk.ids() == Ids{"first", "early", "late", "behind-late"});
}

TEST_CASE("without a form every .py is an entry and its file name the team") {
  Desk desk;
  desk.program("Αστέρια.py", "1");
  desk.program(
      "ba\x07"
      "d.py",
      "1");
  desk.program("Zorro.py", "2");
  desk.program("notes.txt", "no program");
  desk.program(".hidden.py", "no program");
  const IntakeReport report = desk.take_all();
  CHECK(report.problems.size() == 1);
  CHECK(has(report.problems, "team: \"ba?d.py\": holds a control character"));
  const std::vector<Entry> entries = desk.entries();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].team == "Zorro");
  CHECK(entries[1].team == "Αστέρια");
  CHECK(entries[1].id == "2");
}

TEST_CASE("the rules are named by the first intake and changed by a later one") {
  Desk desk;
  desk.program("a.py", "1");
  IntakeRequest request{.folder = desk.mission, .csv = {}, .programs = desk.folder / "in", .rules = {}};
  intake(request);
  CHECK(read_mission(desk.mission).rules == "open");
  request.rules = "mission-space-lab";
  request.limits = cupola::record::Limits{.wall_s = 600, .results_bytes = 250'000'000};
  CHECK(intake(request).added == 0);
  CHECK(read_mission(desk.mission).rules == "mission-space-lab");
  CHECK(read_mission(desk.mission).limits == *request.limits);
  // Limits that somebody set by hand stay as long as the rules do.
  Mission mission = read_mission(desk.mission);
  mission.limits.wall_s = 300;
  write_mission(mission);
  intake(request);
  CHECK(read_mission(desk.mission).limits.wall_s == 300);
  request.rules = "mission-zero-2018";
  request.limits = cupola::record::Limits{};
  CHECK(intake(request).added == 0);
  CHECK(read_mission(desk.mission).rules == "mission-zero-2018");
  CHECK(read_mission(desk.mission).limits == cupola::record::Limits{});
  request.rules = std::nullopt;
  intake(request);
  CHECK(read_mission(desk.mission).rules == "mission-zero-2018");
  request.rules = "../x";
  CHECK_THROWS_AS(intake(request), std::invalid_argument);
}

TEST_CASE("a ZIP that points outside, repeats or bombs is survived") {
  const TemporaryFolder folder;
  make_zip(folder / "in.zip", {{"../evil.py", "x"},
                               {"/etc/evil.py", "x"},
                               {"bomb.py", std::string(20 << 20, '\0')},
                               {"sub/deep.py", "deep"},
                               {"ok.py", "ok"}});
  const auto source = open_program_source(folder / "in.zip");
  CHECK(source->problems().size() == 2);
  CHECK(has(source->problems(), "\"../evil.py\" points outside"));
  CHECK(source->names() == std::vector<std::string>{"bomb.py", "ok.py", "sub/deep.py"});
  CHECK(source->read("bomb.py").problem.find("has 20971520 bytes; a program may have 1 MiB") !=
        std::string::npos);
  CHECK(source->read("sub").problem.find("is a folder") != std::string::npos);
  CHECK(source->read("none.py").problem.find("is not in") != std::string::npos);
  CHECK(source->read("../evil.py").problem.find("is not in") != std::string::npos);
  CHECK(source->read("ok.py").bytes == "ok");
  CHECK(source->read("sub/deep.py").bytes == "deep");
  write_whole_file(folder / "text.zip", "not a ZIP");
  CHECK_THROWS_AS(open_program_source(folder / "text.zip"), BadInput);
}

TEST_CASE("a ZIP made of one folder is read without that folder") {
  const TemporaryFolder folder;
  make_zip(folder / "in.zip", {{"class 5b/a.py", "1"}, {"class 5b/b.py", "2"}, {"__MACOSX/._a.py", "junk"}});
  write_whole_file(folder / "form.csv", "program,team\nb.py,Beta\n");
  const IntakeReport report = intake(
      {.folder = folder / "mission", .csv = folder / "form.csv", .programs = folder / "in.zip", .rules = {}});
  CHECK(report.problems.empty());
  CHECK(report.added == 1);
  CHECK(read_whole_file(folder / "mission" / "programs" / "1.py") == "2");
}
