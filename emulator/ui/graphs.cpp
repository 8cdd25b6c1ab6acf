#include "emulator/ui/graphs.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/graph_lines.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

namespace cupola::ui {
namespace {

constexpr double kShortest_s = 0.2;
double duration_s(const GraphsInput& input) {
  return input.recording == nullptr ? 0 : static_cast<double>(input.recording->duration_ns()) / 1e9;
}

ImVec2 plus(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }

/// A polyline with its gaps; a point between two gaps is a dot.
void draw_line(const std::vector<ImVec2>& points, ImVec2 origin, Paint paint, float thickness) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  std::size_t from = 0;
  const auto flush = [&](std::size_t to) {
    if (to - from == 1) draw.AddCircleFilled(plus(points[from], origin), thickness, paint);
    for (std::size_t i = from; i < to; ++i) draw.PathLineTo(plus(points[i], origin));
    draw.PathStroke(paint, ImDrawFlags_None, thickness);
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!is_gap(points[i])) continue;
    flush(i);
    from = i + 1;
  }
  flush(points.size());
}

/// Where everything of one graph is, px of the window.
struct Place {
  ImVec2 corner;  ///< of the plot
  ImVec2 size;    ///< of the plot
  float gutter = 0;
};

void draw_value_axis(const Place& place, const Span& values, const Context& ui) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const int most = std::max(3, static_cast<int>(place.size.y / ui.em(1.25F)));
  const auto ticks = round_ticks(values, most);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  const Scale scale{{0, 1}, values, place.size};
  float below = std::numeric_limits<float>::infinity();  // where the number beneath begins
  for (const double tick : ticks) {
    const float y = std::round(place.corner.y + scale.y(tick));
    draw.AddLine({place.corner.x, y}, {place.corner.x + place.size.x, y}, faded(ui.palette.muted, 0.25F));
    const std::string text = tick_text(tick, step);
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    // At the edges numbers move inwards, out of the next graph's way, unless another one is there.
    const float top = std::clamp(y - size.y / 2, place.corner.y, place.corner.y + place.size.y - size.y);
    if (below - top < size.y) continue;
    below = top;
    draw.AddText({place.corner.x - ui.em(0.5F) - size.x, top}, ui.palette.muted, text.c_str());
  }
}

/// The short names at the right end of their lines, pushed apart where they would cover each other.
void draw_line_ends(const Graph& graph, const GraphsState::Lines& lines, const Place& place,
                    const Context& ui) {
  struct End {
    float y;
    const Curve* curve;
  };
  std::vector<End> ends;
  std::size_t at = 0;
  for (const Curve& curve : graph.curves) {
    const auto& points = lines.curves[at++];
    const auto last = std::find_if(points.rbegin(), points.rend(), [](ImVec2 p) { return !is_gap(p); });
    if (last != points.rend() && *curve.short_name != '\0') {
      ends.push_back({std::clamp(last->y, 0.0F, place.size.y), &curve});
    }
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
  const float height = ui.em(0.95F);
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i].y = std::max(ends[i].y, ends[i - 1].y + height);
  const float over = ends.empty() ? 0 : std::max(ends.back().y - place.size.y, 0.0F);
  for (const End& end : ends) {
    const ImVec2 corner{place.corner.x + place.size.x + ui.em(0.4F),
                        place.corner.y + end.y - over - ImGui::GetFontSize() / 2};
    ImGui::GetWindowDrawList()->AddText(corner, ui.palette.plot[end.curve->paint],
                                        ui.words(end.curve->short_name));
  }
}

/// "-0.00" is 0.00.
std::string number_text(double value, int decimals) {
  const double smallest = 0.5 * std::pow(10.0, -decimals);
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, std::abs(value) < smallest ? 0.0 : value);
  return text;
}

/// The name, the unit, and each line's value at `time_s`.
void draw_title(const Graph& graph, const world::Recording& recording, double time_s, const Context& ui) {
  heading(ui.words(graph.name), ui);
  ImGui::SameLine(0, ui.em(0.4F));
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.muted);
  ImGui::TextUnformatted(ui.words(graph.unit));
  ImGui::PopStyleColor();
  for (const Curve& curve : graph.curves) {
    const auto value = value_at(recording, curve.column, time_s);
    const std::string text = value ? number_text(*value * graph.factor, graph.decimals) : "–";
    ImGui::SameLine(0, ui.em(1.1F));
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.plot[curve.paint]);
    if (*curve.name != '\0') {
      ImGui::TextUnformatted(ui.words(curve.name));
      ImGui::SameLine(0, ui.em(0.35F));
    }
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
  }
}

void draw_time_line(double time_s, const Span& view, const Place& place, Paint paint, float thickness) {
  if (time_s < view.lowest || time_s > view.highest) return;
  const Scale scale{view, {}, place.size};
  const float x = std::round(place.corner.x + scale.x(time_s));
  ImGui::GetWindowDrawList()->AddLine({x, place.corner.y}, {x, place.corner.y + place.size.y}, paint,
                                      thickness);
}

void draw_time_axis(const Span& view, const Place& place, const Context& ui) {
  const int most = std::max(2, static_cast<int>(place.size.x / ui.em(5)));
  const auto ticks = time_ticks(view, most);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  const Scale scale{view, {}, place.size};
  for (const double tick : ticks) {
    const std::string text = time_text(tick, time_decimals(step));
    const float x = place.corner.x + scale.x(tick);
    const float half = ImGui::CalcTextSize(text.c_str()).x / 2;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine({std::round(x), place.corner.y}, {std::round(x), place.corner.y + ui.em(0.3F)},
                 ui.palette.muted);
    draw.AddText({std::round(x - half), place.corner.y + ui.em(0.35F)}, ui.palette.muted, text.c_str());
  }
}

/// Draws all graphs of one picture.
class Drawing {
 public:
  Drawing(GraphsState& state, const GraphsInput& input, const Context& ui)
      : state_(state), input_(input), ui_(ui), view_(shown_time(state, input)) {}

  /// The graphs in a part of the window that scrolls, and beneath it the time, which does not.
  GraphsRequests draw() {
    const float axis = ui_.em(1.6F);
    ImGui::BeginChild("##graphs", {0, -axis}, ImGuiChildFlags_None, ImGuiWindowFlags_None);
    const float gutter = ui_.em(4);
    const float left = ImGui::GetCursorScreenPos().x + gutter;
    // Room for the scroll bar is kept, so that it moves nothing when it comes and goes.
    const float ends = ui_.em(1.6F) + (ImGui::GetScrollMaxY() > 0 ? 0 : ImGui::GetStyle().ScrollbarSize);
    const float width = std::max(ImGui::GetContentRegionAvail().x - gutter - ends, ui_.em(6));
    std::size_t shown = 0;
    for (std::size_t i = 0; i < kGraphs; ++i) shown += is_shown(i) ? 1U : 0U;
    const float height = graph_height(shown);
    for (std::size_t i = 0; i < kGraphs; ++i) {
      if (is_shown(i)) draw_graph(i, {{}, {width, height}, gutter});
    }
    ImGui::EndChild();
    if (shown > 0) draw_time_axis(view_, {{left, ImGui::GetCursorScreenPos().y}, {width, 0}, gutter}, ui_);
    state_.pointer_s = pointer_s_;
    return requests_;
  }

 private:
  bool is_shown(std::size_t i) const { return !state_.hidden[i] && has_data(state_.summary, kGraphTable[i]); }

  /// Few graphs share the height there is; many are scrolled.
  float graph_height(std::size_t shown) const {
    const float title = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().ItemSpacing.y;
    const float room = ImGui::GetContentRegionAvail().y / static_cast<float>(std::max<std::size_t>(shown, 1));
    return std::clamp(room - title, ui_.em(5), ui_.em(14));
  }

  void draw_graph(std::size_t number, Place place) {
    const Graph& graph = kGraphTable[number];
    const double looked_at = state_.pointer_s.value_or(input_.position_s);
    draw_title(graph, *input_.recording, looked_at, ui_);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    place.corner = {start.x + place.gutter, start.y};
    const std::string label = std::string("##") + ui_.words(graph.name) + " graph";
    ImGui::SetCursorScreenPos(place.corner);
    ImGui::InvisibleButton(label.c_str(), place.size);
    const bool seen = ImGui::IsItemVisible();
    handle_pointer(graph, place);
    if (!seen) return;
    const ImVec2 end = plus(place.corner, place.size);
    ImGui::RenderNavHighlight({place.corner, end}, ImGui::GetItemID());
    const auto& lines = lines_of(number, state_, *input_.recording, view_, place.size);
    ImGui::GetWindowDrawList()->AddRectFilled(place.corner, end, faded(ui_.palette.control, 0.4F),
                                              ui_.em(0.3F));
    draw_value_axis(place, lines.values, ui_);
    ImGui::PushClipRect(place.corner, end, true);
    std::size_t at = 0;
    for (const Curve& curve : graph.curves) {
      draw_line(lines.curves[at++], place.corner, ui_.palette.plot[curve.paint], ui_.em(0.11F));
    }
    if (state_.pointer_s) draw_time_line(*state_.pointer_s, view_, place, ui_.palette.muted, 1);
    draw_time_line(input_.position_s, view_, place, ui_.palette.accent, ui_.em(0.12F));
    ImGui::PopClipRect();
    draw_line_ends(graph, lines, place, ui_);
  }

  /// Press or drag: goes there. Ctrl and the wheel: more or less time.
  void handle_pointer(const Graph& graph, const Place& place) {
    const float x = ImGui::GetMousePos().x - place.corner.x;
    const double there = view_.lowest + static_cast<double>(x / place.size.x) * view_.length();
    if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      requests_.seek_s = std::clamp(there, 0.0, duration_s(input_));
    }
    if (!ImGui::IsItemHovered()) return;
    pointer_s_ = there;
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel != 0 && ImGui::GetIO().KeyCtrl) {
      zoom(state_, input_, std::pow(0.8, static_cast<double>(wheel)), there);
    }
    draw_tooltip(graph, there);
  }

  void draw_tooltip(const Graph& graph, double time_s) {
    if (!ImGui::BeginTooltip()) return;
    ImGui::TextUnformatted(time_text(time_s, 1).c_str());
    for (const Curve& curve : graph.curves) {
      const auto value = value_at(*input_.recording, curve.column, time_s);
      if (!value) continue;
      const std::string text = number_text(*value * graph.factor, graph.decimals) + " ";
      ImGui::PushStyleColor(ImGuiCol_Text, ui_.palette.plot[curve.paint]);
      ImGui::TextUnformatted((text + ui_.words(graph.unit)).c_str());
      ImGui::PopStyleColor();
      if (*curve.name == '\0') continue;
      ImGui::SameLine();
      ImGui::TextUnformatted(ui_.words(curve.name));
    }
    ImGui::EndTooltip();
  }

  GraphsState& state_;
  const GraphsInput& input_;
  const Context& ui_;
  Span view_;
  std::optional<double> pointer_s_;
  GraphsRequests requests_;
};

/// One quiet button for each graph that has data; a tick says that it is shown.
void draw_switches(GraphsState& state, const Context& ui) {
  bool first = true;
  for (std::size_t i = 0; i < kGraphs; ++i) {
    if (!has_data(state.summary, kGraphTable[i])) continue;
    const std::string name = ui.words(kGraphTable[i].name);
    const std::string label = state.hidden[i] ? name : "✓ " + name;
    const float width = ImGui::CalcTextSize(label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (!first) ImGui::SameLine(0, ui.em(0.3F));
    if (!first && ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
    ImGui::PushStyleColor(ImGuiCol_Button, state.hidden[i] ? 0U : ui.palette.control);
    ImGui::PushStyleColor(ImGuiCol_Text, state.hidden[i] ? ui.palette.muted : ui.palette.text);
    if (ImGui::Button((label + "###show" + std::to_string(i)).c_str())) state.hidden[i] = !state.hidden[i];
    ImGui::PopStyleColor(2);
    first = false;
  }
}

}  // namespace

Span shown_time(GraphsState& state, const GraphsInput& input) {
  const double all = std::max(duration_s(input), kShortest_s);
  if (state.span_s <= 0 || state.span_s >= all) return {0, all};
  const bool left = input.position_s < state.from_s || input.position_s > state.from_s + state.span_s;
  if (left) state.from_s = input.position_s - state.span_s / 2;
  state.from_s = std::clamp(state.from_s, 0.0, all - state.span_s);
  return {state.from_s, state.from_s + state.span_s};
}

void zoom(GraphsState& state, const GraphsInput& input, double factor, double around_s) {
  const Span before = shown_time(state, input);
  const double span = std::max(before.length() * factor, kShortest_s);
  state.from_s = around_s - (around_s - before.lowest) * span / before.length();
  state.span_s = span >= duration_s(input) ? 0 : span;
}

GraphsRequests draw_graphs(GraphsState& state, const GraphsInput& input, const Context& ui) {
  if (input.recording == nullptr || input.recording->rows.empty()) return {};
  state.summary.update(*input.recording, input.revision);
  draw_switches(state, ui);
  return Drawing(state, input, ui).draw();
}

}  // namespace cupola::ui
