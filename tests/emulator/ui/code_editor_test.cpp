#include "emulator/ui/code_editor.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <string>

namespace cupola::ui {
namespace {

constexpr const char* kLabel = "Program text";

/// An editor between two buttons on a stage.
struct Editor {
  CodeEditorState state;
  CodeEditorInput input;
  int changes = 0;
  bool button = false;
  tests::Stage stage;

  explicit Editor(std::string_view text, tests::Stage::Options options = {.width = 640, .height = 480})
      : stage([this](const Context& context) { draw(context); }, options) {
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    state.buffer.load(text);
    stage.step(2);
  }
  void draw(const Context& context) {
    button = ImGui::Button("Before") || button;
    input.height = context.em(20);
    if (draw_code_editor(state, input, context).changed) ++changes;
    ImGui::Button("After");
  }
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  std::string text() const { return state.buffer.text(); }
  void focus() { stage.click_at(kLabel, 0.9F, 0.95F); }
};

TEST_CASE("what is typed elsewhere does not reach the editor") {
  Editor editor("x = 1\n");
  editor.stage.type("abc");
  editor.stage.press(ImGuiKey_Enter);
  editor.stage.press(ImGuiKey_V, ImGuiMod_Ctrl);
  CHECK(editor.text() == "x = 1\n");
  CHECK(editor.changes == 0);
}

TEST_CASE("a click gives it the keyboard, Esc gives it back, Return starts again") {
  Editor editor("x = 1");
  editor.focus();
  CHECK(editor.state.focused);
  CHECK(ImGui::GetIO().WantTextInput);
  editor.stage.type("!");
  CHECK(editor.text() == "x = 1!");
  editor.stage.press(ImGuiKey_Escape);
  CHECK_FALSE(editor.state.focused);
  editor.stage.type("?");
  CHECK(editor.text() == "x = 1!");
  editor.stage.press(ImGuiKey_Enter);
  CHECK(editor.state.focused);
  CHECK(editor.text() == "x = 1!");
}

TEST_CASE("Tab passes by an editor that is not being edited, and indents in one that is") {
  Editor editor("x");
  editor.stage.click("Before");
  editor.stage.press(ImGuiKey_Tab);
  editor.stage.press(ImGuiKey_Tab);
  editor.stage.step();
  CHECK_FALSE(editor.state.focused);
  CHECK(editor.text() == "x");
  editor.focus();
  editor.stage.press(ImGuiKey_Home);
  editor.stage.press(ImGuiKey_Tab);
  CHECK(editor.text() == "    x");
  editor.stage.press(ImGuiKey_Tab, ImGuiMod_Shift);
  CHECK(editor.text() == "x");
}

TEST_CASE("a click elsewhere takes the keyboard away, and works") {
  Editor editor("x");
  editor.focus();
  editor.stage.click("Before");
  CHECK(editor.button);
  CHECK_FALSE(editor.state.focused);
}

TEST_CASE("typing with indentation, and undoing it") {
  Editor editor("");
  editor.focus();
  editor.stage.type("while True:");
  editor.stage.press(ImGuiKey_Enter);
  editor.stage.type("pass");
  CHECK(editor.text() == "while True:\n    pass");
  for (int i = 0; i < 6; ++i) editor.stage.press(ImGuiKey_Z, ImGuiMod_Ctrl);
  CHECK(editor.text().empty());
  for (int i = 0; i < 6; ++i) editor.stage.press(ImGuiKey_Y, ImGuiMod_Ctrl);
  CHECK(editor.text() == "while True:\n    pass");
}

TEST_CASE("letters beyond ASCII arrive, control characters do not") {
  Editor editor("");
  editor.focus();
  editor.stage.type("h\xC3\xA9\xE2\x82\xAC\x01z");
  CHECK(editor.text() == "h\xC3\xA9\xE2\x82\xACz");
}

TEST_CASE("shift and arrows select, copy and paste go through the clipboard") {
  Editor editor("hello");
  editor.focus();
  editor.stage.press(ImGuiKey_Home);
  editor.stage.key_down(ImGuiMod_Shift);
  for (int i = 0; i < 4; ++i) editor.stage.press(ImGuiKey_RightArrow);
  editor.stage.key_up(ImGuiMod_Shift);
  editor.stage.press(ImGuiKey_C, ImGuiMod_Ctrl);
  CHECK(std::string(ImGui::GetClipboardText()) == "hell");
  editor.stage.press(ImGuiKey_X, ImGuiMod_Ctrl);
  CHECK(editor.text() == "o");
  editor.stage.press(ImGuiKey_End);
  editor.stage.press(ImGuiKey_V, ImGuiMod_Ctrl);
  CHECK(editor.text() == "ohell");
}

TEST_CASE("the mouse sets the cursor, drags a selection, takes a word and a line") {
  Editor editor("first\nsecond line\nthird");
  const Widget box = editor.stage.widget(kLabel);
  const auto at = [&](std::size_t line) {
    return (static_cast<float>(line) + 0.5F) * 22 / (box.bottom - box.top);
  };
  editor.stage.click_at(kLabel, 0.9F, at(1));
  CHECK(editor.state.buffer.cursor() == Position{1, 11});
  editor.stage.click_at(kLabel, 0.02F, at(2));
  CHECK(editor.state.buffer.cursor() == Position{2, 0});
  editor.stage.drag(kLabel, 0, -(box.bottom - box.top) / 2 - 40);
  CHECK(editor.state.buffer.selection() == Range{{0, 0}, {2, 5}});
  editor.stage.click_at(kLabel, 0.13F, at(1));
  editor.stage.double_click(kLabel);
  CHECK(editor.state.buffer.selection() == Range{{2, 0}, {2, 5}});
}

TEST_CASE("Ctrl+/ makes a comment, F3 finds the next place") {
  Editor editor("sense.clear()\nprint(sense)\n");
  editor.focus();
  editor.stage.press(ImGuiKey_Home, ImGuiMod_Ctrl);
  editor.stage.press(ImGuiKey_Slash, ImGuiMod_Ctrl);
  CHECK(editor.text() == "# sense.clear()\nprint(sense)\n");
  editor.stage.press(ImGuiKey_F, ImGuiMod_Ctrl);
  editor.stage.step(2);
  editor.stage.type("sense");
  editor.stage.press(ImGuiKey_Enter);
  CHECK(editor.state.buffer.selection() == Range{{0, 2}, {0, 7}});
  editor.stage.step(2);
  editor.stage.press(ImGuiKey_Enter);
  CHECK(editor.state.buffer.selection() == Range{{1, 6}, {1, 11}});
  editor.stage.click("Close find");
  editor.stage.step(2);
  CHECK(editor.state.focused);
  editor.stage.press(ImGuiKey_F3);
  CHECK(editor.state.buffer.selection() == Range{{0, 2}, {0, 7}});
}

TEST_CASE("the menu has the commands, and the keyboard is back afterwards") {
  Editor editor("x = 1");
  editor.focus();
  editor.stage.press(ImGuiKey_Menu);
  editor.stage.step(2);
  editor.stage.click("Select all");
  editor.stage.step(2);
  CHECK(editor.state.focused);
  CHECK(editor.state.buffer.selection() == Range{{0, 0}, {0, 5}});
  editor.stage.press(ImGuiKey_Menu);
  editor.stage.step(2);
  editor.stage.click("Comment on or off");
  CHECK(editor.text() == "# x = 1");
}

TEST_CASE("it goes to a line and shows it") {
  std::string text;
  for (int i = 1; i <= 3000; ++i) text += "line " + std::to_string(i) + "\n";
  Editor editor(text);
  const CanvasPixels top = editor.stage.pixels();
  editor.state.go_to_line(2500);
  editor.stage.step(3);
  CHECK(editor.state.focused);
  CHECK(editor.state.buffer.cursor() == Position{2499, 0});
  CHECK(editor.stage.pixels().rgb != top.rgb);
  editor.stage.press(ImGuiKey_PageDown);
  CHECK(editor.state.buffer.cursor().line > 2505);
  editor.stage.press(ImGuiKey_Home, ImGuiMod_Ctrl);
  editor.stage.press(ImGuiKey_Escape);
  editor.stage.step(2);
  CHECK(editor.state.buffer.cursor() == Position{0, 0});
  editor.state.go_to_line(99999);
  editor.stage.step(2);
  CHECK(editor.state.buffer.cursor().line == 3000);
}

TEST_CASE("the line of the error looks different, and different again in words") {
  Editor editor("a = 1\nb = c\n");
  const CanvasPixels clean = editor.stage.pixels();
  editor.input.error_line = 2;
  editor.stage.step();
  const CanvasPixels marked = editor.stage.pixels();
  CHECK(marked.rgb != clean.rgb);
  editor.input.error_text = "Python does not know \"c\".";
  editor.stage.step();
  CHECK(editor.stage.pixels().rgb != marked.rgb);
}

TEST_CASE("nothing is drawn again while nobody types") {
  Editor editor("x = 1\n");
  editor.focus();
  editor.stage.step(3);
  CHECK_FALSE(editor.stage.wants_redraw());
}

TEST_CASE("the caret blinks for some seconds and then lets the window sleep") {
  CodeEditorState state;
  bool lively = true;
  tests::Stage stage([&](const Context& context) {
    Context moving = context;
    moving.reduced_motion = !lively;
    draw_code_editor(state, {}, moving);
  });
  stage.step(2);
  stage.click(kLabel);
  CHECK(stage.wants_redraw());
  lively = false;
  stage.step();
  CHECK_FALSE(stage.wants_redraw());
  lively = true;
  stage.step(60 * 6);
  CHECK_FALSE(stage.wants_redraw());
  stage.type("a");
  CHECK(stage.wants_redraw());
}

TEST_CASE("a megabyte in one line, bytes that are no text and 50 000 lines can be shown and edited") {
  for (const std::string& text :
       {std::string(1 << 20, 'x'), std::string(4000, '\xFF') + std::string(100, '\0'), []() {
          std::string lines;
          for (int i = 0; i < 50000; ++i) lines += "s.clear() '''\n";
          return lines;
        }()}) {
    Editor editor(text);
    editor.focus();
    editor.stage.press(ImGuiKey_End, ImGuiMod_Ctrl);
    editor.stage.type("y");
    editor.stage.press(ImGuiKey_Backspace);
    CHECK(editor.text() == text);
    CHECK(editor.changes == 2);
  }
}

}  // namespace
}  // namespace cupola::ui
