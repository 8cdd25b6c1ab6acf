#include "emulator/ui/model/tour.hpp"

#include <algorithm>
#include <array>

namespace cupola::ui {
namespace {

constexpr std::array kSteps{
    TourStep{
        "LED matrix", "The lights",
        "These are the 64 lights of a Sense HAT. Your program paints on them, and you see them as the real "
        "ones look."},
    TourStep{
        "Program text", "Your program",
        "Write Python here, or open a program. It is the same Python as on a Raspberry Pi and on the Space "
        "Station."},
    TourStep{"Run", "Start it", "Press Run, or F5. What your program prints appears under it."},
    TourStep{"Temperature", "The world around it",
             "Move a slider and your program feels it at once: warmth, air, light, turning and shaking."},
    TourStep{"Help", "That was all", "Help, or F1, brings everything back: first steps, keys and sensors."},
};

float clamped(float value, float lowest, float highest) { return std::max(lowest, std::min(value, highest)); }

Box box_at(float left, float top, float width, float height, const Box& window, float gap) {
  left = clamped(left, window.left + gap, window.right - gap - width);
  top = clamped(top, window.top + gap, window.bottom - gap - height);
  return {left, top, left + width, top + height};
}

}  // namespace

std::span<const TourStep> tour_steps() { return kSteps; }

void TourState::start() {
  active = true;
  step = 0;
}

void TourState::forward() {
  if (++step < kSteps.size()) return;
  step = 0;
  active = false;
}

void TourState::back() {
  if (step > 0) --step;
}

Box place_bubble(const Box& target, float width, float height, const Box& window, float gap) {
  const float middle_x = (window.left + window.right - width) / 2;
  const float middle_y = (window.top + window.bottom - height) / 2;
  if (target.empty()) return box_at(middle_x, middle_y, width, height, window, gap);
  const float beside_y = (target.top + target.bottom - height) / 2;
  const float beside_x = (target.left + target.right - width) / 2;
  // What would be left over on each side, and where the bubble would stand there.
  const struct {
    float spare;
    float left;
    float top;
  } sides[] = {
      {window.right - target.right - width, target.right + gap, beside_y},
      {target.left - window.left - width, target.left - gap - width, beside_y},
      {window.bottom - target.bottom - height, beside_x, target.bottom + gap},
      {target.top - window.top - height, beside_x, target.top - gap - height},
  };
  const auto* best =
      std::max_element(std::begin(sides), std::end(sides),
                       [](const auto& one, const auto& other) { return one.spare < other.spare; });
  if (best->spare >= 2 * gap) return box_at(best->left, best->top, width, height, window, gap);
  const bool left_half = target.left + target.right < window.left + window.right;
  const bool upper_half = target.top + target.bottom < window.top + window.bottom;
  return box_at(left_half ? window.right : window.left, upper_half ? window.bottom : window.top, width,
                height, window, gap);
}

std::vector<Box> around(const Box& whole, const Box& hole) {
  if (hole.empty() || !whole.overlaps(hole)) return {whole};
  const float top = clamped(hole.top, whole.top, whole.bottom);
  const float bottom = clamped(hole.bottom, whole.top, whole.bottom);
  const Box parts[] = {{whole.left, whole.top, whole.right, top},
                       {whole.left, top, hole.left, bottom},
                       {hole.right, top, whole.right, bottom},
                       {whole.left, bottom, whole.right, whole.bottom}};
  std::vector<Box> rest;
  std::copy_if(std::begin(parts), std::end(parts), std::back_inserter(rest),
               [](const Box& part) { return !part.empty(); });
  return rest;
}

}  // namespace cupola::ui
