#include "emulator/picture/apng.hpp"

#include "emulator/picture/gif.hpp"
#include "emulator/picture/panel_picture.hpp"
#include "tests/emulator/picture/films.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

using namespace cupola::picture;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;

namespace {

// PIL is the judge: the size, whether it repeats for ever, and of each picture its time in ms and all its
// bytes.
constexpr auto kJudge = R"(import sys, zlib
from PIL import Image
image = Image.open(sys.argv[1])
print(image.width, image.height, image.n_frames, image.info.get("loop"), end=";")
for i in range(image.n_frames):
    image.seek(i)
    rgba = image.convert("RGBA").tobytes()
    print(round(image.info["duration"]), " ".join(str(rgba[at]) for at in range(0, len(rgba), 97)), end=";")
)";

std::string judged(const std::string& bytes) {
  const cupola::tests::TemporaryFolder folder;
  std::ofstream(folder / "film.png", std::ios::binary) << bytes;
  std::ofstream(folder / "judge.py") << kJudge;
  std::FILE* const pipe = ::popen(("timeout 50 /usr/bin/python3 -B " + (folder / "judge.py").string() + ' ' +
                                   (folder / "film.png").string() + " 2>&1")
                                      .c_str(),
                                  "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  CHECK(::pclose(pipe) == 0);
  return output;
}

std::string expected_picture(const cupola::hat::Frame& frame, Look look, std::size_t size, int duration_ms) {
  PanelBaker baker{size};
  std::vector<std::uint8_t> rgba(4 * size * size);
  baker.bake(led_colors(frame, look), look, rgba);
  std::string text = std::to_string(duration_ms);
  for (std::size_t at = 0; at < rgba.size(); at += 97) text += ' ' + std::to_string(rgba[at]);
  return text + ';';
}

}  // namespace

TEST_CASE("an APNG of a size no panel has is refused") {
  CHECK_THROWS_AS(encode_apng(Film{}, Look::AsSeen, 10), std::invalid_argument);
}

TEST_CASE("an APNG shows the film's pictures at the GIF's times, as another decoder sees it") {
  for (const Look look : {Look::AsSeen, Look::AsCoded}) {
    const Film film{.frames = {{1000, plain_frame(0xf800)}, {1250, dot_frame(27)}, {1255, dot_frame(63)}},
                    .duration_ms = 3000};
    REQUIRE(gif_steps(film).size() == 3);
    std::string expected = "96 96 3 0;" + expected_picture({}, look, 96, 1000) +
                           expected_picture(plain_frame(0xf800), look, 96, 250) +
                           expected_picture(dot_frame(63), look, 96, 1750);
    CHECK(judged(encode_apng(film, look, 96)) == expected);
  }
}

TEST_CASE("a picture shown longer than an APNG can say is repeated") {
  const Film film{.frames = {{0, plain_frame(1)}}, .duration_ms = 1'000'000};
  const std::string text = judged(encode_apng(film, Look::AsCoded, 64));
  CHECK(text.starts_with("64 64 2 0;655350 "));
  CHECK(text.find(";344650 ") != std::string::npos);
}

TEST_CASE("only what changed is written") {
  Film film{.frames = {}, .duration_ms = 2000};
  for (std::uint32_t i = 0; i < 20; ++i) film.frames.push_back({i * 100, dot_frame(i)});
  const std::size_t moving = encode_apng(film, Look::AsCoded).size();
  film.frames.resize(1);
  CHECK(moving < 5 * encode_apng(film, Look::AsCoded).size());
}
