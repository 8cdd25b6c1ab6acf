#include "emulator/ui/studio.hpp"
#include "emulator/picture/frame_code.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

namespace cupola::ui {
namespace {

using hat::Color;

constexpr Color kRed{255, 0, 0};

/// A frame studio on a stage, and what it asked for.
struct Studio {
  StudioState state;
  std::string program;
  bool busy = false;
  StudioRequests asked;
  std::vector<hat::Frame> shown;
  int changes = 0;
  std::optional<LedTexture> texture;
  tests::Stage stage;

  explicit Studio(tests::Stage::Options options = {.width = 1024, .height = 540})
      : stage([this](const Context& context) { draw(context); }, options) {
    texture.emplace(stage.renderer());
    stage.step(2);
  }
  void draw(const Context& context) {
    if (!texture) return;
    const StudioRequests now =
        draw_studio(state, {.preview = *texture, .program = program, .hat_busy = busy}, context);
    if (now.program) asked.program = now.program;
    if (now.show) shown.push_back(*now.show);
    asked.open_image = asked.open_image || now.open_image;
    asked.save_film = asked.save_film || now.save_film;
    changes += now.changed ? 1 : 0;
  }
  /// Presses an LED of the picture.
  void touch(std::size_t x, std::size_t y) {
    stage.click_at("Picture to paint", (static_cast<float>(x) + 0.5F) / 8,
                   (static_cast<float>(y) + 0.5F) / 8);
  }
  Color at(std::size_t x, std::size_t y) const { return state.model.at(8 * y + x); }
  long lit() const {
    const auto& colors = state.model.picture().colors;
    return std::count_if(colors.begin(), colors.end(), [](Color color) { return color != Color{}; });
  }
  /// Whether that widget has the keyboard.
  bool focused(const char* label) const {
    return ImGui::GetCurrentContext()->NavId == stage.widget(label).id;
  }
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;
};

void paint_story(StudioState& state) {
  picture::Animation story;
  const char* const heart[] = {".rr..rr.", "rrrrrrrr", "rrrrrrrr", "rrrrrrrr",
                               ".rrrrrr.", "..rrrr..", "...rr...", "........"};
  for (int turn = 0; turn < 6; ++turn) {
    picture::TimedPicture picture{.colors = {}, .duration_ms = turn % 2 == 0 ? 500U : 250U};
    for (std::size_t led = 0; led < 64; ++led) {
      const bool edge = turn % 2 == 1 && (led / 8 == 1 || led % 8 == 0);
      if (heart[led / 8][led % 8] == 'r' && !edge)
        picture.colors[led] = {255, static_cast<std::uint8_t>(turn * 40), static_cast<std::uint8_t>(led * 2)};
    }
    story.pictures.push_back(picture);
  }
  story.pictures[3].colors[3] = {40, 40, 40};
  story.repeats = 0;
  state.model.replace(story);
  state.model.select(3);
  state.recent = {{255, 80, 20}, {255, 0, 60}, {90, 170, 255}, {30, 30, 30}};
  state.color = {255, 140, 0};
}

TEST_CASE("a program without pictures is refused with its line, and nothing is lost") {
  Studio studio;
  studio.touch(2, 2);
  studio.program = "x = [\n";
  studio.stage.click("Read Python");
  CHECK(studio.state.note.bad);
  CHECK(studio.state.note.text == "line 1: this bracket is never closed");
  CHECK(studio.at(2, 2) == kRed);
  import_into_studio(studio.state, "no image", Catalogue());
  CHECK(studio.state.note.text == "image: neither a PNG nor a GIF");
  CHECK(studio.at(2, 2) == kRed);
}

TEST_CASE("the pencil paints where it is pressed and along a drag, undone in one step") {
  Studio studio;
  studio.touch(0, 7);
  CHECK(studio.at(0, 7) == kRed);
  const Widget picture = studio.stage.widget("Picture to paint");
  studio.stage.drag("Picture to paint", (picture.right - picture.left) * 0.45F, 0);
  CHECK(studio.lit() == 5);
  studio.stage.click("Undo");
  CHECK(studio.lit() == 1);
  studio.stage.click("Redo");
  CHECK(studio.lit() == 5);
}

TEST_CASE("fill, pick, eraser and mirrors do what they say") {
  Studio studio;
  studio.stage.click("Fill");
  studio.stage.click("blue");
  studio.touch(4, 4);
  CHECK(studio.lit() == 64);
  studio.stage.click("Eraser");
  studio.stage.click("Mirror left to right");
  studio.stage.click("Mirror top to bottom");
  studio.touch(1, 1);
  CHECK(studio.lit() == 60);
  studio.stage.click("white");
  CHECK(studio.state.tool == StudioTool::Pencil);
  studio.stage.click("Pick");
  studio.touch(3, 3);
  CHECK(studio.state.color == Color{0, 0, 255});
}

TEST_CASE("colours that were painted with are kept, the newest first") {
  Studio studio;
  CHECK_FALSE(studio.stage.shows("Used colour 1"));
  studio.touch(0, 0);
  studio.stage.click("green");
  studio.touch(1, 0);
  REQUIRE(studio.state.recent.size() == 2);
  CHECK(studio.state.recent[1] == kRed);
  studio.stage.step();
  studio.stage.click("Used colour 2");
  CHECK(studio.state.color == kRed);
}

TEST_CASE("a picture is painted with the keyboard alone") {
  Studio studio;
  for (int i = 0; i < 60 && !studio.focused("Picture to paint"); ++i) studio.stage.press(ImGuiKey_Tab);
  REQUIRE(studio.focused("Picture to paint"));
  const std::size_t at = studio.state.cursor;
  studio.stage.press(ImGuiKey_Space);
  CHECK(studio.state.model.at(at) == kRed);
  CHECK(studio.lit() == 1);
  studio.stage.key_down(ImGuiKey_Space);
  studio.stage.press(ImGuiKey_DownArrow);
  studio.stage.press(ImGuiKey_DownArrow);
  studio.stage.key_up(ImGuiKey_Space);
  CHECK(studio.lit() == 3);
  studio.stage.press(ImGuiKey_Z, ImGuiMod_Ctrl);
  CHECK(studio.lit() == 1);
  studio.stage.press(ImGuiKey_RightArrow, ImGuiMod_Alt);
  CHECK(studio.state.model.at(at + 1) == kRed);
  studio.stage.press(ImGuiKey_E);
  CHECK(studio.state.tool == StudioTool::Eraser);
  for (int i = 0; i < 8; ++i) studio.stage.press(ImGuiKey_LeftArrow);
  CHECK(studio.state.cursor % 8 == 0);
  studio.stage.press(ImGuiKey_Tab);
  CHECK_FALSE(studio.focused("Picture to paint"));
}

TEST_CASE("the timeline adds, doubles, moves and deletes, by buttons and by keys") {
  Studio studio;
  studio.touch(0, 0);
  studio.stage.click("Double");
  CHECK(studio.state.model.pictures().size() == 2);
  CHECK(studio.lit() == 1);
  studio.stage.click("Add");
  CHECK(studio.state.model.open() == 2);
  CHECK(studio.lit() == 0);
  studio.stage.click("Earlier");
  CHECK(studio.state.model.open() == 1);
  CHECK(studio.lit() == 0);
  studio.stage.press(ImGuiKey_PageDown, ImGuiMod_Ctrl);
  CHECK(studio.state.model.open() == 2);
  CHECK(studio.lit() == 0);
  studio.stage.press(ImGuiKey_PageUp);
  CHECK(studio.lit() == 1);
  studio.stage.press(ImGuiKey_C, ImGuiMod_Ctrl);
  studio.stage.press(ImGuiKey_V, ImGuiMod_Ctrl);
  CHECK(studio.state.model.pictures().size() == 4);
  studio.stage.press(ImGuiKey_Delete);
  studio.stage.click("Picture 1");
  CHECK(studio.state.model.open() == 0);
  studio.stage.click("Delete");
  CHECK(studio.state.model.pictures().size() == 2);
  CHECK(studio.changes >= 7);
}

TEST_CASE("a thumbnail is dragged to another place, undone in one step") {
  Studio studio;
  paint_story(studio.state);
  studio.stage.step(2);
  const picture::Animation before = studio.state.model.animation();
  const Widget thumbnail = studio.stage.widget("Picture 2");
  studio.stage.drag("Picture 2", (thumbnail.right - thumbnail.left) * 2.6F, 0);
  CHECK(studio.state.model.open() == 3);
  CHECK(studio.state.model.pictures()[3] == before.pictures[1]);
  CHECK(studio.state.model.pictures()[1] == before.pictures[2]);
  studio.stage.click("Undo");
  CHECK(studio.state.model.animation() == before);
}

TEST_CASE("the time of a picture is set for one, for all, and by speed") {
  Studio studio;
  studio.stage.click("Add");
  studio.stage.drag("Time of this picture", 200, 0);
  const std::uint32_t longer = studio.state.model.picture().duration_ms;
  CHECK(longer > 600);
  CHECK(studio.state.model.pictures()[0].duration_ms == 500);
  studio.stage.click("Same for all");
  CHECK(studio.state.model.pictures()[0].duration_ms == longer);
  studio.stage.click("Faster");
  CHECK(studio.state.model.picture().duration_ms < longer);
  studio.stage.click("Undo");
  studio.stage.click("Undo");
  studio.stage.click("Undo");
  CHECK(studio.state.model.picture().duration_ms == 500);
}

TEST_CASE("made Python shows the pictures, and reading it brings them back") {
  Studio studio;
  paint_story(studio.state);
  const picture::Animation before = studio.state.model.animation();
  studio.stage.step();
  studio.stage.click("Make Python");
  REQUIRE(studio.asked.program);
  CHECK(picture::read_frame_code(*studio.asked.program) == before);
  studio.program = *studio.asked.program;
  studio.state.model.replace({});
  studio.stage.step();
  studio.stage.click("Read Python");
  CHECK(studio.state.model.animation() == before);
  CHECK_FALSE(studio.state.note.bad);
}

TEST_CASE("playing goes through the pictures, ends by itself, and sleeps between two") {
  Studio studio;
  studio.touch(0, 0);
  studio.stage.click("Add");
  studio.stage.click("Show on HAT");
  const std::size_t before = studio.shown.size();
  CHECK(before == 1);
  studio.stage.press(ImGuiKey_Enter, ImGuiMod_Ctrl);
  CHECK(studio.state.playing);
  CHECK(studio.stage.wants_redraw());
  studio.stage.step(70);
  CHECK_FALSE(studio.state.playing);
  REQUIRE(studio.shown.size() == before + 2);
  CHECK(studio.shown[before].pixels[0] == 0xf800);
  CHECK(studio.shown[before + 1].pixels[0] == 0);
  CHECK_FALSE(studio.stage.wants_redraw());
}

TEST_CASE("what is painted goes to the HAT while nobody else uses it") {
  Studio studio;
  studio.stage.click("Show on HAT");
  studio.touch(5, 0);
  REQUIRE_FALSE(studio.shown.empty());
  CHECK(studio.shown.back().pixels[5] == 0xf800);
  studio.busy = true;
  const std::size_t before = studio.shown.size();
  studio.touch(6, 0);
  CHECK(studio.shown.size() == before);
  studio.busy = false;
  studio.stage.step();
  CHECK(studio.shown.size() == before + 1);
}

TEST_CASE("images and films are the app's to open and save") {
  Studio studio;
  studio.stage.click("Open image");
  studio.stage.click("Save film");
  CHECK(studio.asked.open_image);
  CHECK(studio.asked.save_film);
}

TEST_CASE("nothing is drawn again while nothing happens, and a thousand pictures are no burden") {
  Studio studio;
  picture::Animation long_one;
  long_one.pictures.resize(1000);
  studio.state.model.replace(long_one);
  studio.state.model.select(999);
  studio.state.reveal_open = true;
  studio.stage.step(3);
  CHECK_FALSE(studio.stage.wants_redraw());
  CHECK(studio.stage.shows("Picture 1000"));
  CHECK(studio.stage.map().widgets().size() < 120);
}

TEST_CASE("every control can be reached in every size of window and text") {
  for (const auto& [width, height, scale] : {std::tuple{1280, 740, 1.0F},
                                             {1920, 1020, 1.0F},
                                             {1024, 540, 1.0F},
                                             {1024, 540, 0.75F},
                                             {1920, 1020, 2.0F}}) {
    Studio studio{{.width = width, .height = height, .scale = scale}};
    for (const char* label :
         {"Pencil", "Picture to paint", "Play film", "Show on HAT", "Add", "Faster", "Picture 1"})
      CHECK_MESSAGE(studio.stage.widget(label).shown,
                    label << " at " << width << " × " << height << ", " << scale);
  }
}

TEST_CASE("buttons whose words do not fit side by side have a line each") {
  {
    const Studio english;
    const Widget make = english.stage.widget("Make Python");
    CHECK(english.stage.widget("Read Python").top == make.top);
    CHECK(english.stage.widget("Read Python").left > make.right);
  }
  std::map<std::string, std::string, std::less<>> words;
  words["Make Python"] = "Ein Programm in Python daraus machen";
  const Studio longer(tests::Stage::Options{.width = 1024, .height = 540, .words = Catalogue(words)});
  const Widget make = longer.stage.widget("Ein Programm in Python daraus machen");
  CHECK(longer.stage.widget("Read Python").top > make.bottom);
  CHECK(longer.stage.widget("Read Python").left == make.left);
}

/// Pictures to look at: SHOTS=folder ui_test -tc="*look at the studio*" -ns
TEST_CASE("look at the studio" * doctest::skip()) {
  const char* const folder = std::getenv("SHOTS");
  REQUIRE(folder != nullptr);
  const struct {
    const char* name;
    tests::Stage::Options options;
  } shots[] = {{"light", {.width = 1280, .height = 740}},
               {"dark", {.width = 1280, .height = 740, .theme = Theme::Dark}},
               {"contrast", {.width = 1280, .height = 740, .theme = Theme::HighContrast}},
               {"small", {.width = 1024, .height = 540}},
               {"large", {.width = 1920, .height = 1020, .theme = Theme::Dark}},
               {"scaled", {.width = 1920, .height = 1020, .scale = 2}}};
  for (const auto& shot : shots) {
    Studio studio{shot.options};
    paint_story(studio.state);
    studio.state.note = {
        "line 12: this row has 7 colours and needs 8 (the whole picture has 63 and needs 64)", true};
    studio.stage.point_at("Pencil");
    studio.stage.step(3);
    studio.stage.save((std::string(folder) + "/studio-" + shot.name + ".png").c_str());
  }
}

}  // namespace
}  // namespace cupola::ui
