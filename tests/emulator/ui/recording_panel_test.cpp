#include "emulator/ui/recording_panel.hpp"
#include "emulator/world/world.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace cupola::ui {
namespace {

/// What the sensors of a cabin say while somebody warms the board, spins it and puts out the light.
world::Recording a_lesson(double seconds, double step_s) {
  using std::chrono::nanoseconds;
  world::Recording recording;
  world::WorldState state = world::iss_cabin();
  world::World world(state, 4);
  bool changed[3] = {};
  const auto change_at = [&](int number, double time_s, double now_s, auto change) {
    if (changed[number] || now_s < time_s * seconds) return;
    changed[number] = true;
    change();
    world.change(state, nanoseconds(static_cast<std::int64_t>(now_s * 1e9)));
  };
  for (double now_s = 0; now_s < seconds; now_s += step_s) {
    change_at(0, 0.3, now_s, [&] { state.humidity_temperature_c = 34, state.humidity_percent = 58; });
    change_at(1, 0.5, now_s, [&] { state.motion.kind = world::MotionKind::Spin; });
    change_at(2, 0.8, now_s, [&] { state.light = {}, state.motion.kind = world::MotionKind::Shake; });
    const nanoseconds now(static_cast<std::int64_t>(now_s * 1e9));
    const auto turned = world.orientation_at(now);
    constexpr double kRadian = 0.017453292519943295;
    recording.rows.push_back(world::row_of(1'518'000'000'000'000'000 + now.count(),
                                           {.humidity = world.humidity(world::kHts221Rate.newest_at(now)),
                                            .pressure = world.pressure(world::kLps25hRate.newest_at(now)),
                                            .motion = world.motion(world::kLsm9ds1Rate.newest_at(now)),
                                            .light = world.light(static_cast<std::uint64_t>(now_s / 0.0024),
                                                                 world::light_rate(hat::Profile::Flight))},
                                           hat::Orientation{.roll = turned.roll_deg * kRadian,
                                                            .pitch = turned.pitch_deg * kRadian,
                                                            .yaw = turned.yaw_deg * kRadian}));
  }
  return recording;
}

struct Panel {
  std::vector<RecordingEntry> list{{"My first flight", 60, true}, {"ISS, February 2016", 7800}};
  world::Recording recording = a_lesson(60, 0.1);
  RecordingPanelState state;
  RecordingPanelInput input{.list = list, .recording = &recording, .revision = 1, .position_s = 20};
  RecordingPanelRequests last;
  tests::Stage stage;

  explicit Panel(tests::Stage::Options options = {.width = 1240, .height = 740})
      : stage([this](const Context& context) { draw(context); }, options) {
    stage.step(2);
    forget();
  }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

  void forget() { last = {}; }
  void draw(const Context& context) {
    const RecordingPanelRequests now = draw_recording_panel(state, input, context);
    last.record |= now.record;
    last.stop_recording |= now.stop_recording;
    last.play |= now.play;
    last.pause |= now.pause;
    last.release_board |= now.release_board;
    last.import |= now.import;
    if (now.seek_s) last.seek_s = now.seek_s;
    if (now.speed) last.speed = now.speed;
    if (now.loop) last.loop = now.loop;
    if (now.open) last.open = now.open;
    if (now.save_as) last.save_as = now.save_as;
  }
};

TEST_CASE("with nothing to play nothing can be played or saved, and the panel says what to do") {
  Panel panel;
  panel.input.recording = nullptr;
  panel.input.list = {};
  panel.stage.step(2);
  for (const char* label : {"▶ Play", "Loop", "Save as…", "2×"}) {
    CAPTURE(label);
    CHECK_THROWS(panel.stage.click(label));
  }
  panel.stage.press(ImGuiKey_Space);
  CHECK_FALSE(panel.last.play);
  panel.stage.click("Import…");
  CHECK(panel.last.import);
  panel.stage.click("● Record");
  CHECK(panel.last.record);
}

TEST_CASE("numbers that no sensor says, and rows that share one time, are drawn somehow and harm nothing") {
  Panel panel;
  panel.recording.rows[100][world::Column::Humidity] = 1e300;
  panel.recording.rows[200][world::Column::Pressure] = -1e30;
  for (world::RecordedRow& row : panel.recording.rows) row[world::Column::AccelerationX] = 1e30;
  panel.input.revision = 2;
  panel.stage.step(3);
  CHECK(panel.stage.shows("Humidity graph"));
  for (world::RecordedRow& row : panel.recording.rows) row.time_ns = 5;
  panel.input.revision = 3;
  panel.input.position_s = 0;
  panel.stage.step(3);
  CHECK(panel.stage.shows("Humidity graph"));
  panel.recording.rows.resize(1);
  panel.input.revision = 4;
  panel.stage.step(3);
  CHECK(panel.stage.shows("Humidity graph"));
}

TEST_CASE("while it records it can only be stopped") {
  Panel panel;
  panel.input.recording_now = true;
  panel.stage.step(2);
  CHECK_FALSE(panel.stage.shows("● Record"));
  CHECK_THROWS(panel.stage.click("▶ Play"));
  panel.stage.click("Temperature graph");
  CHECK_FALSE(panel.last.seek_s);
  panel.stage.click("■ Stop recording");
  CHECK(panel.last.stop_recording);
}

TEST_CASE("a board that cannot be recorded has a Record that cannot be pressed") {
  Panel panel;
  panel.input.can_record = false;
  panel.stage.step(2);
  CHECK_THROWS(panel.stage.click("● Record"));
}

TEST_CASE("play, pause, loop and speed are asked for as they are pressed") {
  Panel panel;
  panel.stage.click("▶ Play");
  CHECK(panel.last.play);
  CHECK_FALSE(panel.last.pause);
  panel.input.playing = true;
  panel.stage.step();
  panel.forget();
  panel.stage.click("Pause");
  CHECK(panel.last.pause);
  CHECK_FALSE(panel.last.play);
  panel.stage.click("Loop");
  CHECK(panel.last.loop == true);
  panel.input.loop = true;
  panel.stage.click("Loop");
  CHECK(panel.last.loop == false);
  panel.stage.click("10×");
  CHECK(panel.last.speed == 10);
}

TEST_CASE("the position slider goes from the beginning to the end") {
  Panel panel;
  panel.stage.drag("Position", -2000, 0);
  CHECK(panel.last.seek_s == 0.0);
  panel.stage.drag("Position", 2000, 0);
  CHECK(*panel.last.seek_s == doctest::Approx(59.9));
}

TEST_CASE("a press in a graph goes to that time") {
  Panel panel;
  panel.stage.click_at("Humidity graph", 0.25F, 0.5F);
  REQUIRE(panel.last.seek_s);
  CHECK(*panel.last.seek_s == doctest::Approx(59.9 * 0.25).epsilon(0.01));
}

TEST_CASE("what is pressed in the list is opened, and what is open can be let go") {
  Panel panel;
  panel.stage.click("ISS, February 2016");
  CHECK(panel.last.open == 1);
  CHECK_FALSE(panel.stage.shows("Back to my world"));
  panel.input.has_board = true;
  panel.stage.step(2);
  panel.stage.click("Back to my world");
  CHECK(panel.last.release_board);
}

TEST_CASE("it is saved as what is chosen; pictures only if there are any") {
  Panel panel;
  panel.stage.click("Save as…");
  panel.stage.click("Table (CSV)");
  CHECK(panel.last.save_as == ExportKind::Csv);
  panel.stage.click("Save as…");
  CHECK_THROWS(panel.stage.click("Film of the LEDs (GIF)"));
  panel.input.has_pictures = true;
  panel.stage.step();
  panel.stage.click("Film of the LEDs (GIF)");
  CHECK(panel.last.save_as == ExportKind::Gif);
}

TEST_CASE("a graph can be put away and comes back; one without data is not there") {
  Panel panel;
  CHECK(panel.stage.shows("Pressure graph"));
  panel.stage.click("✓ Pressure");
  panel.stage.step();
  CHECK_FALSE(panel.stage.shows("Pressure graph"));
  panel.stage.click("Pressure");
  panel.stage.step();
  CHECK(panel.stage.shows("Pressure graph"));
  for (world::RecordedRow& row : panel.recording.rows) row[world::Column::Humidity] = std::nan("");
  panel.input.revision = 2;
  panel.stage.step(2);
  CHECK_FALSE(panel.stage.shows("✓ Humidity"));
}

TEST_CASE("looking closer shows less time about the position, and All shows everything") {
  Panel panel;
  const GraphsInput graphs{.recording = &panel.recording, .revision = 1, .position_s = 20};
  panel.stage.click("Closer");
  panel.stage.click("Closer");
  const Span near = shown_time(panel.state.graphs, graphs);
  CHECK(near.length() == doctest::Approx(59.9 / 4));
  CHECK(near.lowest < 20);
  CHECK(near.highest > 20);
  panel.input.position_s = 55;
  panel.stage.step();
  CHECK(shown_time(panel.state.graphs, {.recording = &panel.recording, .position_s = 55}).highest >= 55);
  panel.stage.click("Wider");
  panel.stage.click("All");
  CHECK(shown_time(panel.state.graphs, graphs) == Span{0, 59.9});
}

TEST_CASE("a recording that grows while it is shown is drawn to its end") {
  Panel panel;
  panel.stage.step();
  const std::uint64_t before = panel.state.graphs.summary.generation();
  world::RecordedRow row = panel.recording.rows.back();
  row.time_ns += 30'000'000'000;
  panel.recording.rows.push_back(row);
  panel.stage.step();
  CHECK(panel.state.graphs.summary.generation() > before);
  CHECK(panel.state.graphs.lines[0].view.highest == doctest::Approx(89.9));
}

TEST_CASE(
    "many rows become a few points for each px, from the lowest to the highest, with a hole where nothing "
    "was measured") {
  Panel panel;
  panel.recording = a_lesson(60, 0.005);
  for (std::size_t row = 6000; row < 9000; ++row) {
    panel.recording.rows[row][world::Column::Humidity] = std::nan("");
  }
  panel.recording.rows[3000][world::Column::Humidity] = 99;
  panel.input.revision = 2;
  panel.stage.step(2);
  const GraphsState::Lines& humidity = panel.state.graphs.lines[1];
  const auto& points = humidity.curves[0];
  CHECK(points.size() < 2 * static_cast<std::size_t>(humidity.size.x) + 4);
  CHECK(points.size() > static_cast<std::size_t>(humidity.size.x));
  CHECK(std::count_if(points.begin(), points.end(), [](ImVec2 p) { return p.x < 0; }) == 1);
  CHECK(humidity.values.highest > 99);
}

TEST_CASE("lines are worked out once and not again while nothing changes") {
  Panel panel;
  const ImVec2* const points = panel.state.graphs.lines[0].curves[0].data();
  const std::uint64_t generation = panel.state.graphs.lines[0].generation;
  panel.input.position_s = 33;
  panel.stage.step(5);
  CHECK(panel.state.graphs.lines[0].curves[0].data() == points);
  CHECK(panel.state.graphs.lines[0].generation == generation);
}

/// Not a test: writes a picture to look at.
TEST_CASE("look at nothing" * doctest::skip()) {
  Panel panel;
  panel.input.recording = nullptr;
  panel.input.list = {};
  panel.stage.step(2);
  panel.stage.save("/tmp/recording_empty.png");
}

/// Not a test: writes pictures to look at.
TEST_CASE("look" * doctest::skip()) {
  const std::string folder = std::getenv("SHOTS") != nullptr ? std::getenv("SHOTS") : "/tmp";
  const char* const themes[] = {"light", "dark", "contrast"};
  for (int theme = 0; theme < 3; ++theme) {
    for (const auto& [width, height, scale] :
         {std::tuple{1240, 740, 1.0F}, std::tuple{1000, 540, 1.0F}, std::tuple{1880, 1000, 1.5F}}) {
      Panel panel({.width = width, .height = height, .theme = static_cast<Theme>(theme), .scale = scale});
      panel.input.open = 0;
      panel.input.has_board = theme == 1;
      panel.stage.step(3);
      panel.stage.save((folder + "/rec_" + themes[theme] + "_" + std::to_string(width) + ".png").c_str());
    }
  }
  Panel some;
  for (std::size_t hidden = 2; hidden < 6; ++hidden) some.state.graphs.hidden[hidden] = true;
  const std::array notes{
      Phrase{"{0}", {"march.csv, line 3: the time goes back here; such rows take the time before"}}};
  some.input.notes = notes;
  some.input.recording_now = true;
  some.stage.step(2);
  some.stage.point_at("Light graph");
  some.stage.step(2);
  some.stage.save((folder + "/rec_some.png").c_str());
  some.input.recording_now = false;
  some.input.playing = true;
  some.stage.step(2);
  some.stage.click("Save as…");
  some.stage.step(2);
  some.stage.save((folder + "/rec_save.png").c_str());
}

}  // namespace
}  // namespace cupola::ui
