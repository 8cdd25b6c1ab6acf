#include "emulator/ui/top_bar.hpp"
#include "emulator/ui/text_view.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace cupola::ui {
namespace {

struct Bar {
  Page page = Page::Play;
  Preferences preferences;
  TextViewState text;
  std::vector<LanguageChoice> languages;
  hat::Frame frame;
  int helps = 0;
  tests::Stage stage{[this](const Context& context) {
                       helps += draw_top_bar(page, preferences, context, languages).help ? 1 : 0;
                       draw_text_view(text, frame, hat::kDefaultGamma, context);
                     },
                     {.width = 1024, .height = 600}};
  Bar() { stage.step(2); }
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;
};

TEST_CASE("pages are chosen by name and by Alt with a digit") {
  Bar bar;
  bar.stage.click("Paint");
  CHECK(bar.page == Page::Studio);
  bar.stage.press(ImGuiKey_4, ImGuiMod_Alt);
  CHECK(bar.page == Page::Class);
  bar.stage.press(ImGuiKey_1);
  CHECK(bar.page == Page::Class);
}

TEST_CASE("the size grows and shrinks in steps and has an end on both sides") {
  Bar bar;
  bar.stage.press(ImGuiKey_Equal, ImGuiMod_Ctrl);
  CHECK(bar.preferences.scale == 1.25F);
  for (int i = 0; i < 20; ++i) bar.stage.press(ImGuiKey_Minus, ImGuiMod_Ctrl);
  CHECK(bar.preferences.scale == kSmallestScale);
  for (int i = 0; i < 20; ++i) bar.stage.press(ImGuiKey_Equal, ImGuiMod_Ctrl);
  CHECK(bar.preferences.scale == kLargestScale);
  bar.stage.press(ImGuiKey_0, ImGuiMod_Ctrl);
  CHECK(bar.preferences.scale == 1);
}

TEST_CASE("a theme is chosen in the display's menu; the projector has its own") {
  Bar bar;
  bar.stage.click("Display");
  bar.stage.click("Dark");
  CHECK(bar.preferences.theme == Theme::Dark);
  CHECK(shown_theme(bar.preferences) == Theme::Dark);
  bar.stage.press(ImGuiKey_Escape);
  bar.stage.click("Projector");
  CHECK(shown_theme(bar.preferences) == Theme::HighContrast);
  CHECK(shown_scale(bar.preferences, 1920, 1080) == kProjectorScale);
}

TEST_CASE("two windows in memory live side by side") {
  Bar first;
  {
    Bar second;
    second.stage.click("Display");
    first.stage.click("Projector");
    second.stage.click("Dark");
    CHECK(second.preferences.theme == Theme::Dark);
  }
  first.stage.click("Projector");
  CHECK_FALSE(first.preferences.projector);
  CHECK(first.preferences.theme == Theme::Light);
}

TEST_CASE("a projector enlarges as much as the window has room for, and never shrinks") {
  Preferences projector;
  projector.projector = true;
  CHECK(shown_scale(projector, 320, 200) == 1);
  CHECK(shown_scale(projector, 1024, 600) > 1);
  CHECK(shown_scale(projector, 1024, 600) < kProjectorScale);
  Preferences own;
  own.scale = 2;
  CHECK(shown_scale(own, 320, 200) == 2);
}

TEST_CASE("a language is chosen by its own name, if there is more than one") {
  Bar bar;
  bar.languages = {{"en", "English"}};
  bar.stage.click("Display");
  CHECK_FALSE(bar.stage.shows("English"));
  bar.languages = {{"de", "Deutsch"}, {"en", "English"}};
  bar.stage.step(2);
  bar.stage.click("Deutsch");
  CHECK(bar.preferences.language == "de");
  bar.stage.click("As this computer");
  CHECK(bar.preferences.language.empty());
}

TEST_CASE("help opens with its button and with F1") {
  Bar bar;
  bar.stage.click("Help");
  bar.stage.press(ImGuiKey_F1);
  CHECK(bar.helps == 2);
}

TEST_CASE("the lights can be copied as text with one key, whether their text is shown or not") {
  Bar bar;
  bar.frame.pixels[0] = hat::to_rgb565({255, 0, 0});
  bar.stage.key_down(ImGuiMod_Shift);
  bar.stage.press(ImGuiKey_C, ImGuiMod_Ctrl);
  bar.stage.key_up(ImGuiMod_Shift);
  const std::string copied = ImGui::GetClipboardText();
  CHECK(copied.find("1 light on") != std::string::npos);
  CHECK(copied.find("red") != std::string::npos);
  bar.text.open = true;
  bar.stage.step(2);
  CHECK(bar.stage.shows("Copy"));
}

}  // namespace
}  // namespace cupola::ui
