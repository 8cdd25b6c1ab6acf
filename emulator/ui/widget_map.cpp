#include "emulator/ui/widget_map.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace cupola::ui {
namespace {

WidgetMap* map_of(ImGuiContext* context) { return static_cast<WidgetMap*>(context->IO.UserData); }

/// "Run##toolbar" and "##Run" (whose name is written elsewhere) are both called "Run", and so is "▶##Run":
/// one sign is a picture, not a name.
std::string_view name_in(std::string_view label) {
  const std::size_t id = label.find("##");
  if (id == std::string_view::npos) return label;
  const std::string_view written = label.substr(0, id);
  const auto begins_sign = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; };
  const auto signs = std::count_if(written.begin(), written.end(), begins_sign);
  if (signs > 1) return written;
  label.remove_prefix(id + 2);
  return label.substr(0, label.find("##"));
}

}  // namespace

WidgetMap::WidgetMap() : context_(ImGui::GetCurrentContext()) {
  context_->IO.UserData = this;
  context_->TestEngineHookItems = true;
}

WidgetMap::~WidgetMap() {
  if (map_of(context_) != this) return;
  context_->TestEngineHookItems = false;
  context_->IO.UserData = nullptr;
}

void WidgetMap::begin_frame() {
  widgets_.clear();
  places_.clear();
}

std::optional<Widget> WidgetMap::find(std::string_view label) const {
  const auto named = [&](const Widget& widget) { return widget.label == label; };
  // A label may also stand on something clipped away; what can be pressed comes first.
  auto found = std::find_if(widgets_.begin(), widgets_.end(),
                            [&](const Widget& widget) { return named(widget) && widget.shown; });
  if (found == widgets_.end()) found = std::find_if(widgets_.begin(), widgets_.end(), named);
  if (found == widgets_.end()) return std::nullopt;
  return *found;
}

void WidgetMap::note_place(const Widget& place) { places_.push_back(place); }

void WidgetMap::note_label(unsigned id, const char* label) {
  const auto place =
      std::find_if(places_.rbegin(), places_.rend(), [&](const Widget& widget) { return widget.id == id; });
  if (place == places_.rend() || label == nullptr) return;
  place->label = name_in(label);
  if (!place->label.empty()) widgets_.push_back(*place);
}

}  // namespace cupola::ui

// The four functions that Dear ImGui calls when it is built with IMGUI_ENABLE_TEST_ENGINE.

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* ctx, ImGuiID id, const ImRect& bb,
                                 const ImGuiLastItemData* item_data) {
  auto* const map = cupola::ui::map_of(ctx);
  if (map == nullptr || id == 0) return;
  const ImRect clip = ctx->CurrentWindow->ClipRect;
  const bool enabled = item_data == nullptr || (item_data->InFlags & ImGuiItemFlags_Disabled) == 0;
  const ImVec2 middle = bb.GetCenter();
  // A frame may be a hair wider than the window that clips it.
  constexpr float kHair_px = 1;
  map->note_place({.label = {},
                   .id = id,
                   .left = bb.Min.x,
                   .top = bb.Min.y,
                   .right = bb.Max.x,
                   .bottom = bb.Max.y,
                   .shown = enabled && clip.Contains(middle),
                   .cut = bb.Min.x < clip.Min.x - kHair_px || bb.Max.x > clip.Max.x + kHair_px});
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* ctx, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags /*flags*/) {
  if (auto* const map = cupola::ui::map_of(ctx)) map->note_label(id, label);
}

void ImGuiTestEngineHook_Log(ImGuiContext* /*context*/, const char* /*format*/, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext* /*context*/, ImGuiID /*id*/) { return nullptr; }
