#include "emulator/app/window/painter.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

namespace cupola::app {
namespace {

/// A window that nobody sees, and a loop whose time is a number.
struct Loop {
  Loop() { ::setenv("SDL_VIDEODRIVER", "dummy", 1); }

  SdlWindow& window() {
    if (!window_) window_.emplace("Painter", WindowPlace{.width = 640, .height = 480});
    return *window_;
  }
  /// Draws whatever is due in each millisecond until `until_ms`; gives how many pictures that were.
  template <typename Each>
  int run(Painter& painter, int until_ms, Each each) {
    int pictures = 0;
    for (; now_ms_ < until_ms; ++now_ms_) {
      each(now_ms_);
      while (painter.due(now_ms_ / 1000.0)) {
        painter.paint(now_ms_ / 1000.0, {}, words_, [](const ui::Context&) {});
        ++pictures;
      }
    }
    return pictures;
  }

 private:
  std::optional<SdlWindow> window_;
  ui::Catalogue words_;
  int now_ms_ = 0;
};

TEST_CASE("a window where nothing happens is not drawn") {
  Loop loop;
  Painter painter(loop.window());
  loop.run(painter, 100, [](int) {});
  CHECK(loop.run(painter, 2000, [](int) {}) == 0);
  CHECK(painter.sleep_ms(2) == -1);
}

TEST_CASE("data that changes all the time asks for thirty pictures a second and no more") {
  Loop loop;
  Painter painter(loop.window());
  loop.run(painter, 100, [](int) {});
  const int pictures = loop.run(painter, 1100, [&](int) { painter.refresh(); });
  CHECK(pictures >= 25);
  CHECK(pictures <= Painter::kPacedPerSecond + 1);
}

TEST_CASE("data that changes once is seen at once, and the window settles") {
  Loop loop;
  Painter painter(loop.window());
  loop.run(painter, 100, [](int) {});
  painter.refresh();
  CHECK(painter.due(0.1));
  CHECK(loop.run(painter, 1000, [](int) {}) == 3);
  CHECK(painter.sleep_ms(1) == -1);
}

TEST_CASE("what a person does is answered at once, whatever data does") {
  Loop loop;
  Painter painter(loop.window());
  loop.run(painter, 100, [](int) {});
  painter.refresh();
  loop.run(painter, 101, [](int) {});
  CHECK_FALSE(painter.due(0.101));
  painter.touch();
  CHECK(loop.run(painter, 102, [](int) {}) == 3);
}

TEST_CASE("a picture that is asked for at a time comes then, once") {
  Loop loop;
  Painter painter(loop.window());
  loop.run(painter, 100, [](int) {});
  painter.draw_at(0.5);
  CHECK(painter.sleep_ms(0.2) == 300);
  CHECK(loop.run(painter, 499, [](int) {}) == 0);
  CHECK(loop.run(painter, 1000, [](int) {}) == 1);
}

}  // namespace
}  // namespace cupola::app
