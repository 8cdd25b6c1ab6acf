#include "emulator/ui/world_panel.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

namespace cupola::ui {
namespace {

struct Panel {
  WorldPanelState state;
  WorldPanelInput input;
  int changes = 0;
  int profile_changes = 0;
  tests::Stage stage{[this](const Context& context) { draw(context); }, {.width = 380, .height = 900}};

  Panel() { stage.step(2); }
  void draw(const Context& context) {
    const WorldPanelRequests requests = draw_world_panel(state, input, context);
    changes += requests.changed ? 1 : 0;
    profile_changes += requests.profile_changed ? 1 : 0;
  }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
};

TEST_CASE("a slider's whole way is one change to undo") {
  Panel panel;
  const double before = panel.state.settings.humidity;
  panel.stage.drag("Humidity", 90, 0);
  CHECK(panel.state.settings.humidity > before + 10);
  CHECK(panel.changes > 1);
  panel.stage.click("Undo");
  CHECK(panel.state.settings.humidity == before);
  panel.stage.click("Redo");
  CHECK(panel.state.settings.humidity > before + 10);
}

TEST_CASE("linked temperatures move together, others alone") {
  Panel panel;
  const double gap = panel.state.settings.pressure_temperature - panel.state.settings.humidity_temperature;
  panel.stage.drag("Temperature", 60, 0);
  CHECK(panel.state.settings.pressure_temperature - panel.state.settings.humidity_temperature ==
        doctest::Approx(gap));
  panel.stage.click_at("Both temperatures together", 0.05F, 0.5F);
  panel.stage.drag("Temperature (pressure sensor)", -60, 0);
  CHECK(panel.state.settings.pressure_temperature < panel.state.settings.humidity_temperature);
}

TEST_CASE("a number can be typed, and stays in the chip's range") {
  Panel panel;
  panel.stage.key_down(ImGuiMod_Ctrl);
  panel.stage.click("Pressure");
  panel.stage.key_up(ImGuiMod_Ctrl);
  panel.stage.type("99999");
  panel.stage.press(ImGuiKey_Enter);
  CHECK(panel.state.settings.pressure == world::kPressureRange_hpa.highest);
}

TEST_CASE("the ISS cabin and the desk are a click away and back") {
  Panel panel;
  panel.stage.click("ISS cabin");
  CHECK(panel.state.settings == world::cabin_settings());
  panel.stage.click("Undo");
  CHECK(panel.state.settings == world::desk_settings());
}

TEST_CASE("dragging the board turns it, and Flat lays it down again") {
  Panel panel;
  panel.stage.drag("Board in space", 60, 25);
  CHECK(panel.state.settings.orientation != world::Orientation{});
  panel.stage.click("Flat");
  CHECK(panel.state.settings.orientation == world::Orientation{});
  panel.stage.click("Undo");
  CHECK(panel.state.settings.orientation != world::Orientation{});
}

TEST_CASE("the near edge dragged to the left turns the board clockwise: yaw grows as a compass's number") {
  Panel panel;
  panel.stage.drag("Board in space", -40, 0);
  CHECK(panel.state.settings.orientation.yaw_deg > 5);
  CHECK(panel.state.settings.orientation.yaw_deg < 90);
}

TEST_CASE("a press without a drag leaves the board as it is") {
  Panel panel;
  panel.stage.click_at("Board in space", 0.2F, 0.8F);
  CHECK(panel.state.settings.orientation == world::Orientation{});
}

TEST_CASE("while a recording moves the board the controls do nothing") {
  Panel panel;
  panel.input.replaying = true;
  panel.stage.step();
  const world::WorldSettings before = panel.state.settings;
  CHECK_THROWS(panel.stage.click("ISS cabin"));
  panel.stage.drag("Humidity", 90, 0);
  CHECK(panel.state.settings == before);
}

TEST_CASE("the end of a spin leaves the board, and its angles, where the spin brought them") {
  Panel panel;
  panel.stage.click("Spin");
  panel.input.orientation = {.yaw_deg = 77, .pitch_deg = 5, .roll_deg = -3};
  panel.stage.click("Spin");
  CHECK(panel.state.settings.orientation == world::Orientation{});
  panel.stage.click("Still");
  CHECK(panel.state.settings.orientation == panel.input.orientation);
  panel.stage.click("Undo");
  CHECK(panel.state.settings.motion.kind == world::MotionKind::Spin);
}

TEST_CASE("a shake shows its strength, stillness does not") {
  Panel panel;
  CHECK_FALSE(panel.stage.shows("Strength"));
  panel.stage.click("Shake");
  CHECK(panel.state.settings.motion.kind == world::MotionKind::Shake);
  panel.stage.step();
  CHECK(panel.stage.shows("Strength"));
}

TEST_CASE("another board is chosen by its name") {
  Panel panel;
  panel.stage.click("Board");
  panel.stage.click("Sense HAT version 1");
  CHECK(panel.state.profile == hat::Profile::V1);
  CHECK(panel.profile_changes == 1);
}

}  // namespace
}  // namespace cupola::ui
