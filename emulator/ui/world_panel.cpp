#include "emulator/ui/world_panel.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"
#include "emulator/ui/solid_view.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace cupola::ui {
namespace {

using world::MotionKind;
using world::Range;
using world::Response;
using world::WorldSettings;

/// Notes one change for undo when the last widget was let go.
void note_when_done(WorldPanelState& state) {
  if (ImGui::IsItemDeactivatedAfterEdit()) state.history.note(state.settings);
}

struct SliderLook {
  const char* name = "";
  const char* format = "";
  Range range{};
  ImGuiSliderFlags flags = 0;
};

/// The name on the left, the value on the right, and beneath them a slider as wide as there is room.
/// Ctrl+click or Return to type a number.
bool slider(WorldPanelState& state, double& value, const SliderLook& look, const Context& ui) {
  char shown[48];
  std::snprintf(shown, sizeof shown, look.format, value);
  ImGui::TextUnformatted(ui.words(look.name));
  ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(shown).x);
  ImGui::TextUnformatted(shown);
  const std::string label = std::string("##") + ui.words(look.name);
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool typing = ImGui::TempInputIsActive(ImGui::GetID(label.c_str()));
  // The value stands above: under the knob nobody could read it.
  if (!typing) ImGui::PushStyleColor(ImGuiCol_Text, 0U);
  double changed = value;
  const bool moved = ImGui::SliderScalar(label.c_str(), ImGuiDataType_Double, &changed, &look.range.lowest,
                                         &look.range.highest, look.format, look.flags);
  if (!typing) ImGui::PopStyleColor();
  if (moved) value = std::clamp(changed, look.range.lowest, look.range.highest);
  note_when_done(state);
  return moved;
}

bool draw_places(WorldPanelState& state, const Context& ui) {
  const WorldSettings before = state.settings;
  if (state.history.empty()) state.history.note(before);
  const bool cabin = state.settings.place == world::Place::Cabin;
  if (switch_button(ui.words("ISS cabin"), cabin, ui)) state.settings = world::cabin_settings();
  hint(ui.words("Air, light and magnetism as in the Columbus module"), ui);
  ImGui::SameLine();
  if (switch_button(ui.words("My desk"), !cabin, ui)) state.settings = world::desk_settings();
  hint(ui.words("A table on Earth: 20 °C, nothing moves"), ui);
  bool changed = state.settings != before;
  if (changed) state.history.note(state.settings);
  if (ImGui::GetItemRectMax().x + ui.em() + buttons_width({"↶", "↷"}) <=
      ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x)
    ImGui::SameLine(0, ui.em());
  ImGui::BeginDisabled(!state.history.can_undo());
  if (ImGui::Button("↶##Undo")) changed = undo_world(state) || changed;
  hint(ui.words("Undo the last change of the world (Ctrl+Alt+Z)"), ui);
  ImGui::EndDisabled();
  ImGui::SameLine();
  ImGui::BeginDisabled(!state.history.can_redo());
  if (ImGui::Button("↷##Redo")) changed = redo_world(state) || changed;
  hint(ui.words("Make it again (Ctrl+Alt+Y)"), ui);
  ImGui::EndDisabled();
  return changed;
}

bool draw_air(WorldPanelState& state, const Context& ui) {
  WorldSettings& world = state.settings;
  bool changed = false;
  double celsius = world.humidity_temperature;
  const bool linked = world.temperatures_linked;
  if (slider(state, celsius,
             {linked ? "Temperature" : "Temperature (humidity sensor)", "%.1f °C",
              world::kHumidityTemperatureRange_c},
             ui)) {
    world::set_humidity_temperature(world, celsius);
    changed = true;
  }
  if (!linked) {
    celsius = world.pressure_temperature;
    if (slider(state, celsius,
               {"Temperature (pressure sensor)", "%.1f °C", world::kPressureTemperatureRange_c}, ui)) {
      world::set_pressure_temperature(world, celsius);
      changed = true;
    }
  }
  changed =
      slider(state, world.humidity, {"Humidity", "%.1f %%", world::kHumidityRange_percent}, ui) || changed;
  changed = slider(state, world.pressure, {"Pressure", "%.0f hPa", world::kPressureRange_hpa}, ui) || changed;
  return changed;
}

bool draw_light(WorldPanelState& state, const Context& ui) {
  world::Lamp& lamp = state.settings.light;
  bool changed = false;
  const char* shown = ui.words("Own light");
  for (const world::NamedLamp& preset : world::kLampPresets) {
    if (preset.lamp == lamp) shown = ui.words(preset.name.data());
  }
  if (lamp == world::kDeskLight) shown = ui.words("Daylight on a desk");
  float rgb[3] = {static_cast<float>(lamp.red) / 255, static_cast<float>(lamp.green) / 255,
                  static_cast<float>(lamp.blue) / 255};
  if (ImGui::ColorEdit3(ui.words("Colour##Light colour"), rgb,
                        ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_PickerHueWheel)) {
    const auto byte = [](float value) { return static_cast<std::uint8_t>(std::lround(value * 255)); };
    lamp.red = byte(rgb[0]), lamp.green = byte(rgb[1]), lamp.blue = byte(rgb[2]);
    changed = true;
  }
  note_when_done(state);
  hint(ui.words("What colour falls on the colour sensor"), ui);
  ImGui::SameLine();
  if (begin_combo(("##" + std::string(ui.words("Light"))).c_str(), shown)) {
    for (const world::NamedLamp& preset : world::kLampPresets) {
      if (!ImGui::Selectable(ui.words(preset.name.data()), preset.lamp == lamp)) continue;
      lamp = preset.lamp;
      changed = true;
    }
    ImGui::EndCombo();
    state.history.note(state.settings);
  }
  return slider(state, lamp.illuminance_lux,
                {"Brightness", "%.0f lux", world::kLightRange_lux, ImGuiSliderFlags_Logarithmic}, ui) ||
         changed;
}

/// Three angles in one row, and a way back to flat.
bool draw_angles(WorldPanelState& state, const Context& ui) {
  world::Orientation& turn = state.settings.orientation;
  const struct {
    const char* name;
    double* value;
  } angles[] = {{"Roll", &turn.roll_deg}, {"Pitch", &turn.pitch_deg}, {"Yaw", &turn.yaw_deg}};
  bool changed = false;
  const float width = (ImGui::GetContentRegionAvail().x - 3 * ImGui::GetStyle().ItemSpacing.x) / 4;
  for (const auto& angle : angles) {
    ImGui::SetNextItemWidth(width);
    const std::string format = std::string(ui.words(angle.name)) + " %.0f°";
    changed = ImGui::DragScalar((std::string("##") + ui.words(angle.name)).c_str(), ImGuiDataType_Double,
                                angle.value, 1, &world::kAngleRange_deg.lowest,
                                &world::kAngleRange_deg.highest, format.c_str()) ||
              changed;
    note_when_done(state);
    ImGui::SameLine();
  }
  if (ImGui::Button(ui.words("Flat"), {width, 0})) {
    turn = {};
    changed = true;
    state.history.note(state.settings);
  }
  return changed;
}

/// A spin that ends leaves the board how it got to be.
bool draw_motion(WorldPanelState& state, const WorldPanelInput& input, const Context& ui) {
  world::Motion& motion = state.settings.motion;
  const struct {
    MotionKind kind;
    const char* name;
  } kinds[] = {{MotionKind::None, "Still"},
               {MotionKind::Shake, "Shake"},
               {MotionKind::FreeFall, "Free fall"},
               {MotionKind::Spin, "Spin"}};
  bool changed = false;
  for (const auto& each : kinds) {
    if (each.kind != MotionKind::None) beside_if_fits(ui.words(each.name));
    if (!switch_button(ui.words(each.name), motion.kind == each.kind, ui)) continue;
    if (motion.kind == MotionKind::Spin && each.kind != MotionKind::Spin)
      state.settings.orientation = input.orientation;
    motion.kind = each.kind;
    ++motion.again;
    changed = true;
    state.history.note(state.settings);
  }
  if (motion.kind == MotionKind::Shake) {
    changed = slider(state, motion.shake_g, {"Strength", "%.1f g", world::kShakeRange_g}, ui) || changed;
  } else if (motion.kind == MotionKind::Spin) {
    changed = slider(state, motion.spin_deg_s, {"Speed", "%.0f °/s", world::kSpinRange_deg_s}, ui) || changed;
  }
  return changed;
}

bool draw_chips(WorldPanelState& state, WorldPanelRequests& requests, const WorldPanelInput& input,
                const Context& ui) {
  WorldSettings& world = state.settings;
  bool changed = checkbox(ui.words("Noise of the real chips"), &world.noise);
  changed = checkbox(ui.words("Slow drift"), &world.drift) || changed;
  bool slow = world.response == Response::Datasheet;
  if (checkbox(ui.words("As slow as the real chips"), &slow)) {
    world.response = slow ? Response::Datasheet : Response::Gentle;
    changed = true;
  }
  changed = checkbox(ui.words("Both temperatures together"), &world.temperatures_linked) || changed;
  if (changed) state.history.note(world);
  const struct {
    hat::Profile profile;
    const char* name;
  } boards[] = {{hat::Profile::Flight, "Board on the ISS"},
                {hat::Profile::RetailV2, "Sense HAT version 2"},
                {hat::Profile::V1, "Sense HAT version 1"}};
  const char* shown = "";
  for (const auto& board : boards) {
    if (board.profile == state.profile) shown = ui.words(board.name);
  }
  if (begin_combo(("##" + std::string(ui.words("Board"))).c_str(), shown)) {
    for (const auto& board : boards) {
      if (!ImGui::Selectable(ui.words(board.name), board.profile == state.profile)) continue;
      requests.profile_changed = state.profile != board.profile;
      state.profile = board.profile;
    }
    ImGui::EndCombo();
  }
  if (input.profile_waits) muted_text(ui.words("The next program gets this board."), ui);
  return changed;
}

}  // namespace

bool undo_world(WorldPanelState& state) {
  const auto before = state.history.undo();
  if (before) state.settings = *before;
  return before.has_value();
}

bool redo_world(WorldPanelState& state) {
  const auto after = state.history.redo();
  if (after) state.settings = *after;
  return after.has_value();
}

WorldPanelRequests draw_world_panel(WorldPanelState& state, const WorldPanelInput& input, const Context& ui) {
  WorldPanelRequests requests;
  if (input.replaying) muted_text(ui.words("A recording moves the board. Stop it to use these."), ui);
  ImGui::BeginDisabled(input.replaying);
  requests.changed = draw_places(state, ui);
  requests.changed = draw_air(state, ui) || requests.changed;
  ImGui::Spacing();
  heading(ui.words("Light"), ui);
  requests.changed = draw_light(state, ui) || requests.changed;
  ImGui::Spacing();
  heading(ui.words("Turn the board"), ui);
  const ImVec2 size{ImGui::GetContentRegionAvail().x, ui.em(11)};
  const bool turned =
      draw_solid_view(ui.words("Board in space"), state.settings.orientation, input.leds, ui, size);
  if (ImGui::IsItemDeactivated() || (turned && !ImGui::IsItemActive())) state.history.note(state.settings);
  requests.changed = turned || requests.changed;
  requests.changed = draw_angles(state, ui) || requests.changed;
  requests.changed = draw_motion(state, input, ui) || requests.changed;
  ImGui::Spacing();
  heading(ui.words("The sensors"), ui);
  requests.changed = draw_chips(state, requests, input, ui) || requests.changed;
  ImGui::EndDisabled();
  return requests;
}

}  // namespace cupola::ui
