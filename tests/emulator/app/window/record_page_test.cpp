#include "emulator/app/window/record_page.hpp"
#include "emulator/app/window/studio_page.hpp"
#include "emulator/picture/film.hpp"
#include "emulator/world/hat_file.hpp"
#include "emulator/world/recording_csv.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/stage.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <string>

namespace cupola::app {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Goes on only when it is told to.
class HandClock final : public base::Clock {
 public:
  base::Monotonic monotonic() const override { return system_.monotonic() + ahead; }
  base::UtcTime utc() const override { return system_.utc() + ahead; }
  void wait_until(base::Monotonic) override {}
  base::Monotonic ahead{0};

 private:
  base::SystemClock system_;
};

/// A page on a stage, beside a board of its own.
template <typename Page>
struct Desk {
  tests::TemporaryFolder folder;
  HandClock clock;
  serve::Host host{{.folder = folder.path() / "boards"}, clock};
  FileChooser chooser;
  std::unique_ptr<Page> page;
  std::function<void(const ui::Context&)> draw = [](const ui::Context&) {};
  tests::Stage stage{[this](const ui::Context& ui) {
    draw(ui);
    chooser.draw(ui);
  }};

  Desk() = default;
  ~Desk() { page.reset(); }  // its textures go before the stage's renderer
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  fs::path kept() const { return folder.path() / "kept"; }
  fs::path only_file(const char* suffix) const {
    for (const auto& entry : fs::directory_iterator(kept())) {
      if (entry.path().extension() == suffix) return entry.path();
    }
    return {};
  }
};

struct Records : Desk<RecordPage> {
  Records() { reopen(); }
  void reopen() {
    page = std::make_unique<RecordPage>(host, stage.renderer(), kept(), clock);
    draw = [this](const ui::Context& ui) { page->draw(ui, chooser); };
    stage.step(2);
  }
  void record(int rows) {
    stage.click("● Record");
    for (int i = 0; i < rows; ++i) {
      page->tick();
      clock.ahead += 50ms;
    }
  }
};

TEST_CASE("what is recorded is kept as files, with the lights, and is there the next time") {
  Records records;
  hat::Frame red;
  red.pixels.fill(0xf800);
  records.record(20);
  records.host.show(red);
  for (int i = 0; i < 20; ++i, records.clock.ahead += 50ms) records.page->tick();
  records.page->stop_recording();
  const fs::path hat_file = records.only_file(".hat");
  REQUIRE_FALSE(hat_file.empty());
  const auto read = world::read_hat(base::read_whole_file(hat_file));
  CHECK(read.recording.rows.size() >= 39);
  CHECK(read.recording.rows.back()[world::Column::Humidity] == doctest::Approx(45).epsilon(0.1));
  const auto film = picture::decode_film(base::read_whole_file(records.only_file(".film")));
  REQUIRE_FALSE(film.frames.empty());
  CHECK(film.frames.back().frame == red);
  records.reopen();
  records.stage.click(hat_file.stem().string());
  CHECK(records.stage.shows("▶ Play"));
  CHECK(records.stage.shows("Position"));
}

TEST_CASE("what is imported stays: light and all, and once though it was opened twice") {
  Records records;
  world::Recording bright;
  bright.rows.resize(2);
  bright.rows[1].time_ns = 2'000'000'000;
  for (world::RecordedRow& row : bright.rows) row[world::Column::Clear] = 12;
  const fs::path table = records.folder.path() / "station.csv";
  base::write_whole_file(table, world::write_csv(bright));
  CHECK(records.page->open_file(table).empty());
  CHECK(records.page->open_file(table).empty());
  fs::remove(table);
  const auto read = world::read_hat(base::read_whole_file(records.kept() / "station.hat"));
  REQUIRE(read.recording.rows.size() == 2);
  CHECK(read.recording.rows[1][world::Column::Clear] == 12);
  CHECK_FALSE(fs::exists(records.kept() / "station-2.hat"));
  records.reopen();
  records.stage.click("station");
  CHECK(records.stage.shows("Position"));
}

TEST_CASE("another file of the same name does not take the place of the first") {
  Records records;
  world::Recording recording;
  recording.rows.resize(2);
  const fs::path table = records.folder.path() / "station.csv";
  for (const double hpa : {1000.0, 900.0}) {
    recording.rows[0][world::Column::Pressure] = hpa;
    base::write_whole_file(table, world::write_csv(recording));
    CHECK(records.page->open_file(table).empty());
  }
  CHECK(fs::exists(records.kept() / "station.hat"));
  CHECK(fs::exists(records.kept() / "station-2.hat"));
}

TEST_CASE("a start reads the ends of the files only; what is wrong between them is said when one is chosen") {
  Records records;
  world::Recording recording;
  recording.rows.resize(4);
  for (std::size_t i = 0; i < 4; ++i)
    recording.rows[i].time_ns = static_cast<std::int64_t>(i) * 30'000'000'000;
  std::string bytes = world::write_hat(recording, world::HatVersion::Two);
  bytes[24 + 156 + 7] = '\xff';  // the second row's time
  fs::create_directories(records.kept());
  base::write_whole_file(records.kept() / "worn.hat", bytes);
  records.reopen();
  CHECK(records.page->notes().empty());
  records.stage.click("worn");
  CHECK_FALSE(records.stage.shows("Position"));
}

TEST_CASE("two recordings of one second each have a file of their own") {
  Records records;
  for (int i = 0; i < 2; ++i) {
    records.record(3);
    records.page->stop_recording();
    records.stage.step(2);
  }
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(records.kept())) {
    if (entry.path().extension() == ".hat") ++files;
  }
  CHECK(files == 2);
}

TEST_CASE("a crash while it records costs the last seconds, not the recording") {
  Records records;
  records.record(250);
  records.reopen();  // nobody stopped it
  const auto read = world::read_hat(base::read_whole_file(records.only_file(".hat")));
  CHECK(read.damage.empty());
  CHECK(read.recording.rows.size() >= 200);
  CHECK(read.recording.duration_ns() >= 9'000'000'000);
  CHECK(records.stage.shows(records.only_file(".hat").stem().string()));
}

TEST_CASE("of many recordings that cannot be read the first is named and the others are counted") {
  Records records;
  fs::create_directories(records.kept());
  for (const char* name : {"a.hat", "b.hat", "c.hat"})
    base::write_whole_file(records.kept() / name, "no recording");
  records.reopen();
  REQUIRE(records.page->notes().size() == 2);
  CHECK(ui::in_english(records.page->notes()[0]).find("a.hat: ") == 0);
  CHECK(ui::in_english(records.page->notes()[1]) == "2 more recordings could not be read.");
}

TEST_CASE("a recording moves the board until it is released") {
  Records records;
  records.record(30);
  records.page->stop_recording();
  records.stage.step(2);
  CHECK_FALSE(records.page->has_board());
  records.stage.click("▶ Play");
  CHECK(records.page->has_board());
  CHECK(records.host.playback().has_value());
}

TEST_CASE("a recording that has the board, playing or paused, is no reason for a picture of its own") {
  Records records;
  records.record(30);
  records.page->stop_recording();
  records.stage.step(2);
  records.stage.click("▶ Play");
  REQUIRE(records.page->has_board());
  CHECK_FALSE(records.page->tick());
  CHECK(records.stage.wants_redraw());
  records.host.steer_playback([](world::RecordingPlayer& player, base::Monotonic now) { player.pause(now); });
  records.stage.step(2);
  CHECK_FALSE(records.page->tick());
  CHECK_FALSE(records.stage.wants_redraw());
}

TEST_CASE("a file that is no recording is one line and changes nothing") {
  Records records;
  const fs::path bad = records.folder.path() / "bad.hat";
  base::write_whole_file(bad, "not a recording");
  CHECK(ui::in_english(records.page->open_file(bad)).find("bad.hat") == 0);
  CHECK(ui::in_english(records.page->open_file("/nonexistent.csv")).find("nonexistent.csv") !=
        std::string::npos);
}

TEST_CASE("what is recorded when the disk is full stays in the window, and says so") {
  Records records;
  base::write_whole_file(records.kept(), "a file where the folder should be");
  records.record(5);
  records.page->stop_recording();
  records.stage.step(2);
  CHECK(records.stage.shows("▶ Play"));
}

TEST_CASE("what was painted is there the next time") {
  Desk<StudioPage> desk;
  const ui::Catalogue words;
  const auto open = [&] {
    desk.page = std::make_unique<StudioPage>(desk.host, desk.stage.renderer(), desk.kept() / "studio.py",
                                             desk.clock, words);
    desk.draw = [&](const ui::Context& ui) { desk.page->draw(ui, desk.chooser, ""); };
    desk.stage.step(2);
  };
  open();
  desk.stage.click("Picture to paint");
  desk.clock.ahead += 2s;
  desk.page->tick();
  const std::string saved = base::read_whole_file(desk.kept() / "studio.py");
  CHECK(saved.find("sense.set_pixels") != std::string::npos);
  CHECK_FALSE(desk.page->due());
  open();
  desk.stage.click("Picture to paint");
  desk.page->save_now();
  CHECK(base::read_whole_file(desk.kept() / "studio.py").find("set_pixels") != std::string::npos);
}

}  // namespace
}  // namespace cupola::app
