#include "emulator/ui/tour.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

#include <imgui.h>

#include <string>

namespace cupola::ui {
namespace {

/// A window with the widgets that the tour names, but for one.
struct Window {
  TourState tour;
  int pressed = 0;
  int ended = 0;
  tests::Stage* self = nullptr;
  tests::Stage stage{[this](const Context& ui) {
    for (const TourStep& step : tour_steps()) {
      if (std::string(step.widget) == "Temperature") continue;
      if (ImGui::Button(ui.words(step.widget))) ++pressed;
    }
    if (self != nullptr) ended += draw_tour(tour, self->map(), ui).ended ? 1 : 0;
  }};
  Window() {
    self = &stage;
    stage.step(2);
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
};

TEST_CASE("the tour is not there until it starts") {
  Window window;
  CHECK_FALSE(window.stage.shows("Skip"));
  window.stage.click("Run");
  CHECK(window.pressed == 1);
}

TEST_CASE("the tour goes forward and back by its buttons, and takes the clicks beside them") {
  Window window;
  window.tour.start();
  window.stage.step(3);
  CHECK_FALSE(window.stage.shows("Back"));
  window.stage.click("Next");
  CHECK(window.tour.step == 1);
  window.stage.click("Back");
  CHECK(window.tour.step == 0);
  window.stage.click("Run");
  CHECK(window.pressed == 0);
  CHECK(window.tour.active);
  window.stage.click("Next");
  CHECK(window.tour.step == 1);
  window.stage.click("Skip");
  CHECK_FALSE(window.tour.active);
  CHECK(window.ended == 1);
}

TEST_CASE("the tour goes by the keyboard and ends behind its last step, once") {
  Window window;
  window.tour.start();
  window.stage.step(2);
  for (std::size_t i = 0; i + 1 < tour_steps().size(); ++i) window.stage.press(ImGuiKey_Enter);
  CHECK(window.tour.active);
  CHECK(window.stage.shows("Let's go"));
  window.stage.press(ImGuiKey_LeftArrow);
  CHECK(window.stage.shows("Next"));
  window.stage.press(ImGuiKey_RightArrow);
  window.stage.press(ImGuiKey_Space);
  window.stage.step(3);
  CHECK_FALSE(window.tour.active);
  CHECK(window.ended == 1);
  CHECK(window.pressed == 0);
}

TEST_CASE("a widget that is not in the window gets its bubble all the same") {
  Window window;
  window.tour.start();
  window.tour.step = 3;
  window.stage.step(3);
  const Widget next = window.stage.widget("Next");
  CHECK(next.shown);
  CHECK(next.left > 400);
  CHECK(next.right < 880);
}

TEST_CASE("once its size is known the tour sleeps like the rest of the window") {
  Window window;
  window.tour.start();
  window.stage.step(5);
  CHECK_FALSE(window.stage.wants_redraw());
}

}  // namespace
}  // namespace cupola::ui
