// The hostile corpus: every program of hostile/ ends as hostile/expected.txt says and leaves nothing behind.
// CUPOLA_TEST_BOX=bwrap runs it in bubblewrap's box, CUPOLA_TEST_CLOCK=virtual on the virtual clock,
// CUPOLA_TEST_ONLY=name,name only the programs whose names begin so, CUPOLA_TEST_CONTROLLERS=1 demands a
// cgroup with all controllers, CUPOLA_TEST_PATIENCE=N gives slow machines N times as long for programs that
// end by themselves (tests/vm/box.sh sets these).
#include "hat_driver/base/whole_file.hpp"
#include "runner/run/run.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <doctest/doctest.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace cupola;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = CUPOLA_HOSTILE_FOLDER;

struct Expected {
  std::string file;
  double limit_s = 0;
  std::string verdict;  ///< where Python's versions differ, two with a slash between
  std::string how;      ///< "exit N", "signal N", the exception's type, or "-"
};

bool is_set(const char* name, const std::string& wanted) {
  const char* const value = std::getenv(name);
  return value != nullptr && value == wanted;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool is_wanted(const std::string& file) {
  // bubblewrap does not bound the files of a tmpfs, only their size.
  if (file.starts_with("own_box_") && is_set("CUPOLA_TEST_BOX", "bwrap")) return false;
  const char* const only = std::getenv("CUPOLA_TEST_ONLY");
  if (only == nullptr) return true;
  std::istringstream names{only};
  for (std::string name; std::getline(names, name, ',');) {
    if (file.starts_with(name)) return true;
  }
  return false;
}

double patience() {
  const char* const factor = std::getenv("CUPOLA_TEST_PATIENCE");
  return factor == nullptr ? 1 : std::atof(factor);
}

std::vector<Expected> table() {
  std::vector<Expected> rows;
  std::ifstream file{kFolder / "expected.txt"};
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream cells{line};
    std::string cell[4];
    for (std::string& each : cell) {
      std::getline(cells, each, '|');
      each = trimmed(each);
    }
    if (is_wanted(cell[0])) {
      rows.push_back({.file = cell[0], .limit_s = std::stod(cell[1]), .verdict = cell[2], .how = cell[3]});
    }
  }
  return rows;
}

std::string how_it_ended(const run::RunReport& report, const std::string& asked) {
  if (asked.starts_with("exit ")) return report.exit_code ? "exit " + std::to_string(*report.exit_code) : "";
  if (asked.starts_with("signal ")) return report.signal ? "signal " + std::to_string(*report.signal) : "";
  if (asked == "-") return asked;
  return report.error ? report.error->type : "";
}

/// `expected` itself if the verdict is among those it names.
std::string as_expected(record::Verdict verdict, const std::string& expected) {
  const std::string name{record::verdict_name(verdict)};
  const bool is_named = ("/" + expected + "/").find("/" + name + "/") != std::string::npos;
  return is_named ? expected : name;
}

std::size_t count_in(const fs::path& folder) {
  std::error_code error;
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder, error}, {}));
}

std::size_t lines_with(const fs::path& file, const std::string& text) {
  std::ifstream stream{file};
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line);) {
    if (line.find(text) != std::string::npos) ++count;
  }
  return count;
}

/// What of the machine a program could have changed, counted.
struct Traces {
  std::size_t descriptors = count_in("/proc/self/fd");
  std::size_t mounts = lines_with("/proc/self/mountinfo", "");
  std::size_t boxes = 0;     ///< folders in our cgroup
  std::size_t segments = 0;  ///< of System V, with the corpus's keys
  explicit Traces(const sandbox::CgroupHome& home) {
    if (!home.folder.empty()) {
      for (const auto& each : fs::directory_iterator{home.folder}) boxes += each.is_directory() ? 1u : 0u;
    }
    segments = lines_with("/proc/sysvipc/shm", " 4711 ");
  }
  bool operator==(const Traces&) const = default;
};

/// This process adopts orphans, so whatever outlives a box is its child.
bool nobody_is_left() {
  const pid_t dead = ::waitpid(-1, nullptr, WNOHANG);
  return dead < 0 && errno == ECHILD;
}

run::Installation installation() {
  run::Installation found = run::find_installation();
  if (is_set("CUPOLA_TEST_BOX", "bwrap")) found.box = sandbox::BoxKind::Bubblewrap;
  if (found.box == sandbox::BoxKind::Own) found.cgroups = sandbox::make_cgroup_home();
  return found;
}

run::RunReport ran(const Expected& row, const run::Installation& where) {
  run::RunRequest request;
  request.source = base::read_whole_file(kFolder / row.file);
  request.limits.wall_s = row.limit_s;
  if (row.limit_s >= 1) request.limits.wall_s *= patience();
  request.limits.cpu_s = 3 * patience();
  if (is_set("CUPOLA_TEST_CLOCK", "virtual")) request.clock = record::ClockKind::Virtual;
  return run::run_program(request, where);
}

void demand_box(const run::Installation& where) {
  run::RunRequest request;
  request.source = "";
  const run::RunReport report = run::run_program(request, where);
  if (report.verdict == record::Verdict::Finished) return;
  std::fprintf(stderr, "\n*** SKIPPED: no box can be made here: %s\n", report.note.c_str());
  std::_Exit(is_set("CUPOLA_SANDBOX_MUST_WORK", "1") ? 1 : 77);
}

}  // namespace

TEST_CASE("every hostile program ends as expected and leaves nothing behind") {
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
  const run::Installation where = installation();
  demand_box(where);
  if (is_set("CUPOLA_TEST_CONTROLLERS", "1")) {
    REQUIRE(where.cgroups.memory);
    REQUIRE(where.cgroups.processes);
  }
  const std::vector<Expected> rows = table();
  REQUIRE((rows.size() >= 60 || std::getenv("CUPOLA_TEST_ONLY") != nullptr));
  for (const Expected& row : rows) {
    CAPTURE(row.file);
    const Traces before{where.cgroups};
    const run::RunReport report = ran(row, where);
    CAPTURE(report.note);
    CAPTURE(report.out.substr(0, 500));
    CAPTURE(report.err.substr(0, 1500));
    CHECK(as_expected(report.verdict, row.verdict) + ", " + how_it_ended(report, row.how) ==
          row.verdict + ", " + row.how);
    if (report.verdict == record::Verdict::CutAtLimit) {
      CHECK(report.usage.wall_s >= row.limit_s);
      CHECK(report.usage.wall_s < row.limit_s + 10 * patience());
    }
    CHECK_FALSE(report.stuck);
    CHECK(nobody_is_left());
    CHECK(Traces{where.cgroups} == before);
  }
  sandbox::remove_cgroup_home(where.cgroups);
}
