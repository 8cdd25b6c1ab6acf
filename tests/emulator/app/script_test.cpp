#include "emulator/app/script.hpp"

#include "hat_driver/base/whole_file.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace cupola;
using namespace std::chrono_literals;
using app::parse_script;
using app::ScriptKey;

namespace {

std::vector<app::ScriptStep> read(const std::string& text) {
  return parse_script(text, world::desk_settings());
}

std::string complaint_about(const std::string& text) {
  try {
    read(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is wrong with a script is said with its line and field") {
  CHECK(complaint_about("") == "the script is empty");
  CHECK(complaint_about("# nothing\n\n") == "the script is empty");
  CHECK(complaint_about("{\"at\":0,\"humidity\":50}\n{\"at\": 1,") ==
        "line 2: is not JSON; it should look like {\"at\": 1.5, \"temperature\": 30}");
  CHECK(complaint_about("{\"humidity\":50}") == "line 1: at: is missing: the seconds since the start");
  CHECK(complaint_about("{\"at\":1,\"temperature\":121}") ==
        "line 1: temperature: must be a number from -40 to 120, got \"121\"");
  CHECK(complaint_about("{\"at\":1,\"pressure\":\"high\"}") ==
        "line 1: pressure: must be a number from 260 to 1260, got \"high\"");
  CHECK(complaint_about("{\"at\":1,\"humidity\":true}") ==
        "line 1: humidity: must be a number from 0 to 100, got \"true\"");
  CHECK(complaint_about("{\"at\":1,\"noise\":1}") == "line 1: noise: must be one of true, false, got \"1\"");
  CHECK(complaint_about("{\"at\":1,\"colour\":\"red\"}") ==
        "line 1: colour: must be like #ff8000, got \"red\"");
  CHECK(complaint_about("{\"at\":1,\"light\":[1]}") ==
        "line 1: light: must be a number, a text or true or false");
  CHECK(complaint_about("{\"at\":1,\"light\":\"moon\"}") ==
        "line 1: light: must be one of dark, columbus, sun, torch, saturated, got \"moon\"");
  CHECK(complaint_about("{\"at\":1,\"joystick\":\"north\"}") ==
        "line 1: joystick: must be up, down, left, right or middle, got \"north\"");
  CHECK(complaint_about("{\"at\":1,\"joystick\":\"up\",\"action\":\"kick\"}") ==
        "line 1: action: must be click, press or release, got \"kick\"");
  CHECK(complaint_about("{\"at\":1,\"action\":\"click\"}") == "line 1: action: needs a joystick beside it");
  CHECK(complaint_about("{\"at\":1}") == "line 1: says a time and nothing that happens then");
  CHECK(complaint_about("{\"at\":\"nan\",\"yaw\":1}") ==
        "line 1: at: must be a number from 0 to 86400, got \"nan\"");
  CHECK(complaint_about("{\"at\":2,\"yaw\":1}\n\n{\"at\":1,\"yaw\":2}") ==
        "line 3: at: is before the line above; times must not go back");
  CHECK(contains(complaint_about("{\"at\":1,\"heat\":3}"),
                 "line 1: \"heat\" is no field; there are at, temperature"));
}

TEST_CASE("what is wrong with a CSV script is said with its line, too") {
  CHECK(contains(complaint_about("at,heat\n1,2\n"), "line 1: \"heat\" is no field"));
  CHECK(complaint_about("at,yaw\n1\n") == "line 2: has 1 cells, the header line 2");
  CHECK(complaint_about("at,yaw\n1,\n") == "line 2: says a time and nothing that happens then");
  CHECK(complaint_about("at,yaw\n1,x\n") == "line 2: yaw: must be a number from -180 to 180, got \"x\"");
}

TEST_CASE("each line builds on the world before it, and both temperatures move together") {
  const auto steps = read(
      "{\"at\": 0, \"temperature\": 30, \"response\": \"instant\"}\n"
      "{\"at\": 1.5, \"humidity\": 70, \"light\": \"torch\", \"lux\": 500}\n"
      "{\"at\": 1.5, \"motion\": \"spin\", \"spin_deg_s\": 45, \"colour\": \"#ff8000\"}\n");
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].world->humidity_temperature == 30);
  CHECK(steps[0].world->pressure_temperature == doctest::Approx(30.8));
  CHECK(steps[0].world->response == world::Response::Instant);
  CHECK(steps[1].at == 1500ms);
  CHECK(steps[1].world->humidity_temperature == 30);
  CHECK(steps[1].world->light.illuminance_lux == 500);
  CHECK(steps[1].world->light.blue == world::kTorchLight.blue);
  CHECK(steps[2].world->motion.kind == world::MotionKind::Spin);
  CHECK(steps[2].world->light.green == 0x80);
  CHECK(steps[2].world->humidity == 70);
}

TEST_CASE("a click is two steps, in the order of time") {
  const auto steps = read(
      "{\"at\": 1, \"joystick\": \"left\"}\n"
      "{\"at\": 1.05, \"joystick\": \"up\", \"action\": \"press\"}\n"
      "{\"at\": 2, \"joystick\": \"up\", \"action\": \"release\", \"yaw\": 3}\n");
  REQUIRE(steps.size() == 4);
  CHECK(steps[0].key == ScriptKey{hat::Direction::Left, true});
  CHECK_FALSE(steps[0].world);
  CHECK(steps[1].key == ScriptKey{hat::Direction::Up, true});
  CHECK(steps[2].at == 1100ms);
  CHECK(steps[2].key == ScriptKey{hat::Direction::Left, false});
  CHECK(steps[3].key == ScriptKey{hat::Direction::Up, false});
  CHECK(steps[3].world->orientation.yaw_deg == 3);
}

TEST_CASE("CSV from a spreadsheet, with commas or semicolons, a byte order mark and empty cells") {
  for (const char* text : {"\xef\xbb\xbf"
                           "at,temperature,joystick\r\n0,25,\r\n# a remark\r\n2,,middle\r\n",
                           "at; temperature; joystick\n0; 25;\n\n2;;middle"}) {
    CAPTURE(text);
    const auto steps = read(text);
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].world->humidity_temperature == 25);
    CHECK_FALSE(steps[0].key);
    CHECK(steps[1].at == 2s);
    CHECK(steps[1].key == ScriptKey{hat::Direction::Middle, true});
  }
}

TEST_CASE("the examples of docs/emulator.md are scripts, and say the same joystick") {
  std::istringstream document(base::read_whole_file("docs/emulator.md"));
  std::vector<std::string> examples;
  std::string line;
  bool inside = false;
  while (std::getline(document, line)) {
    if (line == "```") inside = false;
    if (inside) examples.back() += line + "\n";
    if (line == "```script") {
      inside = true;
      examples.emplace_back();
    }
  }
  REQUIRE(examples.size() == 2);
  const auto lines = read(examples[0]);
  const auto cells = read(examples[1]);
  REQUIRE(lines.size() == 4);
  REQUIRE(cells.size() == 3);
  CHECK(lines[1].key == cells[1].key);
  CHECK(lines[0].world->humidity_temperature == cells[0].world->humidity_temperature);
  CHECK(lines[3].world->response == world::Response::Instant);
}
