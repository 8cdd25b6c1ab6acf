#include "emulator/ui/console.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <string>

namespace cupola::ui {
namespace {

struct Console {
  ConsoleState state;
  ConsoleLog log;
  ConsoleInput input{.log = &log};
  ConsoleRequests got;
  tests::Stage stage;

  Console() : stage([this](const Context& context) { draw(context); }, {.width = 500, .height = 300}) {
    stage.step(2);
  }
  void draw(const Context& context) {
    ConsoleRequests requests = draw_console(state, input, context);
    got.clear = got.clear || requests.clear;
    got.end_of_input = got.end_of_input || requests.end_of_input;
    if (requests.input_line) got.input_line = requests.input_line;
  }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
};

TEST_CASE("without a log it is empty and nothing can be copied") {
  Console console;
  console.input.log = nullptr;
  console.stage.step();
  CHECK_FALSE(console.stage.widget("Copy").shown);
  CHECK_FALSE(console.stage.shows("Send"));
}

TEST_CASE("copy takes all the text, clear asks for it") {
  Console console;
  console.log.append(Stream::Out, "one\ntwo \x1B[1m\n");
  console.stage.step();
  console.stage.click("Copy");
  CHECK(std::string(ImGui::GetClipboardText()) == "one\ntwo \x1B[1m\n");
  console.stage.click("Clear");
  CHECK(console.got.clear);
}

TEST_CASE("the newest line stays in sight until somebody scrolls up, and again from the end on") {
  Console console;
  for (int i = 0; i < 200; ++i) console.log.append(Stream::Out, "line " + std::to_string(i) + "\n");
  console.stage.step(3);
  CHECK(console.state.follow);
  const CanvasPixels end = console.stage.pixels();
  console.log.append(Stream::Out, "another\n");
  console.stage.step(3);
  CHECK(console.stage.pixels().rgb != end.rgb);
  console.stage.point_at("Clear");
  ImGui::GetIO().AddMousePosEvent(200, 150);
  console.stage.wheel(5);
  console.stage.step(3);
  CHECK_FALSE(console.state.follow);
  const float above = console.state.scroll;
  console.log.append(Stream::Out, "one more\n");
  console.stage.step(3);
  CHECK(console.state.scroll == above);
  console.stage.click("Newest line");
  console.stage.step(3);
  CHECK(console.state.follow);
}

TEST_CASE("stderr differs from stdout by a mark, not by colour alone") {
  const auto column_of_marks = [](Stream stream) {
    Console console;
    console.log.append(stream, "\n");
    console.stage.step(2);
    return console.stage.pixels().rgb;
  };
  CHECK(column_of_marks(Stream::Out) != column_of_marks(Stream::Err));
  CHECK(column_of_marks(Stream::Typed) != column_of_marks(Stream::Err));
}

TEST_CASE("an answer is sent with Return or by the button; Ctrl+D ends the input") {
  Console console;
  console.input.accepts_input = true;
  console.input.waits_for_input = true;
  console.stage.step(3);
  console.stage.type("Ada");
  console.stage.press(ImGuiKey_Enter);
  REQUIRE(console.got.input_line);
  CHECK(*console.got.input_line == "Ada");
  console.stage.step(2);
  console.stage.type("two");
  console.stage.press(ImGuiKey_D, ImGuiMod_Ctrl);
  CHECK(console.got.end_of_input);
  console.stage.click("Send");
  CHECK(*console.got.input_line == "two");
}

TEST_CASE("a flood costs a picture what is seen, and says what is gone") {
  Console console;
  std::string chunk;
  for (int i = 0; i < 6000; ++i) chunk += "0123456789\n";
  for (int i = 0; i < 300; ++i) {
    console.log.append(Stream::Out, chunk);
    if (i % 30 == 0) console.stage.step();
  }
  console.stage.step(2);
  CHECK(console.log.dropped_lines() == 300 * 6000 - ConsoleLog::kMostLines);
  CHECK(console.state.first_rows.size() == ConsoleLog::kMostLines + 1);
}

TEST_CASE("long lines are broken to the width there is") {
  Console console;
  console.log.append(Stream::Out, std::string(1000, 'x') + "\n");
  console.stage.step(2);
  CHECK(console.state.first_rows.back() > 15);
  CHECK(console.state.first_rows.back() < 40);
}

TEST_CASE("nothing is drawn again while nothing is printed") {
  Console console;
  console.log.append(Stream::Out, "x\n");
  console.stage.step(4);
  CHECK_FALSE(console.stage.wants_redraw());
}

}  // namespace
}  // namespace cupola::ui
