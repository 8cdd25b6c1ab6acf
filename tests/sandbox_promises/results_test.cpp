// The working directory of a program whose results are kept.

#include "tests/sandbox_promises/boxed.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <set>

using namespace cupola;
using namespace cupola::tests;
using record::Verdict;

namespace {

sandbox::Plan plan_with_results(std::string program, std::uint64_t bytes = 4 << 20) {
  sandbox::Plan plan = plan_for(std::move(program));
  plan.limits.results_bytes = bytes;
  return plan;
}

/// The names in the folder that a box left.
std::set<std::string> names(const sandbox::Outcome& outcome) {
  REQUIRE(outcome.results.valid());
  DIR* const folder = ::fdopendir(::openat(outcome.results.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  REQUIRE(folder != nullptr);
  std::set<std::string> found;
  while (const dirent* const item = ::readdir(folder)) found.insert(item->d_name);
  ::closedir(folder);
  found.erase(".");
  found.erase("..");
  return found;
}

std::string content(const sandbox::Outcome& outcome, const char* name) {
  const base::UniqueFd file{::openat(outcome.results.get(), name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
  REQUIRE(file.valid());
  std::string text(4096, '\0');
  text.resize(static_cast<std::size_t>(::read(file.get(), text.data(), text.size())));
  return text;
}

}  // namespace

TEST_CASE("without results the working directory cannot be written") {
  const auto outcome = run_boxed("open('result.txt', 'w')\n");
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Error);
  CHECK_FALSE(outcome.results.valid());
}

TEST_CASE("results outlive the box, whatever its end, beside the program's file") {
  for (const char* const end :
       {"", "while True: pass\n", "raise ValueError\n", "os.kill(os.getpid(), 9)\n"}) {
    CAPTURE(end);
    sandbox::Plan plan = plan_with_results(
        std::string{"import os, pathlib\n"
                    "(pathlib.Path(__file__).parent.resolve() / 'result.txt').write_text('7.6612')\n"}
            .append(end));
    // Time enough for a busy machine to let it write.
    plan.limits.wall_s = 2.0;
    const auto outcome = run_plan(plan);
    CAPTURE_OUTCOME(outcome);
    CHECK(names(outcome) == std::set<std::string>{"main.py", "result.txt"});
    CHECK(content(outcome, "result.txt") == "7.6612");
  }
}

TEST_CASE("results are bounded in bytes and in number") {
  auto plan = plan_with_results(
      "import errno\n"
      "def why(f):\n    try: f()\n    except OSError as e: return errno.errorcode[e.errno]\n"
      "def fill():\n    with open('big', 'wb', 0) as f:\n        while True: f.write(b'x' * 65536)\n"
      "def more():\n    with open('more', 'wb', 0) as f:\n        while True: f.write(b'x' * 65536)\n"
      "print(why(fill), why(more))\n",
      std::uint64_t{2} << 20);
  plan.limits.tmp_bytes = 4 << 20;
  const auto outcome = run_plan(plan);
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.out == "ENOSPC ENOSPC\n");
}

TEST_CASE("what is planted among the results keeps its kind, so that the keeper can tell") {
  const auto outcome = run_plan(plan_with_results(
      "import os\nos.symlink('/etc/shadow', 'link')\nos.symlink('/', 'root')\nos.mkdir('deep')\n"
      "open(b'bad\\xff\\nname', 'w')\nopen('one', 'w')\nos.link('one', 'two')\n"
      "for make in (lambda: os.mkfifo('pipe'), lambda: os.mknod('disk', 0o60666, 0x0700)):\n"
      "    try: make()\n    except OSError as e: print(e.errno)\n"));
  CAPTURE_OUTCOME(outcome);
  CHECK(outcome.verdict == Verdict::Finished);
  const std::set<std::string> found = names(outcome);
  CHECK(found.contains("link"));
  CHECK_FALSE(found.contains("disk"));
  struct stat status {};
  REQUIRE(::fstatat(outcome.results.get(), "link", &status, AT_SYMLINK_NOFOLLOW) == 0);
  CHECK(S_ISLNK(status.st_mode));
  REQUIRE(::fstatat(outcome.results.get(), "two", &status, AT_SYMLINK_NOFOLLOW) == 0);
  CHECK(status.st_nlink == 2);
}
