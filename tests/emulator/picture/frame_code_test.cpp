#include "emulator/picture/frame_code.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>

using namespace cupola::picture;
using cupola::hat::Color;

namespace {

constexpr Color kRed{255, 0, 0};

TimedPicture plain(Color color, std::uint32_t duration_ms = 500) {
  TimedPicture picture{.colors = {}, .duration_ms = duration_ms};
  picture.colors.fill(color);
  return picture;
}

Animation random_animation(std::mt19937& random) {
  Animation animation;
  animation.repeats = static_cast<std::uint32_t>(random() % 4);
  const std::size_t count = 1 + random() % 6;
  const auto byte = [&] { return static_cast<std::uint8_t>(random() % 4 * 85); };
  for (std::size_t i = 0; i < count; ++i) {
    TimedPicture picture;
    picture.duration_ms = static_cast<std::uint32_t>(random() % 3 == 0 ? random() % 3000 : 200);
    for (Color& color : picture.colors) color = {byte(), byte(), byte()};
    animation.pictures.push_back(random() % 4 == 0 && i > 0 ? animation.pictures.front() : picture);
  }
  return animation;
}

std::string refusal(std::string_view program) {
  try {
    read_frame_code(program);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

/// 64 times the same word with commas between, eight to a line.
std::string rows_of(const std::string& word, std::size_t count = 64) {
  std::string rows;
  for (std::size_t i = 0; i < count; ++i) rows += word + (i % 8 == 7 ? ",\n" : ", ");
  return rows;
}

}  // namespace

TEST_CASE("an animation without pictures gives no program") {
  CHECK_THROWS_AS(write_frame_code({}), std::invalid_argument);
}

TEST_CASE("a program without a picture says what was looked for") {
  CHECK(refusal("") ==
        "line 1: no picture here: Cupola looks for sense.set_pixels([...]) with 64 colours in the list");
  CHECK(refusal("print('hello')\n").starts_with("line 1: no picture here"));
}

TEST_CASE("what is wrong with a picture is said with its line") {
  CHECK(refusal("sense.set_pixels([(255, 0, 0)] * 63)") ==
        "line 1: a picture needs 64 colours, 8 rows of 8; this list has 63");
  CHECK(refusal("r = (255, 0, 0)\np = [\n" + rows_of("r", 16) + "r, r, r, r, r, r, r,\n" + rows_of("r", 40) +
                "]\nsense.set_pixels(p)") ==
        "line 5: this row has 7 colours and needs 8 (the whole picture has 63 and needs 64)");
  CHECK(refusal("r = (255, 0, 0)\n\nsense.set_pixels([r] * 63 + [q])") ==
        "line 3: nothing is called q before this line");
  CHECK(refusal("sense.set_pixels([(255, 0, 300)] * 64)") ==
        "line 1: the numbers of a colour are whole and go from 0 to 255, not 300");
  CHECK(refusal("r = (0, 0, 256)\nsense.set_pixels([r] * 64)").starts_with("line 1: the numbers"));
  CHECK(refusal("sense.set_pixels([(255, 0)] * 64)") ==
        "line 1: a colour has three numbers, for red, green and blue; this one has 2");
  CHECK(refusal("sense.set_pixels(['rred'] * 64)") ==
        "line 1: \"rred\" is no colour; write (255, 0, 0) or \"#ff0000\"");
  CHECK(refusal("sense.set_pixels(picture)") == "line 1: nothing is called picture before this line");
  CHECK(refusal("sense.set_pixel(8, 0, 255, 0, 0)") == "line 1: x and y of set_pixel go from 0 to 7");
  CHECK(refusal("sense.set_pixels([(randint(0, 255), 0, 0)] * 64)") ==
        "line 1: what randint gives cannot be known without running the program");
  CHECK(refusal("x = [(1, 2, 3),\n") == "line 1: this bracket is never closed");
  CHECK(refusal("\nx = 'abc\n") == "line 2: this text has no closing quotation mark");
  CHECK(refusal("p = [\n" + rows_of("(0, 0, 0)", 56) + "]") ==
        "line 1: a picture needs 64 colours, 8 rows of 8; this list has 56");
}

TEST_CASE("a program made to eat memory, time or stack is refused") {
  CHECK(refusal("x = [1] * 1000\ny = [x] * 1000\n").ends_with("this list is too long to be pictures"));
  CHECK(refusal("for a in range(9999):\n for b in range(9999):\n  for c in range(9999):\n   x = 1\n")
            .ends_with("this program does too much to be read as pictures"));
  CHECK(refusal("def f():\n  f()\nf()\n").ends_with("call each other too often to be read"));
  CHECK(refusal(std::string(100'000, '(')).ends_with("too many brackets in each other"));
  CHECK(refusal(std::string(2 << 20, 'x')).ends_with("larger than 1 MiB"));
  CHECK(refusal("x = " + std::string(500'000, '-') + "1").starts_with("line 1: no picture"));
  std::string chain;
  for (int i = 0; i < 100'000; ++i) chain += "a=";
  CHECK(refusal(chain + "1").starts_with("line 1: no picture"));
  std::string deep;
  for (std::size_t i = 0; i < 200; ++i) deep += std::string(i, ' ') + "if x:\n";
  CHECK(refusal(deep).ends_with("this is indented too deep"));
  CHECK(refusal("for i in range(2000):\n  sense.set_pixels([(i % 9, 0, 0)] * 64)\n")
            .ends_with("more than 1000 pictures, that is too many"));
}

TEST_CASE("random bytes and cut programs never crash the reader") {
  std::mt19937 random{11};
  const std::string whole = write_frame_code(random_animation(random));
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) refusal(whole.substr(0, cut));
  const std::string letters = "()[]{},:=+-*/%.#'\"\\\n rfor in ifdef while12x_";
  for (int turn = 0; turn < 3000; ++turn) {
    std::string text;
    for (std::size_t i = 0; i < 60; ++i) text += letters[random() % letters.size()];
    refusal(text);
    std::string changed = whole;
    for (int i = 0; i < 5; ++i) changed[random() % changed.size()] = letters[random() % letters.size()];
    if (turn % 10 == 0) refusal(changed);
  }
}

TEST_CASE("a written program is readable: named colours, eight rows of eight, set_pixels and sleep") {
  Animation animation{.pictures = {plain({0, 0, 0}, 250), plain(kRed, 2000)}, .repeats = 3};
  animation.pictures[0].colors[9] = kRed;
  animation.pictures[0].colors[10] = {200, 0, 0};
  const std::string program = write_frame_code(animation);
  CHECK(program.find("_ = (0, 0, 0)  # off\nr = (255, 0, 0)  # red\nr2 = (200, 0, 0)  # red\n") !=
        std::string::npos);
  CHECK(program.find(
            "picture_1 = [\n    _,  _,  _,  _,  _,  _,  _,  _,\n    _,  r,  r2, _,  _,  _,  _,  _,\n") !=
        std::string::npos);
  CHECK(program.find("picture_2 = [\n    r, r, r, r, r, r, r, r,\n") != std::string::npos);
  CHECK(
      program.ends_with("for repeat in range(3):\n    sense.set_pixels(picture_1)\n    sleep(0.25)\n"
                        "    sense.set_pixels(picture_2)\n    sleep(2)\n"));
}

TEST_CASE("what was written is read back exactly") {
  std::mt19937 random{5};
  for (int turn = 0; turn < 60; ++turn) {
    const Animation animation = random_animation(random);
    REQUIRE(read_frame_code(write_frame_code(animation)) == animation);
  }
}

TEST_CASE("the worked example of docs/studio.md is what is written and read") {
  std::ifstream file("docs/studio.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t from = page.find("```python\n") + 10;
  REQUIRE(from > 10);
  const std::string program = page.substr(from, page.find("```", from) - from);
  const Animation animation = read_frame_code(program);
  CHECK(animation.repeats == 3);
  CHECK(write_frame_code(animation) == program);
}

TEST_CASE("a thousand pictures of a film come back as well") {
  Animation animation;
  for (std::uint32_t i = 0; i < 1000; ++i)
    animation.pictures.push_back(
        plain({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i / 4), 7}, 40));
  CHECK(read_frame_code(write_frame_code(animation)) == animation);
}

TEST_CASE("the ways children write a picture are understood") {
  const Animation red{.pictures = {plain(kRed)}, .repeats = 1};
  const std::string rows = "[\n" + rows_of("r") + "]";
  const std::vector<std::string> programs{
      "from sense_hat import SenseHat\nsense = SenseHat()\nr = (255, 0, 0)\nsense.set_pixels(" + rows + ")\n",
      "sense.set_pixels([[255, 0, 0]] * 64)",
      "r = [255,0,0]\r\nhat.set_pixels(" + rows + ")\r\n",
      "r = '#FF0000'\npicture = " + rows,
      "r = 0xff0000\npicture = " + rows,
      "red = (255, 0, 0)\np = [red for i in range(64)]\nsense.set_pixels(p)",
      "r = (255, 0, 0)\nrow = [r] * 8\nsense.set_pixels(row + row + row + row * 5)",
      "r, g = (255, 0, 0), (0, 255, 0)\nsense.set_pixels([r] * 64)",
      "r = g = 255, 0, 0\nsense.set_pixels(list([g] * 64))",
      "r = (255, 0, 0)\ndef heart():\n    q = r\n    return [\n" + rows_of("q") +
          "]\nsense.set_pixels(heart())",
      "r = (255, 0, 0)\ndef heart():\n\treturn " + rows + "\n",
      "sense.clear()\nsense.clear(255, 0, 0)\nsleep(0.5)\nsense.clear()\n",
      "p = []\nfor i in range(64):\n    p.append((255, 0, 0))\nsense.set_pixels(p)\nsense.clear()",
      "for y in range(8):\n  for x in range(8): sense.set_pixel(x, y, 255, 0, 0)\n",
      "p = [(0, 0, 0)] * 64\nfor i in range(64):\n    p[i] = (255, 0, 0)\nsense.set_pixels(p)\n",
      "if __name__ == '__main__':\n    sense.set_pixels([(255, 0, 0)] * 64); sleep(0.5)\n",
      "r = (255, 0, 0)\np = [[r] * 8] * 8\nsense.set_pixels(p)\n",
  };
  for (const std::string& program : programs) CHECK_MESSAGE(read_frame_code(program) == red, program);
}

TEST_CASE("loops, lists of pictures and while True are followed") {
  const std::string colors =
      "import time\nr = (255, 0, 0)\nb = (0, 0, 255)\none = [r] * 64\ntwo = [b] * 64\n";
  const std::vector<TimedPicture> both{plain(kRed, 200), plain({0, 0, 255}, 200)};
  CHECK(read_frame_code(colors + "for p in [one, two]:\n  sense.set_pixels(p)\n  time.sleep(.2)\n") ==
        Animation{both, 1});
  CHECK(read_frame_code(colors + "frames = [one, two]\nwhile True:\n  for p in frames:\n"
                                 "    sense.set_pixels(p)\n    sleep(1 / 5)\n") == Animation{both, 0});
  CHECK(read_frame_code(colors + "frames = [one, two]\nfor i in range(len(frames)):\n"
                                 "    sense.set_pixels(frames[i])\n    sleep(0.1)\n    sleep(0.1)\n") ==
        Animation{both, 1});
  CHECK(read_frame_code(colors + "def main():\n  while True:\n    sense.set_pixels(one)\n    sleep(0.2)\n"
                                 "    sense.set_pixels(two)\n    sleep(0.2)\nmain()\nsense.clear()\n") ==
        Animation{both, 0});
  CHECK(read_frame_code(colors + "for i in range(2):\n  sense.set_pixels(one)\n  sleep(0.2)\n"
                                 "sense.set_pixels(two)\nsleep(0.2)\n") ==
        Animation{{both[0], both[0], both[1]}, 1});
  CHECK(read_frame_code(colors +
                        "def a(): return one\ndef b(): return two\nimages = [a, b]\nfor i in range(2):\n"
                        "  sense.set_pixels(images[i]())\n  sleep(0.2)\n") == Animation{both, 1});
}

TEST_CASE("a sleep that goes back in time is refused, a strange one is half a second") {
  CHECK(refusal("sense.clear(255, 0, 0)\nsleep(-1)") == "line 2: sleep cannot wait less than 0 seconds");
  CHECK(read_frame_code("sense.set_pixels([(255, 0, 0)] * 64)\nsleep(speed)\n").pictures ==
        std::vector{plain(kRed)});
}
