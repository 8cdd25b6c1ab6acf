// `cupola run` as a script sees it.
#include "emulator/picture/film.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/runner/run/ran.hpp"

#include <sys/wait.h>

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <array>

using namespace cupola;
using namespace cupola::tests;
namespace fs = std::filesystem;

namespace {

struct Answer {
  int status = -1;
  std::string text;
};

/// Runs `cupola run` with these arguments; `text` is what it wrote, stderr included.
Answer cupola_run(const std::string& arguments) {
  const fs::path command = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin" / "cupola";
  std::FILE* const pipe = ::popen((command.string() + " run " + arguments + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Answer answer;
  std::array<char, 4096> block{};
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe)) {
    answer.text.append(block.data(), count);
  }
  answer.status = WEXITSTATUS(::pclose(pipe));
  if (answer.text.find("made no box") != std::string::npos) give_up_without_box(answer.text);
  return answer;
}

std::string write(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream{folder / name, std::ios::binary} << text;
  return (folder / name).string();
}

}  // namespace

TEST_CASE("wrong usage is 2, a program that is not there is 1, hardware without a bridge is 3") {
  const TemporaryFolder folder;
  const std::string program = write(folder, "a.py", "");
  for (const char* wrong :
       {"", "--clock sundial a.py", "--limit 0 a.py", "--profile v9 a.py", "--nonsense a.py"}) {
    CAPTURE(wrong);
    CHECK(cupola_run(wrong).status == 2);
  }
  CHECK(cupola_run(program + " --film x.mov").status == 2);
  const Answer missing = cupola_run((folder / "none.py").string());
  CHECK(missing.status == 1);
  CHECK(missing.text.find("none.py: No such file") != std::string::npos);
  CHECK(cupola_run(folder.path().string()).status == 1);
  const Answer hardware = cupola_run(program + " --hat hardware");
  CHECK(hardware.status == 3);
  CHECK(hardware.text.find("no part of a Sense HAT was found") != std::string::npos);
}

TEST_CASE("the JSON object has the names of the contract") {
  const TemporaryFolder folder;
  const std::string program =
      write(folder, "a.py", "import time\ntime.sleep(2)\nprint('h\\u00e9')\nraise OSError('x')\n");
  const Answer answer = cupola_run(program + " --clock virtual --json");
  CAPTURE(answer.text);
  CHECK(answer.status == 1);
  const auto json = nlohmann::json::parse(answer.text);
  CHECK(json.at("verdict") == "error");
  CHECK(json.at("wall_s").get<double>() >= 2.0);
  CHECK(json.at("clock") == "virtual");
  CHECK(json.at("hat") == "emulated");
  CHECK(json.at("exit_code") == 1);
  CHECK(json.at("signal").is_null());
  CHECK(json.at("frames") == 0);
  CHECK(json.at("pictures") == 0);
  CHECK(json.at("claims").size() == 8);
  CHECK(json.at("claims").at("asked_for_input") == false);
  CHECK(json.at("scrolled_text").empty());
  CHECK(json.at("error") == nlohmann::json{{"type", "OSError"}, {"message", "x"}, {"line", 4}});
  CHECK(json.at("stdout") == "h\u00e9\n");
  CHECK(json.at("stderr").get<std::string>().find("line 4") != std::string::npos);
}

TEST_CASE("output that is not UTF-8 still gives valid JSON, and none of it reaches a terminal raw") {
  const TemporaryFolder folder;
  const std::string program = write(folder, "a.py", "import os\nos.write(1, b'\\xff\\x1b[2Jx\\n')\n");
  const Answer json = cupola_run(program + " --json");
  CHECK(json.status == 0);
  CHECK(nlohmann::json::parse(json.text).at("stdout") == "\ufffd\x1b[2Jx\n");
  const Answer text = cupola_run(program);
  CHECK(text.text.find('\x1b') == std::string::npos);
  CHECK(text.text.find("\\x1b[2Jx") != std::string::npos);
}

TEST_CASE("people get a sentence, with the error on the program's own line") {
  const TemporaryFolder folder;
  const std::string program = write(folder, "blink.py", "x = 1\nx.blink()\n");
  const Answer answer = cupola_run(program + " --clock virtual");
  CAPTURE(answer.text);
  CHECK(answer.text.find("blink.py ended with an error.\n") == 0);
  CHECK(answer.text.find("blink.py, line 2: AttributeError: 'int' object has no attribute 'blink'") !=
        std::string::npos);
}

TEST_CASE("the film is written in the format its name asks for") {
  const TemporaryFolder folder;
  const std::string program =
      write(folder, "a.py",
            "from sense_hat import SenseHat\nimport time\nhat = SenseHat()\n"
            "hat.clear(255, 0, 0)\ntime.sleep(1)\nhat.clear(0, 255, 0)\ntime.sleep(1)\n");
  for (const auto& [name, magic] : {std::pair{"a.gif", "GIF89a"}, std::pair{"a.png", "\x89PNG"}}) {
    const std::string film = (folder / name).string();
    const Answer answer = cupola_run(fmt::format("{} --clock virtual --film {}", program, film));
    CAPTURE(answer.text);
    CHECK(answer.status == 0);
    std::ifstream file{film, std::ios::binary};
    std::string start(std::string{magic}.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    CHECK(start == magic);
  }
  const std::string path = (folder / "a.film").string();
  CHECK(cupola_run(program + " --clock virtual --film " + path).status == 0);
  const picture::Film film = picture::decode_film(base::read_whole_file(path));
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[0].frame.pixels[0] == 0xf800);
  CHECK(film.frames[1].frame.pixels[63] == 0x07e0);
  CHECK(film.frames[1].time_ms - film.frames[0].time_ms >= 1000);
}

TEST_CASE("a film of a name that says no format is refused before the program starts") {
  const TemporaryFolder folder;
  const std::string program = write(folder, "a.py", "print('hello')\n");
  for (const char* name : {"a.mp4", "film", "a.film.txt"}) {
    const Answer answer = cupola_run(fmt::format("{} --film {}", program, (folder / name).string()));
    CAPTURE(answer.text);
    CHECK(answer.status == 2);
    CHECK(answer.text.find("must end in .gif, .png or .film") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / name));
  }
}
