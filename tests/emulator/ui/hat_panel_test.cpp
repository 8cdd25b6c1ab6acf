#include "emulator/ui/hat_panel.hpp"
#include "tests/support/stage.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

namespace cupola::ui {
namespace {

using hat::Direction;

/// A HAT panel on a stage, and every joystick change it asked for.
struct Panel {
  HatPanelState state;
  hat::Frame frame;
  std::vector<StickChange> changes;
  bool describe = false;
  std::optional<LedTexture> texture;
  tests::Stage stage;

  explicit Panel(tests::Stage::Options options = {.width = 480, .height = 640})
      : stage([this](const Context& context) { draw(context); }, options) {
    texture.emplace(stage.renderer());
    stage.step(2);
  }
  void draw(const Context& context) {
    if (!texture) return;
    const HatPanelInput input{.frame = frame, .texture = *texture};
    const HatPanelRequests requests = draw_hat_panel(state, input, context);
    changes.insert(changes.end(), requests.stick.begin(), requests.stick.end());
    describe = describe || requests.describe;
  }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
};

TEST_CASE("an arrow key is pressed and released once, however many pictures pass") {
  Panel panel;
  panel.stage.key_down(ImGuiKey_UpArrow);
  panel.stage.step(30);
  panel.stage.key_up(ImGuiKey_UpArrow);
  CHECK(panel.changes == std::vector<StickChange>{{Direction::Up, true}, {Direction::Up, false}});
}

TEST_CASE("Tab takes the keyboard from the HAT and releases what was held") {
  Panel panel;
  panel.stage.key_down(ImGuiKey_LeftArrow);
  panel.stage.press(ImGuiKey_Tab);
  CHECK_FALSE(panel.state.has_keyboard);
  CHECK(panel.changes == std::vector<StickChange>{{Direction::Left, true}, {Direction::Left, false}});
  panel.stage.key_up(ImGuiKey_LeftArrow);
  panel.stage.press(ImGuiKey_RightArrow);
  CHECK(panel.changes.size() == 2);
}

TEST_CASE("words that need more lines take their room from the lights, which then stay as they are") {
  Panel panel({.width = 330,
               .height = 560,
               .words = Catalogue({{"As seen", "So wie man es sieht"},
                                   {"As coded", "So wie es programmiert ist"},
                                   {"As text", "Das Ganze als Text"}})});
  panel.stage.step(3);
  const float side = panel.state.lights.side;
  CHECK(side > 0);
  for (int i = 0; i < 4; ++i) {
    panel.stage.step();
    CHECK(panel.state.lights.side == side);
  }
  CHECK(panel.stage.widget("Das Ganze als Text").shown);
}

TEST_CASE("a picture of the lights may change its size while the one before is still to be drawn") {
  Panel panel;
  const ImTextureID before = panel.texture->show(panel.frame, hat::kDefaultGamma, picture::Look::AsSeen);
  const ImTextureID after = panel.texture->show(panel.frame, hat::kDefaultGamma, picture::Look::AsSeen, 123);
  CHECK(before != after);
  int width = 0;
  CHECK(SDL_QueryTexture(static_cast<SDL_Texture*>(before), nullptr, nullptr, &width, nullptr) == 0);
  CHECK(width > 0);
}

TEST_CASE("a click on the lights gives the HAT the keyboard again") {
  Panel panel;
  panel.state.has_keyboard = false;
  panel.stage.click("LED matrix");
  CHECK(panel.state.has_keyboard);
}

TEST_CASE("on a turned board a direction means what it looks like") {
  CHECK(board_direction(Direction::Up, 0) == Direction::Up);
  CHECK(board_direction(Direction::Up, 90) == Direction::Left);
  CHECK(board_direction(Direction::Right, 90) == Direction::Up);
  CHECK(board_direction(Direction::Down, 180) == Direction::Up);
  CHECK(board_direction(Direction::Left, 270) == Direction::Up);
  CHECK(board_direction(Direction::Middle, 270) == Direction::Middle);
}

TEST_CASE("turning the board lets go of the joystick first") {
  Panel panel;
  panel.stage.key_down(ImGuiKey_UpArrow);
  panel.stage.click("Turn right");
  CHECK(panel.state.rotation_deg == 90);
  REQUIRE(panel.changes.size() >= 2);
  CHECK(panel.changes[1] == StickChange{Direction::Up, false});
}

TEST_CASE("four turns to the right show the picture as it was") {
  hat::Frame frame;
  for (std::size_t i = 0; i < hat::kPixelCount; ++i) frame.pixels[i] = static_cast<std::uint16_t>(i * 7);
  hat::Frame turning = frame;
  for (int i = 0; i < 4; ++i) turning = turned(turning, 90);
  CHECK(turning == frame);
  CHECK(turned(frame, 90).pixels[7] == frame.pixels[0]);
  CHECK(turned(frame, 270) == turned(turned(frame, 180), 90));
}

TEST_CASE("the switch between as seen and as coded changes the picture") {
  Panel panel;
  panel.frame.pixels.fill(hat::to_rgb565({40, 40, 40}));
  panel.stage.step();
  const CanvasPixels seen = panel.stage.pixels();
  panel.stage.click("As coded");
  CHECK(panel.state.look == picture::Look::AsCoded);
  CHECK(panel.stage.pixels().rgb != seen.rgb);
}

TEST_CASE("nothing is drawn again while nothing happens") {
  Panel panel;
  panel.stage.step(3);
  CHECK_FALSE(panel.stage.wants_redraw());
}

}  // namespace
}  // namespace cupola::ui
