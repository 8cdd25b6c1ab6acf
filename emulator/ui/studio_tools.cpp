#include "emulator/picture/describe.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/studio_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace cupola::ui {
namespace {

constexpr struct {
  StudioTool tool;
  const char* name;
  const char* hint;
} kTools[] = {
    {StudioTool::Pencil, "Pencil", "Paint lights one by one (P)"},
    {StudioTool::Fill, "Fill", "Fill an area of one colour (F)"},
    {StudioTool::Eraser, "Eraser", "Make lights dark (E)"},
    {StudioTool::Picker, "Pick", "Take the colour of a light (I)"},
};

constexpr std::size_t kColumns = 6;

float column_width(float columns) {
  return (ImGui::GetContentRegionAvail().x - (columns - 1) * ImGui::GetStyle().ItemSpacing.x) / columns;
}

void draw_tools(StudioState& state, const Context& ui) {
  const float width = column_width(2);
  for (std::size_t i = 0; i < std::size(kTools); ++i) {
    if (i % 2 == 1) ImGui::SameLine();
    const auto& each = kTools[i];
    if (switch_button(ui.words(each.name), state.tool == each.tool, ui, {width, 0})) state.tool = each.tool;
    hint(ui.words(each.hint), ui);
  }
}

/// One colour to choose: as seen, with a corner as coded if the real light differs.
void draw_swatch(StudioState& state, const std::string& label, hat::Color color, const Context& ui,
                 float side) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton(label.c_str(), {side, side})) {
    state.color = color;
    if (state.tool == StudioTool::Eraser || state.tool == StudioTool::Picker) state.tool = StudioTool::Pencil;
  }
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  const float round = side * 0.22F;
  const float edge = hovered ? 2.0F : 1.0F;
  draw.AddRectFilled(corner, end, hovered ? ui.palette.text : ui.palette.border, round);
  draw.AddRectFilled({corner.x + edge, corner.y + edge}, {end.x - edge, end.y - edge},
                     led_paint(color, state.look), round - edge);
  if (color == hat::Color{}) {
    // A stroke through it: off, not dark grey.
    draw.AddLine({corner.x + side * 0.28F, end.y - side * 0.28F},
                 {end.x - side * 0.28F, corner.y + side * 0.28F}, IM_COL32(230, 230, 230, 255),
                 std::max(1.5F, side * 0.06F));
  }
  if (state.color == color) {
    const float gap = std::max(2.0F, side * 0.07F);
    draw.AddRect({corner.x - gap, corner.y - gap}, {end.x + gap, end.y + gap}, ui.palette.accent, round + gap,
                 0, std::max(2.0F, side * 0.09F));
  }
  if (!hovered || !ImGui::BeginTooltip()) return;
  const std::string name = ui.words(std::string(picture::nearest_named_color(color).name).c_str());
  ImGui::Text("%s  (%d, %d, %d)", name.c_str(), color.red, color.green, color.blue);
  if (stays_dark(color)) ImGui::TextUnformatted(ui.words("Below 48 the real lights stay dark."));
  ImGui::EndTooltip();
}

/// Swatches stand closer than other widgets.
class Close {
 public:
  explicit Close(const Context& ui) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {std::floor(ui.em(0.38F)), std::floor(ui.em(0.38F))});
  }
  Close(const Close&) = delete;
  Close& operator=(const Close&) = delete;
  ~Close() { ImGui::PopStyleVar(); }
};

void draw_palette(StudioState& state, const Context& ui) {
  const Close close(ui);
  const float side = std::floor(std::min(column_width(kColumns), ui.em(2.6F)));
  std::size_t place = 0;
  for (const picture::NamedColor& each : picture::named_colors()) {
    if (place++ % kColumns != 0) ImGui::SameLine();
    draw_swatch(state, ui.words(std::string(each.name).c_str()), each.color, ui, side);
  }
}

void draw_own_color(StudioState& state, const Context& ui) {
  float rgb[3] = {static_cast<float>(state.color.red) / 255, static_cast<float>(state.color.green) / 255,
                  static_cast<float>(state.color.blue) / 255};
  const auto byte = [](float value) { return static_cast<std::uint8_t>(std::lround(value * 255)); };
  if (ImGui::ColorEdit3(ui.words("Own colour"), rgb,
                        ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoLabel |
                            ImGuiColorEditFlags_PickerHueWheel | ImGuiColorEditFlags_Uint8))
    state.color = {byte(rgb[0]), byte(rgb[1]), byte(rgb[2])};
  hint(ui.words("Mix a colour of your own"), ui);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::Text("(%d, %d, %d)", state.color.red, state.color.green, state.color.blue);
  if (stays_dark(state.color)) muted_text(ui.words("Below 48 the real lights stay dark."), ui);
}

void draw_recent(StudioState& state, const Context& ui) {
  if (state.recent.empty()) return;
  ImGui::Spacing();
  muted_text(ui.words("Used last"), ui);
  const Close close(ui);
  const float side = std::floor(std::min(column_width(kColumns), ui.em(2.6F)));
  // A copy: choosing one changes nothing, painting does.
  const std::vector<hat::Color> recent = state.recent;
  for (std::size_t i = 0; i < recent.size(); ++i) {
    if (i % kColumns != 0) ImGui::SameLine();
    char label[48];
    std::snprintf(label, sizeof label, "##%s %zu", ui.words("Used colour"), i + 1);
    draw_swatch(state, label, recent[i], ui, side);
  }
}

}  // namespace

void draw_studio_tools(StudioState& state, const Context& ui) {
  draw_tools(state, ui);
  ImGui::Spacing();
  draw_own_color(state, ui);
  draw_palette(state, ui);
  draw_recent(state, ui);
}

}  // namespace cupola::ui
