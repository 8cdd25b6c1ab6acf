#include "emulator/ui/graph_lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cupola::ui {
namespace {

using world::Column;

constexpr double kDegree = 57.29577951308232;  // one radian

constexpr Curve kTemperature[] = {{Column::HumidityTemperature, "humidity sensor", "H", 0},
                                  {Column::PressureTemperature, "pressure sensor", "P", 1}};
constexpr Curve kHumidity[] = {{Column::Humidity, "", "", 2}};
constexpr Curve kPressure[] = {{Column::Pressure, "", "", 3}};
constexpr Curve kAcceleration[] = {{Column::AccelerationX, "x", "x", 0},
                                   {Column::AccelerationY, "y", "y", 1},
                                   {Column::AccelerationZ, "z", "z", 2}};
constexpr Curve kRotation[] = {
    {Column::RotationX, "x", "x", 0}, {Column::RotationY, "y", "y", 1}, {Column::RotationZ, "z", "z", 2}};
constexpr Curve kField[] = {
    {Column::FieldX, "x", "x", 0}, {Column::FieldY, "y", "y", 1}, {Column::FieldZ, "z", "z", 2}};
constexpr Curve kOrientation[] = {
    {Column::Roll, "roll", "r", 0}, {Column::Pitch, "pitch", "p", 1}, {Column::Yaw, "yaw", "y", 2}};
constexpr Curve kLight[] = {{Column::Red, "red", "r", 1},
                            {Column::Green, "green", "g", 2},
                            {Column::Blue, "blue", "b", 0},
                            {Column::Clear, "clear", "c", 5}};

/// Every row is a point: there are few enough.
void line_through_rows(const world::Recording& recording, const Curve& curve, const Scale& scale,
                       double factor, std::vector<ImVec2>& points) {
  const std::size_t first = row_from(recording, scale.view.lowest);
  const std::size_t last = row_from(recording, scale.view.highest);
  const bool is_angle = factor == kDegree;
  double before = std::nan("");
  // One row beyond each end, so that the line goes on to the edge.
  for (std::size_t row = first > 0 ? first - 1 : 0; row < std::min(last + 1, recording.rows.size()); ++row) {
    const double value = recording.rows[row][curve.column] * factor;
    // An angle that goes past 180° goes on at -180°: no line joins the two.
    if (is_angle && std::abs(value - before) > 180) points.push_back(kGap);
    before = value;
    points.push_back(std::isnan(value) ? kGap : ImVec2{scale.x(seconds_at(recording, row)), scale.y(value)});
  }
}

/// At which rows each of `width_px` px begins.
const std::vector<std::size_t>& cuts_of(GraphsState& state, const world::Recording& recording,
                                        const Span& view, float width_px) {
  const auto pieces = static_cast<std::size_t>(std::max(width_px, 1.0F));
  GraphsState::Cuts& cuts = state.cuts;
  const bool fresh =
      cuts.generation == state.summary.generation() && cuts.view == view && cuts.rows.size() == pieces + 1;
  if (!fresh) cuts = {state.summary.generation(), view, cut(recording, view, pieces)};
  return cuts.rows;
}

/// Each px stands for many rows: a line from their lowest to their highest.
void line_through_extremes(const std::vector<Extremes>& found, const Scale& scale, double factor,
                           std::vector<ImVec2>& points) {
  std::size_t empty = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].empty()) {
      constexpr std::size_t kHole = 3;  // px: fewer are rows that do not come evenly
      if (++empty == kHole && !points.empty()) points.push_back(kGap);
      continue;
    }
    empty = 0;
    const float x = static_cast<float>(i) + 0.5F;
    float near = scale.y(found[i].lowest * factor);
    float far = scale.y(found[i].highest * factor);
    // The end that is nearer to where the line comes from is drawn first.
    if (!points.empty() && !is_gap(points.back()) &&
        std::abs(points.back().y - far) < std::abs(points.back().y - near)) {
      std::swap(near, far);
    }
    points.push_back({x, near});
    points.push_back({x, far});
  }
}

Span values_seen(const Graph& graph, const GraphsState& state, const world::Recording& recording,
                 const Span& view) {
  const std::size_t first = row_from(recording, view.lowest);
  const std::size_t last = row_from(recording, view.highest) + 1;
  Extremes seen;
  for (const Curve& curve : graph.curves) {
    seen.add(state.summary.over(recording, curve.column, first > 0 ? first - 1 : 0, last));
  }
  if (seen.empty()) return roomy({0, 0}, graph.least);
  const Span values = roomy({seen.lowest * graph.factor, seen.highest * graph.factor}, graph.least);
  // Numbers so large that nothing can be added to them have no axis.
  const bool usable = std::isfinite(values.length()) && values.length() > 0;
  return usable ? values : roomy({0, 0}, graph.least);
}

}  // namespace

constinit const std::array<Graph, kGraphs> kGraphTable{{{"Temperature", "°C", 2, 1, 1, kTemperature},
                                                        {"Humidity", "%", 4, 1, 1, kHumidity},
                                                        {"Pressure", "hPa", 2, 1, 1, kPressure},
                                                        {"Acceleration", "g", 0.2, 1, 2, kAcceleration},
                                                        {"Rotation", "rad/s", 0.2, 1, 2, kRotation},
                                                        {"Magnetic field", "µT", 10, 1, 1, kField},
                                                        {"Orientation", "°", 10, kDegree, 0, kOrientation},
                                                        {"Light", "counts", 2, 1, 1, kLight}}};

bool has_data(const RecordingSummary& summary, const Graph& graph) {
  return std::any_of(graph.curves.begin(), graph.curves.end(),
                     [&](const Curve& curve) { return summary.has(curve.column); });
}

const GraphsState::Lines& lines_of(std::size_t number, GraphsState& state, const world::Recording& recording,
                                   const Span& view, ImVec2 size) {
  GraphsState::Lines& lines = state.lines[number];
  const bool fresh = lines.generation == state.summary.generation() && lines.view == view &&
                     lines.size.x == size.x && lines.size.y == size.y;
  if (fresh) return lines;
  const Graph& graph = kGraphTable[number];
  lines.generation = state.summary.generation();
  lines.view = view;
  lines.size = size;
  lines.values = values_seen(graph, state, recording, view);
  const Scale scale{view, lines.values, size};
  const std::size_t rows = row_from(recording, view.highest) - row_from(recording, view.lowest);
  std::size_t at = 0;
  for (const Curve& curve : graph.curves) {
    std::vector<ImVec2>& points = lines.curves[at++];
    points.clear();
    if (static_cast<float>(rows) <= 2 * size.x) {
      line_through_rows(recording, curve, scale, graph.factor, points);
    } else {
      const auto& cuts = cuts_of(state, recording, view, size.x);
      const auto found = decimate(recording, state.summary, curve.column, cuts);
      line_through_extremes(found, scale, graph.factor, points);
    }
  }
  return lines;
}

}  // namespace cupola::ui
