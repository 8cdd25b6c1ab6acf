#include "emulator/ui/program_panel.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <limits>

namespace cupola::ui {
namespace {

struct Panel {
  ProgramPanelState state;
  ConsoleLog log;
  ProgramPanelInput input{.file_name = "smiley.py", .log = &log};
  ProgramPanelRequests last;  ///< of the picture drawn last that asked for something
  int saves = 0;
  int opens = 0;
  int creates = 0;
  int reloads = 0;
  int runs = 0;
  int stops = 0;
  tests::Stage stage;

  explicit Panel(tests::Stage::Options options = {.width = 560, .height = 760})
      : stage([this](const Context& context) { draw(context); }, options) {
    state.load("x = 1\n");
    stage.step(3);
  }
  void draw(const Context& context) {
    last = draw_program_panel(state, input, context);
    saves += last.save ? 1 : 0;
    opens += last.open ? 1 : 0;
    creates += last.create ? 1 : 0;
    reloads += last.reload ? 1 : 0;
    runs += last.run ? 1 : 0;
    stops += last.stop ? 1 : 0;
  }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
};

TEST_CASE("times that are none are zero, and tenths never run ahead") {
  CHECK(clock_text(-3) == "00:00.0");
  CHECK(clock_text(std::numeric_limits<double>::quiet_NaN()) == "00:00.0");
  CHECK(clock_text(1e300) == "100000:00.0");
  CHECK(clock_text(29.99) == "00:29.9");
  CHECK(clock_text(30.1) == "00:30.1");
  CHECK(clock_text(83.4) == "01:23.4");
}

TEST_CASE("F5 and the button run, Shift+F5 and the button stop; neither where it makes no sense") {
  Panel panel;
  panel.stage.press(ImGuiKey_F5);
  panel.stage.click("Run");
  CHECK(panel.runs == 2);
  panel.stage.press(ImGuiKey_F5, ImGuiMod_Shift);
  CHECK(panel.stops == 0);
  CHECK_FALSE(panel.stage.widget("Stop").shown);
  panel.input.status.phase = ProgramPhase::Running;
  panel.stage.step();
  panel.stage.press(ImGuiKey_F5);
  CHECK(panel.runs == 2);
  panel.stage.press(ImGuiKey_F5, ImGuiMod_Shift);
  panel.stage.click("Stop");
  CHECK(panel.stops == 2);
}

TEST_CASE("F5 and Ctrl+S work while the editor has the keyboard, and type nothing") {
  Panel panel;
  panel.stage.click("Program text");
  CHECK(panel.state.editor.focused);
  panel.stage.press(ImGuiKey_F5);
  panel.stage.press(ImGuiKey_S, ImGuiMod_Ctrl);
  CHECK(panel.runs == 1);
  CHECK(panel.saves == 1);
  CHECK(panel.state.editor.buffer.text() == "x = 1\n");
}

TEST_CASE("without changes open and new ask nothing") {
  Panel panel;
  panel.stage.click("Open");
  panel.stage.press(ImGuiKey_N, ImGuiMod_Ctrl);
  CHECK(panel.opens == 1);
  CHECK(panel.creates == 1);
}

TEST_CASE("changes are not lost without a question") {
  Panel panel;
  panel.state.editor.buffer.insert("y");
  panel.stage.step();
  panel.stage.click("Open");
  panel.stage.step();
  CHECK(panel.opens == 0);
  panel.stage.click("Cancel");
  CHECK(panel.opens == 0);
  CHECK_FALSE(panel.stage.shows("Throw them away"));
  panel.stage.click("New");
  panel.stage.step();
  panel.stage.click("Throw them away");
  CHECK(panel.creates == 1);
}

TEST_CASE("to save first is to go on only when it was saved") {
  Panel panel;
  panel.state.editor.buffer.insert("y");
  panel.stage.step();
  panel.stage.click("Open");
  panel.stage.step();
  panel.stage.click("Save first");
  CHECK(panel.saves == 1);
  CHECK(panel.opens == 0);
  panel.state.editor.buffer.mark_saved();
  panel.stage.step();
  CHECK(panel.opens == 1);
}

TEST_CASE("a file that changed on disk is offered, not taken") {
  Panel panel;
  panel.input.changed_on_disk = true;
  panel.stage.step(2);
  CHECK(panel.reloads == 0);
  panel.stage.click("Reload");
  CHECK(panel.reloads == 1);
  panel.state.editor.buffer.insert("mine");
  panel.stage.step();
  panel.stage.click("Reload");
  panel.stage.step();
  CHECK(panel.reloads == 1);
  panel.stage.click("Throw them away");
  CHECK(panel.reloads == 2);
}

TEST_CASE("the error leads to its line, and can be read in Python's words") {
  Panel panel;
  panel.state.load("a = 1\nb = 2\nsens.clear()\n");
  PlainError error{.line = 3, .type = "NameError", .message = "name 'sens' is not defined"};
  error.meaning = {"Python does not know \"{0}\".", {"sens"}};
  error.advice = {"Did you mean \"{0}\"?", {"sense"}};
  panel.input.error = &error;
  panel.stage.step(3);
  panel.stage.click("Go to line 3");
  panel.stage.step(2);
  CHECK(panel.state.editor.buffer.cursor() == Position{2, 0});
  CHECK(panel.state.editor.focused);
  panel.stage.click("In Python's words");
  CHECK(panel.state.python_words_open);
  error.stopped = true;
  panel.stage.step();
  CHECK_FALSE(panel.stage.shows("Go to line 3"));
}

TEST_CASE("the room between editor and console is parted by mouse or keyboard") {
  Panel panel;
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  panel.stage.drag("Room for the editor", 0, -100);
  const float dragged = panel.state.editor_share;
  CHECK(dragged < 0.55F);
  CHECK(dragged > 0.3F);
  panel.stage.drag("Room for the editor", 0, -2000);
  CHECK(panel.state.editor_share >= 0.2F);
  panel.stage.press(ImGuiKey_Tab);
  panel.stage.step(2);
  panel.stage.press(ImGuiKey_Space);
  panel.stage.step(2);
  CHECK(panel.state.editor_share >= 0.6F);
}

TEST_CASE("Tab goes through the whole panel: from the buttons into the editor and on to the console") {
  Panel panel;
  panel.log.append(Stream::Out, "x\n");
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  panel.stage.click("Save");
  const auto focused = [] { return ImGui::GetCurrentContext()->NavId; };
  panel.stage.press(ImGuiKey_Tab);  // after the mouse it shows where the focus is
  panel.stage.press(ImGuiKey_Tab);
  panel.stage.step(2);
  CHECK(focused() == panel.stage.widget("Program text").id);
  CHECK_FALSE(panel.state.editor.focused);
  panel.stage.press(ImGuiKey_Tab);
  panel.stage.step(2);
  CHECK(focused() == panel.stage.widget("Room for the editor").id);
  panel.stage.press(ImGuiKey_Tab);
  panel.stage.step(2);
  CHECK(focused() == panel.stage.widget("Copy").id);
}

TEST_CASE("Thonny is offered where it is installed") {
  Panel panel;
  CHECK_FALSE(panel.stage.shows("Open in Thonny"));
  panel.input.has_thonny = true;
  panel.stage.step();
  CHECK(panel.stage.shows("Open in Thonny"));
}

TEST_CASE("the clock is drawn anew only while the program runs") {
  Panel panel;
  panel.stage.step(3);
  CHECK_FALSE(panel.stage.wants_redraw());
  panel.input.status.phase = ProgramPhase::Running;
  panel.stage.step();
  CHECK(panel.stage.wants_redraw());
  panel.input.status = {.phase = ProgramPhase::Outside, .outside_name = "Thonny", .outside_pid = 1234};
  panel.stage.step();
  CHECK_FALSE(panel.stage.wants_redraw());
}

TEST_CASE("every state has its own shape and words") {
  const Catalogue words;
  const Fonts fonts;
  double redraw_s = 0;
  const Context ui{
      .words = words, .fonts = fonts, .palette = palette_of(Theme::Light), .next_redraw_s = redraw_s};
  CHECK(status_words({.phase = ProgramPhase::Outside, .outside_name = "Thonny", .outside_pid = 1234}, ui)
            .text == "Thonny has the board (pid 1234)");
  CHECK(status_words({.phase = ProgramPhase::Outside, .outside_pid = 7, .outside_idle = true}, ui).text ==
        "connected from elsewhere (pid 7)");
  CHECK(status_words({.phase = ProgramPhase::Finished, .verdict = "cut-at-limit"}, ui).text ==
        "was still running at the time limit");
  CHECK(status_words({.phase = ProgramPhase::Finished, .verdict = "new one"}, ui).text == "ended");
  CHECK(std::string(status_words({.phase = ProgramPhase::Finished, .verdict = "finished"}, ui).shape) !=
        status_words({.phase = ProgramPhase::Finished, .verdict = "error"}, ui).shape);
}

TEST_CASE("nothing that can be pressed is cut off, at any size and scale") {
  struct Size {
    int width;
    int height;
    float scale;
  };
  for (const Size size : {Size{420, 560, 1}, Size{700, 1000, 1}, Size{840, 1120, 2}, Size{360, 420, 0.75F}}) {
    Panel panel({.width = size.width, .height = size.height, .scale = size.scale});
    panel.input.has_thonny = true;
    panel.input.changed_on_disk = true;
    panel.input.problem = {"Could not save smiley.py: the disk is full."};
    panel.stage.step(4);
    for (const char* label : {"Run", "New", "Open", "Save", "Open in Thonny", "Reload", "Keep mine",
                              "All right", "Program text"}) {
      CAPTURE(label);
      const Widget widget = panel.stage.widget(label);
      CHECK(widget.left >= 0);
      CHECK(widget.right <= static_cast<float>(size.width));
      CHECK(widget.bottom <= static_cast<float>(size.height));
    }
  }
}

}  // namespace
}  // namespace cupola::ui
