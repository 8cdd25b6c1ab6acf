#pragma once

#include "emulator/ui/graphs.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <span>

// What draw_graphs draws: which graphs there are, and their lines as points.

namespace cupola::ui {

/// One line of a graph.
struct Curve {
  world::Column column{};
  const char* name;        ///< in the legend
  const char* short_name;  ///< at the end of the line
  std::size_t paint;
};

/// One thing that is measured.
struct Graph {
  const char* name;
  const char* unit;
  double least;   ///< the axis is never shorter, so that noise does not look like weather
  double factor;  ///< from the recording's unit to the one shown
  int decimals;
  std::span<const Curve> curves;
};

extern const std::array<Graph, kGraphs> kGraphTable;

/// Where a graph's numbers come to lie, px from its upper left.
struct Scale {
  Span view;
  Span values;
  ImVec2 size;

  float x(double time_s) const { return near((time_s - view.lowest) / view.length()) * size.x; }
  float y(double value) const { return near((values.highest - value) / values.length()) * size.y; }

 private:
  /// What is far outside stays drawable: a file may hold any number.
  static float near(double share) { return static_cast<float>(std::clamp(share, -100.0, 100.0)); }
};

/// A place on no graph: the line ends before it and begins anew after it.
inline constexpr ImVec2 kGap{-1e6F, 0};
inline bool is_gap(ImVec2 point) { return point.x < kGap.x / 2; }

/// Whether any of the graph's columns was measured.
bool has_data(const RecordingSummary& summary, const Graph& graph);

/// The lines of a graph in `view`, px from its upper left; those of the picture before if nothing changed.
const GraphsState::Lines& lines_of(std::size_t number, GraphsState& state, const world::Recording& recording,
                                   const Span& view, ImVec2 size);

}  // namespace cupola::ui
