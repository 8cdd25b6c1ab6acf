#pragma once

#include "emulator/picture/describe.hpp"
#include "emulator/serve/control.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cupola::cli {

/// The newest samples of a board; nothing for a chip it has not got.
struct BoardReadings {
  std::optional<hat::HumiditySample> humidity;
  std::optional<hat::PressureSample> pressure;
  std::optional<hat::MotionSample> motion;
  std::optional<hat::LightSample> light;
};

/// A board as lines of plain text: everything when asked, and else what has changed since it was said last.
class BoardText {
 public:
  /// What programs came, went, or began anew.
  std::vector<std::string> programs(const std::vector<serve::Program>& now);
  /// What changed on the LEDs since the last call, row by row, or that all have one colour now; nothing if
  /// nothing did.
  std::vector<std::string> picture(const picture::Colors& now);
  /// A text that a program lets scroll by, as a program's word for it.
  static std::string scrolled(const std::string& text);
  /// The sensors, if one of them has moved further than its noise since they were last said.
  std::vector<std::string> sensors(const BoardReadings& now);

  /// The same, whether it has changed or not.
  static std::vector<std::string> whole_picture(const picture::Colors& now);
  static std::string all_sensors(const BoardReadings& now);

 private:
  std::vector<serve::Program> programs_;
  picture::Colors colors_{};
  BoardReadings said_;
};

/// One line for a person who hears it rather than sees it.
std::string spoken_picture(const picture::Colors& now);

}  // namespace cupola::cli
