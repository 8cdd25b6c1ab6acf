#include "emulator/app/services/crash_report.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "tests/hat_driver/board/child.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <exception>
#include <stdexcept>
#include <string>

using namespace cupola;
using cupola::tests::Child;
using cupola::tests::TemporaryFolder;

namespace {

/// A process that has the report installed and then does `crash`.
template <typename Crash>
int end_of(const TemporaryFolder& folder, Crash crash) {
  Child child([&] {
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    // doctest would take the signals for a failed test of this process.
    for (const int signal : {SIGSEGV, SIGABRT}) std::signal(signal, SIG_DFL);
    app::install_crash_report(folder / "reports", "cupola 1.2.3");
    app::set_crash_note("session: /home/ada/session.json");
    crash();
    return 0;
  });
  return child.wait();
}

std::string only_report(const TemporaryFolder& folder) {
  const auto reports = app::crash_reports(folder / "reports");
  REQUIRE(reports.size() == 1);
  return base::read_whole_file(reports[0]);
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

/// Deeper than any stack, and nothing the compiler could make a loop of.
int overflow(int depth, int deepest) {
  volatile char room[4096] = {};
  room[0] = static_cast<char>(depth);
  return depth == deepest ? 0 : overflow(depth + 1, deepest) + room[0];
}

void fall() { throw std::runtime_error("the sky fell"); }

}  // namespace

TEST_CASE("a process that ends as it should leaves no report") {
  const TemporaryFolder folder;
  CHECK(end_of(folder, [] {}) == 0);
  CHECK(app::crash_reports(folder / "reports").empty());
  CHECK(app::crash_reports(folder / "none").empty());
}

TEST_CASE("a folder that cannot be made changes nothing about the end") {
  const TemporaryFolder folder;
  base::write_whole_file_unsynced(folder / "reports", "a file");
  CHECK(end_of(folder, [] { ::raise(SIGSEGV); }) == -SIGSEGV);
}

TEST_CASE("a crash leaves the signal, the note and the stack, and ends the process as before") {
  const TemporaryFolder folder;
  CHECK(end_of(folder, [] { ::raise(SIGSEGV); }) == -SIGSEGV);
  const std::string report = only_report(folder);
  CHECK(contains(report, "build: cupola 1.2.3\n"));
  CHECK(contains(report, "signal: SIGSEGV\n"));
  CHECK(contains(report, "note: session: /home/ada/session.json\n"));
  CHECK(contains(report, "app_services_test"));
}

TEST_CASE("an exception that nobody catches is named") {
  const TemporaryFolder folder;
  CHECK(end_of(folder, []() noexcept { fall(); }) == -SIGABRT);
  CHECK(contains(only_report(folder), "exception: the sky fell\n"));
}

TEST_CASE("a stack that is full still leaves a report") {
  const TemporaryFolder folder;
  CHECK(end_of(folder, [] {
          volatile int depth = overflow(0, 1 << 30);
          static_cast<void>(depth);
        }) == -SIGSEGV);
  CHECK(contains(only_report(folder), "signal: SIGSEGV\n"));
}
