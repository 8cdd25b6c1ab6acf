#pragma once

#include "hat_driver/base/clock.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace cupola::ui {
class WidgetMap;
}

namespace cupola::app {

/// Tells other programs what the window shows: tests that press "Run" and not a coordinate, tools that read
/// aloud, and measurements of how soon a picture is seen. The formats are in docs/emulator.md.
class PictureLog {
 public:
  /// An empty path: that file is not written. Throws std::system_error if `shown` cannot be opened.
  PictureLog(std::filesystem::path widgets, const std::filesystem::path& shown);

  /// The window's loop was woken.
  void woken(base::Monotonic now) { woken_ = now; }
  /// A picture of the whole window is on the screen. What cannot be written is left out.
  void whole(const ui::WidgetMap& widgets, base::Monotonic now);
  /// The lights alone were drawn over the last one.
  void lights(base::Monotonic now);

 private:
  void note(const char* kind, base::Monotonic now);
  void write_widgets(const ui::WidgetMap& widgets) const;

  std::filesystem::path widgets_;
  std::ofstream shown_;
  base::Monotonic woken_{0};
  std::uint64_t pictures_ = 0;
};

}  // namespace cupola::app
