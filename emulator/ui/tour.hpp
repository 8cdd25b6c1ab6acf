#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/tour.hpp"

namespace cupola::ui {

class WidgetMap;

struct TourRequests {
  bool ended = false;  ///< gone through or skipped: need not be shown again by itself
};

/// While the tour is active: darkens the window but for the step's widget, puts a ring around that, and says
/// what it is in a bubble with Back, Next and Skip (keys: arrows or Return, Esc). Nothing else takes keys or
/// clicks. Call it last in a picture, with the map of this picture. A widget that is not there gets a bubble
/// in the middle of the window.
TourRequests draw_tour(TourState& state, const WidgetMap& widgets, const Context& ui);

}  // namespace cupola::ui
