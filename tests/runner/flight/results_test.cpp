#include "runner/flight/results.hpp"

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

using namespace cupola;
using namespace cupola::flight;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;
using cupola::tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

struct Box {
  TemporaryFolder folder;
  fs::path inside = folder / "inside";
  fs::path kept = folder / "kept" / "e1.1";
  Box() {
    fs::create_directory(inside);
    write_whole_file(folder / "secret", "not the program's");
  }
  Results keep(const ResultLimits& limits = {}) const {
    const base::UniqueFd fd{::open(inside.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    record::SystemDisk disk;
    return keep_results(fd.get(), disk, kept, limits);
  }
};

std::vector<std::string> names(const Results& results) {
  std::vector<std::string> found;
  for (const KeptFile& file : results.kept) found.push_back(file.name);
  return found;
}

}  // namespace

TEST_CASE("nothing that a program planted in its folder leads anywhere else") {
  Box box;
  fs::create_symlink(box.folder / "secret", box.inside / "link.txt");
  fs::create_symlink("link.txt", box.inside / "second.txt");
  fs::create_symlink("/etc", box.inside / "etc");
  fs::create_symlink(".", box.inside / "here");
  fs::create_hard_link(box.folder / "secret", box.inside / "hard.txt");
  fs::create_directory(box.inside / "deep");
  write_whole_file(box.inside / "deep" / "er.txt", "in a folder");
  REQUIRE(::mkfifo((box.inside / "pipe.txt").c_str(), 0666) == 0);
  const base::UniqueFd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (box.inside / "socket.txt").native().copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const Results results = box.keep();
  CHECK(results.kept.empty());
  CHECK(results.left_out.size() == 8);
  CHECK_FALSE(fs::exists(box.kept));
}

TEST_CASE("names that a shell, a terminal or a folder could take for something else are left out") {
  Box box;
  for (const char* const name : {"-rf", "two words", "caf\xc3\xa9", "new\nline", "\x1b[2J", ".hidden"}) {
    write_whole_file(box.inside / name, "x");
  }
  const Results results = box.keep();
  CHECK(results.kept.empty());
  REQUIRE(results.left_out.size() == 6);
  for (const std::string& line : results.left_out) {
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < '\x7f'; }));
  }
}

TEST_CASE("results are kept whole, in order, as long as there is room") {
  Box box;
  write_whole_file(box.inside / "result.txt", "7.6612\n");
  write_whole_file(box.inside / "main.py", "the program itself");
  write_whole_file(box.inside / "a.csv", std::string(600, 'a'));
  write_whole_file(box.inside / "b.jpg", std::string(600, 'b'));
  Results results = box.keep({.total_bytes = 1000, .files = 10, .program = "main.py"});
  CHECK(names(results) == std::vector<std::string>{"a.csv", "result.txt"});
  REQUIRE(results.left_out.size() == 1);
  CHECK(results.left_out[0] == "b.jpg: past the room for results");
  CHECK(read_whole_file(box.kept / "result.txt") == "7.6612\n");
  CHECK(results.kept[1].bytes == 7);
  results = box.keep({.total_bytes = 100000, .files = 1, .program = "main.py"});
  CHECK(names(results) == std::vector<std::string>{"a.csv"});
  CHECK(results.left_out.size() == 2);
}

TEST_CASE("a thousand bad names give fifty lines") {
  Box box;
  for (int number = 0; number < 1000; ++number) {
    write_whole_file(box.inside / std::string{"bad "}.append(std::to_string(number)), "");
  }
  CHECK(box.keep().left_out.size() <= 51);
}

TEST_CASE("a folder and files that the program closed are opened again, or left out with a line") {
  Box box;
  write_whole_file(box.inside / "a.txt", "a");
  const base::UniqueFd held{::open(box.inside.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  fs::permissions(box.inside, fs::perms::none);
  record::SystemDisk disk;
  const Results results = keep_results(held.get(), disk, box.kept, {});
  CHECK(names(results) == std::vector<std::string>{"a.txt"});
  CHECK(list_of(results).starts_with(
      "kept ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb 1 a.txt"));
}

TEST_CASE("one byte past the room is left out, and what fits behind it is kept") {
  Box box;
  fs::create_directories(box.inside);
  {
    const base::UniqueFd made{::open((box.inside / "big.bin").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)};
    REQUIRE(::ftruncate(made.get(), (250 << 20) + 1) == 0);
  }
  write_whole_file(box.inside / "small.txt", "x");
  const Results results = box.keep();
  CHECK(names(results) == std::vector<std::string>{"small.txt"});
  CHECK(list_of(results).find("left out big.bin: past the room for results\n") != std::string::npos);
}
