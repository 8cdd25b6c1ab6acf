#include "emulator/ui/help_panel.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace cupola::ui {
namespace {

struct Help {
  HelpState state;
  int tours = 0;
  int programs = 0;
  tests::Stage stage;
  explicit Help(const tests::Stage::Options& options = {.width = 1024, .height = 600})
      : stage(
            [this](const Context& ui) {
              const HelpRequests requests = draw_help(state, {.version = "0.1.0"}, ui);
              tours += requests.start_tour ? 1 : 0;
              programs += requests.use_program ? 1 : 0;
            },
            options) {
    stage.step(2);
  }
  Help(const Help&) = delete;
  Help& operator=(const Help&) = delete;
};

TEST_CASE("help shows nothing until it is asked for, and Esc or its button closes it") {
  Help help;
  CHECK_FALSE(help.stage.shows("First steps"));
  help.state.show();
  help.stage.step(3);
  CHECK(help.stage.shows("First steps"));
  help.stage.press(ImGuiKey_Escape);
  CHECK_FALSE(help.state.open);
  help.state.show(HelpPage::Keys);
  help.stage.step(3);
  help.stage.click("Close");
  CHECK_FALSE(help.state.open);
}

TEST_CASE("every page opens by its name and fits the smallest window beside the list") {
  Help help({.width = 640, .height = 480});
  help.state.show();
  help.stage.step(3);
  for (const char* page : {"The five-line program", "Keys", "The sensors", "About Cupola", "First steps"}) {
    CAPTURE(page);
    help.stage.click(page);
    help.stage.step(2);
    const Widget button = help.stage.widget(page);
    CHECK(button.left >= 0);
    CHECK(button.bottom <= 480);
  }
  CHECK(help.state.page == HelpPage::FirstSteps);
}

TEST_CASE("pages are chosen with the keyboard alone") {
  Help help;
  help.state.show();
  help.stage.step(3);
  help.stage.press(ImGuiKey_Tab);
  help.stage.press(ImGuiKey_DownArrow);
  help.stage.press(ImGuiKey_Space);
  CHECK(help.state.page == HelpPage::FiveLines);
}

TEST_CASE("a long page scrolls with Page Down, and the next page begins at its top") {
  const CanvasPixels fresh = [] {
    Help untouched({.width = 800, .height = 480});
    untouched.state.show();
    untouched.stage.step(3);
    untouched.stage.click("Keys");
    untouched.stage.step(2);
    return untouched.stage.pixels();
  }();
  Help help({.width = 800, .height = 480});
  help.state.show(HelpPage::Sensors);
  help.stage.step(3);
  const CanvasPixels top = help.stage.pixels();
  help.stage.press(ImGuiKey_PageDown);
  help.stage.step(2);
  CHECK(help.stage.pixels().rgb != top.rgb);
  help.stage.click("Keys");
  help.stage.step(2);
  CHECK(help.stage.pixels().rgb == fresh.rgb);
}

TEST_CASE("the five-line program is copied as it is, or put into the editor") {
  Help help;
  help.state.show(HelpPage::FiveLines);
  help.stage.step(3);
  help.stage.click("Copy");
  const std::string copied = ImGui::GetClipboardText();
  CHECK(copied == five_line_program());
  CHECK(std::count(copied.begin(), copied.end(), '\n') == 5);
  help.stage.click("Put it into the editor");
  CHECK(help.programs == 1);
  CHECK_FALSE(help.state.open);
}

TEST_CASE("the tour starts from the first steps and closes the help") {
  Help help;
  help.state.show();
  help.stage.step(3);
  help.stage.click("Show me around");
  CHECK(help.tours == 1);
  CHECK_FALSE(help.state.open);
}

}  // namespace
}  // namespace cupola::ui
