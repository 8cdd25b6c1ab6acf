// Runs what write_frame_code() writes: with Debian's Python on the memory backend, and in the flight's own
// check.
#include "emulator/picture/frame_code.hpp"

#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

using namespace cupola::picture;
using cupola::hat::Color;

namespace {

// Prints what get_pixels gives after every set_pixels, and how long each picture is to be shown.
constexpr auto kSpy = R"(import runpy, sys, time
import sense_hat
original = sense_hat.SenseHat.set_pixels
def set_pixels(self, pixels):
    original(self, pixels)
    print(*(value for pixel in self.get_pixels() for value in pixel), end=" ")
sense_hat.SenseHat.set_pixels = set_pixels
time.sleep = lambda seconds: print(round(1000 * seconds), end=" ")
runpy.run_path(sys.argv[1])
)";

std::string build_folder() {
  const char* const folder = std::getenv("CUPOLA_BUILD_DIR");
  return folder != nullptr ? folder : "build/release";
}

struct Ran {
  std::string output;
  int status = -1;
};

Ran run(const std::string& command) {
  Ran ran;
  std::FILE* const pipe = ::popen(("timeout 60 " + command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) ran.output += static_cast<char>(c);
  ran.status = ::pclose(pipe);
  return ran;
}

Animation some_animation() {
  std::mt19937 random{3};
  Animation animation{.pictures = std::vector<TimedPicture>(5), .repeats = 2};
  for (TimedPicture& picture : animation.pictures) {
    picture.duration_ms = 40;
    for (Color& color : picture.colors)
      color = {static_cast<std::uint8_t>(random()), static_cast<std::uint8_t>(random()), 0};
  }
  animation.pictures[2].duration_ms = 1125;
  return animation;
}

std::string expected_output(const Animation& animation) {
  std::string text;
  for (std::uint32_t turn = 0; turn < animation.repeats; ++turn) {
    for (const TimedPicture& picture : animation.pictures) {
      for (const Color color : picture.colors) {
        const Color kept = cupola::hat::from_rgb565(cupola::hat::to_rgb565(color));
        text += std::to_string(kept.red) + ' ' + std::to_string(kept.green) + ' ' +
                std::to_string(kept.blue) + ' ';
      }
      text += std::to_string(picture.duration_ms) + ' ';
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a written program shows exactly its pictures on the LEDs, for as long as it says") {
  const cupola::tests::TemporaryFolder folder;
  for (const bool even : {false, true}) {
    Animation animation = some_animation();
    if (even) animation.pictures[2].duration_ms = 40;
    std::ofstream(folder / "program.py") << write_frame_code(animation);
    std::ofstream(folder / "spy.py") << kSpy;
    const Ran ran =
        run("env SENSE_HAT_BACKEND=memory PYTHONPATH=" + build_folder() + "/python /usr/bin/python3 -B " +
            (folder / "spy.py").string() + ' ' + (folder / "program.py").string());
    CHECK(ran.output == expected_output(animation));
    CHECK(ran.status == 0);
  }
}

TEST_CASE("a written program gets flight status") {
  const cupola::tests::TemporaryFolder folder;
  std::ofstream(folder / "program.py") << write_frame_code(some_animation());
  const Ran ran = run(build_folder() + "/bin/cupola check --json " + (folder / "program.py").string());
  CHECK_MESSAGE(ran.status == 0, ran.output);
  CHECK(ran.output.find("\"flight\":true") != std::string::npos);
}
