#pragma once

#include <cstdint>
#include <string>

namespace cupola::app {

struct ScreenshotOptions {
  std::string out;  ///< a PNG file
  int width = 1280;
  int height = 800;
  std::string settings = {};  ///< a settings file (docs/emulator.md); empty: the usual
  std::string session = {};   ///< a session file; empty: a fresh one
  std::uint64_t seed = 1;
};

/// Draws the window once without a display and writes it as PNG: the same bytes every time for the same
/// state. Gives the exit status. Throws std::invalid_argument for a size or state that is wrong,
/// std::system_error if the file cannot be written.
int take_screenshot(const ScreenshotOptions& options);

}  // namespace cupola::app
