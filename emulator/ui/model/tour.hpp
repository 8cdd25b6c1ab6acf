#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cupola::ui {

/// One stop of the guided tour: a widget of the window, and what there is to say about it. All are keys of
/// the catalogue.
struct TourStep {
  const char* widget;  ///< its label
  const char* title;
  const char* text;
};

/// The five stops.
std::span<const TourStep> tour_steps();

/// The tour as the person has it; it ends behind its last step.
struct TourState {
  bool active = false;
  std::size_t step = 0;
  float bubble_height = 0;  ///< as it was drawn last, px

  void start();
  void forward();
  void back();
  void end() { active = false; }
};

/// A rectangle of the window, px.
struct Box {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  float width() const { return right - left; }
  float height() const { return bottom - top; }
  bool empty() const { return right <= left || bottom <= top; }
  bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// Where a bubble of that size stands: beside `target`, on the side with the most room, at least `gap` away
/// from it and inside `window`; where no side has room, in the corner of `window` farthest from it. In the
/// middle if there is no target.
Box place_bubble(const Box& target, float width, float height, const Box& window, float gap);

/// What remains of `whole` around `hole`: at most four rectangles that do not overlap.
std::vector<Box> around(const Box& whole, const Box& hole);

}  // namespace cupola::ui
