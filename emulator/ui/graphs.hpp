#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/graph_data.hpp"
#include "emulator/world/recording.hpp"

#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::ui {

/// How many graphs there are: one for each thing a HAT measures.
inline constexpr std::size_t kGraphs = 8;

/// What a person chose to see of a recording, and what was worked out to draw it.
struct GraphsState {
  std::array<bool, kGraphs> hidden{};
  double span_s = 0;                ///< how much time the graphs show; 0: all of it
  double from_s = 0;                ///< where they begin, when they do not show all
  std::optional<double> pointer_s;  ///< the time under the pointer, in the picture before
  RecordingSummary summary;
  /// At which rows each px begins: the same for all graphs.
  struct Cuts {
    std::uint64_t generation = 0;
    Span view{0, 0};
    std::vector<std::size_t> rows;
  } cuts;

  /// The lines of a graph as they were drawn last, for as long as nothing changes.
  struct Lines {
    std::uint64_t generation = 0;
    Span view{0, 0};
    ImVec2 size;
    Span values;
    std::array<std::vector<ImVec2>, 4> curves;  ///< px from the upper left; a gap is a point at x < 0
  };
  std::array<Lines, kGraphs> lines;
};

struct GraphsInput {
  const world::Recording* recording = nullptr;  ///< borrowed; null: none
  std::uint64_t revision = 0;                   ///< another number: another recording (rows added are not)
  double position_s = 0;                        ///< what is being played or looked at
};

struct GraphsRequests {
  std::optional<double> seek_s;  ///< a graph was pressed or dragged over
};

/// How much time the graphs show now and where: follows the position when it leaves what is seen.
Span shown_time(GraphsState& state, const GraphsInput& input);
/// Shows `factor` times as much time, with `around_s` staying where it is. All of it, if it would be more.
void zoom(GraphsState& state, const GraphsInput& input, double factor, double around_s);

/// Switches for the graphs that have data, then the graphs one below the other, with one time axis. Values at
/// the pointer, else at the position, stand beside their names.
GraphsRequests draw_graphs(GraphsState& state, const GraphsInput& input, const Context& ui);

}  // namespace cupola::ui
