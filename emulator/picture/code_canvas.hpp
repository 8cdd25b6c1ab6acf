#pragma once

#include "emulator/picture/timed_picture.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cupola::picture {

using Colors64 = std::array<hat::Color, hat::kPixelCount>;

/// What the LEDs show while a program is read. Throws std::invalid_argument past kMostPictures.
class CodeCanvas {
 public:
  static constexpr double kLongestSleep = 3600;  ///< s

  void set_pixels(const Colors64& colors, int line) {
    close(Shown::Whole, line);
    open_.colors = colors;
    shown_ = Shown::Whole;
  }
  void clear(hat::Color color, int line) {
    close(Shown::Whole, line);
    open_.colors.fill(color);
    shown_ = Shown::Cleared;
  }
  void set_pixel(std::size_t led, hat::Color color, int line) {
    if (duration_) close(Shown::Whole, line);
    open_.colors.at(led) = color;
    if (shown_ != Shown::Whole) shown_ = Shown::Dotted;
  }
  void sleep(double seconds) {
    if (shown_ == Shown::Nothing) return;
    const double total = duration_.value_or(0) + std::round(1000 * std::min(seconds, kLongestSleep));
    duration_ = std::min(total, 1000 * kLongestSleep);
  }
  void end(int line) { close(Shown::Dotted, line); }

  std::vector<TimedPicture>& pictures() { return pictures_; }
  void check_count(int line) const {
    if (pictures_.size() > kMostPictures)
      throw std::invalid_argument("line " + std::to_string(line) + ": more than " +
                                  std::to_string(kMostPictures) + " pictures, that is too many");
  }

 private:
  enum class Shown { Nothing, Cleared, Dotted, Whole };

  /// Keeps the open picture if somebody saw it: it was shown for a while, or at least as much as `least`.
  void close(Shown least, int line) {
    if (duration_ || (shown_ != Shown::Nothing && shown_ >= least)) {
      open_.duration_ms = static_cast<std::uint32_t>(duration_.value_or(TimedPicture{}.duration_ms));
      pictures_.push_back(open_);
      check_count(line);
    }
    duration_.reset();
    shown_ = Shown::Nothing;
  }

  std::vector<TimedPicture> pictures_;
  TimedPicture open_;
  Shown shown_ = Shown::Nothing;
  std::optional<double> duration_;
};

}  // namespace cupola::picture
