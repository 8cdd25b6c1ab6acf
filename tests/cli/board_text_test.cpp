#include "cli/board_text.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using cli::BoardReadings;
using cli::BoardText;
using Lines = std::vector<std::string>;

namespace {

BoardReadings desk() {
  return {.humidity = hat::HumiditySample{.time_ns = 1, .humidity_percent = 45, .temperature_c = 20},
          .pressure = hat::PressureSample{.time_ns = 1, .pressure_hpa = 1013, .temperature_c = 21},
          .motion = hat::MotionSample{1, {0, 0, 1}, {}, {}},
          .light = hat::LightSample{.time_ns = 1, .red = 1, .green = 1, .blue = 1, .clear = 3}};
}

}  // namespace

TEST_CASE("nothing is said of what has not changed") {
  BoardText text;
  CHECK(text.programs({}).empty());
  CHECK(text.picture({}).empty());
  CHECK(text.sensors({}).empty());
  CHECK(text.sensors(desk()).size() == 1);
  BoardReadings noisy = desk();
  noisy.humidity->temperature_c += 0.3;
  noisy.pressure->pressure_hpa -= 0.5;
  noisy.motion->acceleration_g.x = 0.05;
  noisy.light->clear = 3.3;
  CHECK(text.sensors(noisy).empty());
}

TEST_CASE("slow changes add up until they are news") {
  BoardText text;
  BoardReadings now = desk();
  text.sensors(now);
  now.humidity->temperature_c = 20.3;
  CHECK(text.sensors(now).empty());
  now.humidity->temperature_c = 20.6;
  CHECK(text.sensors(now) ==
        Lines{"sensors: temperature 20.6 °C, humidity 45 %, pressure 1013 hPa, flat, lights up, "
              "light 3.0 (red 1.0, green 1.0, blue 1.0)"});
}

TEST_CASE("how the board lies is said in words") {
  BoardReadings now;
  now.motion = hat::MotionSample{};
  CHECK(BoardText::all_sensors(now) == "sensors: weightless");
  now.motion->acceleration_g = {0, 0, -1};
  CHECK(BoardText::all_sensors(now) == "sensors: flat, lights down");
  now.motion->acceleration_g = {0.7, 0, 0.7};
  CHECK(BoardText::all_sensors(now) == "sensors: tilted");
  now.motion->acceleration_g = {0, -1, 0};
  CHECK(BoardText::all_sensors(now) == "sensors: on its edge");
  CHECK(BoardText::all_sensors({}) == "sensors: none");
}

TEST_CASE("programs come, end, and are forgotten") {
  BoardText text;
  CHECK(text.programs({{.pid = 7, .name = "a.py", .running = true}}) ==
        Lines{"a.py (process 7) uses the board"});
  CHECK(text.programs({{.pid = 7, .name = "a.py", .running = false}}) ==
        Lines{"a.py has ended; the lights stay as they are"});
  CHECK(text.programs({{.pid = 8, .name = "b.py", .running = true}}) ==
        Lines{"b.py (process 8) uses the board"});
  CHECK(text.programs({}) == Lines{"b.py has ended"});
}

TEST_CASE("a picture is said as what changed, and as a whole when asked") {
  BoardText text;
  picture::Colors red{};
  red[0] = {255, 0, 0};
  CHECK_FALSE(text.picture(red).empty());
  CHECK(text.picture(red).empty());
  const Lines whole = BoardText::whole_picture(red);
  REQUIRE(whole.size() == 10);
  CHECK(whole[0] == "r . . . . . . .");
  CHECK(cli::spoken_picture(red).find("red") != std::string::npos);
}

TEST_CASE("lights that all came to have one colour are said in one line") {
  BoardText text;
  picture::Colors mixed{};
  mixed[5] = {255, 255, 255};
  text.picture(mixed);
  picture::Colors blue{};
  blue.fill({0, 0, 255});
  CHECK(text.picture(blue) == Lines{"all lights now blue"});
}

TEST_CASE("a text that scrolls cannot redraw the terminal") {
  CHECK(BoardText::scrolled("Gr\xc3\xbc\xc3\x9f"
                            "e") ==
        "scrolling text: \"Gr\xc3\xbc\xc3\x9f"
        "e\"");
  CHECK(BoardText::scrolled("a\x1b[2J\xc2\x9b"
                            "b\n") == "scrolling text: \"a?[2J?b?\"");
}
