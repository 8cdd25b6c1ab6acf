#include "emulator/ui/palette.hpp"

#include <imgui.h>

#include <algorithm>

namespace cupola::ui {
namespace {

/// From 0xRRGGBB, as designers write colours.
constexpr Paint paint(std::uint32_t rgb) {
  return 0xff000000U | (rgb & 0xffU) << 16U | (rgb & 0xff00U) | rgb >> 16U;
}

constexpr Palette kLight{.ground = paint(0xeef0f4),
                         .panel = paint(0xffffff),
                         .control = paint(0xe8ecf3),
                         .control_hover = paint(0xdbe2ee),
                         .border = paint(0xd3d9e4),
                         .text = paint(0x1a2233),
                         .muted = paint(0x505b70),
                         .accent = paint(0x0a5dc2),
                         .on_accent = paint(0xffffff),
                         .good = paint(0x0d6e37),
                         .warn = paint(0x8a4b00),
                         .bad = paint(0xb3202a),
                         .bad_ground = paint(0xfde3e4),
                         .selection = paint(0xc4dcf9),
                         .keyword = paint(0x8a1a9c),
                         .string = paint(0x0b6b3a),
                         .comment = paint(0x5a6577),
                         .number = paint(0x9a4300),
                         .board = paint(0x13683f),
                         .plot = {paint(0x0072b2), paint(0xb34b00), paint(0x007a5a), paint(0xa3437a),
                                  paint(0x8a6d00), paint(0x2f7ca8)}};

constexpr Palette kDark{.ground = paint(0x12151b),
                        .panel = paint(0x1b1f27),
                        .control = paint(0x2a313d),
                        .control_hover = paint(0x374151),
                        .border = paint(0x323a47),
                        .text = paint(0xe9edf4),
                        .muted = paint(0xa7b1c2),
                        .accent = paint(0x5aa7ff),
                        .on_accent = paint(0x07172b),
                        .good = paint(0x58cf88),
                        .warn = paint(0xf2b544),
                        .bad = paint(0xff8a80),
                        .bad_ground = paint(0x4a2226),
                        .selection = paint(0x28476e),
                        .keyword = paint(0xd9a1ff),
                        .string = paint(0x8fd9a0),
                        .comment = paint(0x98a3b5),
                        .number = paint(0xffbd7a),
                        .board = paint(0x0f5c37),
                        .plot = {paint(0x56b4e9), paint(0xf09a3e), paint(0x2fc99a), paint(0xe08fc0),
                                 paint(0xf0e442), paint(0xbfc8d6)}};

constexpr Palette kHighContrast{.ground = paint(0x000000),
                                .panel = paint(0x000000),
                                .control = paint(0x1c1c1c),
                                .control_hover = paint(0x3a3a3a),
                                .border = paint(0xffffff),
                                .text = paint(0xffffff),
                                .muted = paint(0xdedede),
                                .accent = paint(0xffe14a),
                                .on_accent = paint(0x000000),
                                .good = paint(0x5dff9b),
                                .warn = paint(0xffc04a),
                                .bad = paint(0xff9d94),
                                .bad_ground = paint(0x5a0008),
                                .selection = paint(0x004a9e),
                                .keyword = paint(0xf0b8ff),
                                .string = paint(0x9dffb0),
                                .comment = paint(0xd0d0d0),
                                .number = paint(0xffd08a),
                                .board = paint(0x0a4d2c),
                                .plot = {paint(0x7cc8ff), paint(0xffb056), paint(0x4dffc0), paint(0xff9fd8),
                                         paint(0xfff04a), paint(0xffffff)}};

ImVec4 color(Paint value) { return ImGui::ColorConvertU32ToFloat4(value); }

void shape(ImGuiStyle& style, bool bordered) {
  style.WindowPadding = {14, 12};
  style.FramePadding = {11, 7};
  style.CellPadding = {6, 4};
  style.ItemSpacing = {9, 8};
  style.ItemInnerSpacing = {8, 6};
  style.ScrollbarSize = 13;
  style.GrabMinSize = 16;
  style.WindowRounding = 10;
  style.ChildRounding = 10;
  style.FrameRounding = 8;
  style.PopupRounding = 8;
  style.GrabRounding = 8;
  style.TabRounding = 8;
  style.ScrollbarRounding = 8;
  style.WindowBorderSize = bordered ? 1 : 0;
  style.ChildBorderSize = 1;
  style.FrameBorderSize = bordered ? 1 : 0;
  style.PopupBorderSize = 1;
  style.SeparatorTextBorderSize = 1;
  style.AntiAliasedLinesUseTex = false;
}

}  // namespace

const Palette& palette_of(Theme theme) {
  switch (theme) {
    case Theme::Dark:
      return kDark;
    case Theme::HighContrast:
      return kHighContrast;
    case Theme::Light:
      break;
  }
  return kLight;
}

Paint faded(Paint color, float opacity) {
  const float alpha = static_cast<float>(color >> 24U) * std::clamp(opacity, 0.0F, 1.0F);
  return (color & 0x00ffffffU) | static_cast<Paint>(alpha) << 24U;
}

void dress(ImGuiStyle& style, const Palette& palette, float scale) {
  style = ImGuiStyle();
  shape(style, palette.border == palette.text);
  style.ScaleAllSizes(scale);
  const struct {
    ImGuiCol place;
    Paint paint;
  } dress_code[] = {
      {ImGuiCol_Text, palette.text},
      {ImGuiCol_TextDisabled, palette.muted},
      {ImGuiCol_WindowBg, palette.ground},
      {ImGuiCol_ChildBg, palette.panel},
      {ImGuiCol_PopupBg, palette.panel},
      {ImGuiCol_Border, palette.border},
      {ImGuiCol_BorderShadow, 0},
      {ImGuiCol_FrameBg, palette.control},
      {ImGuiCol_FrameBgHovered, palette.control_hover},
      {ImGuiCol_FrameBgActive, palette.control_hover},
      {ImGuiCol_TitleBg, palette.panel},
      {ImGuiCol_TitleBgActive, palette.panel},
      {ImGuiCol_MenuBarBg, palette.panel},
      {ImGuiCol_ScrollbarBg, 0},
      {ImGuiCol_ScrollbarGrab, palette.border},
      {ImGuiCol_ScrollbarGrabHovered, palette.muted},
      {ImGuiCol_ScrollbarGrabActive, palette.accent},
      {ImGuiCol_CheckMark, palette.accent},
      {ImGuiCol_SliderGrab, palette.accent},
      {ImGuiCol_SliderGrabActive, palette.accent},
      {ImGuiCol_Button, palette.control},
      {ImGuiCol_ButtonHovered, palette.control_hover},
      {ImGuiCol_ButtonActive, palette.control_hover},
      {ImGuiCol_Header, palette.control},
      {ImGuiCol_HeaderHovered, palette.control_hover},
      {ImGuiCol_HeaderActive, palette.control_hover},
      {ImGuiCol_Separator, palette.border},
      {ImGuiCol_SeparatorHovered, palette.accent},
      {ImGuiCol_SeparatorActive, palette.accent},
      {ImGuiCol_ResizeGrip, 0},
      {ImGuiCol_Tab, palette.control},
      {ImGuiCol_TabHovered, palette.control_hover},
      {ImGuiCol_TabActive, palette.accent},
      {ImGuiCol_PlotLines, palette.plot[0]},
      {ImGuiCol_PlotHistogram, palette.accent},
      {ImGuiCol_TableHeaderBg, palette.control},
      {ImGuiCol_TableBorderStrong, palette.border},
      {ImGuiCol_TableBorderLight, palette.border},
      {ImGuiCol_TextSelectedBg, palette.selection},
      {ImGuiCol_DragDropTarget, palette.accent},
      {ImGuiCol_NavHighlight, palette.accent},
      {ImGuiCol_ModalWindowDimBg, faded(0xff000000U, 0.45F)},
  };
  for (const auto& entry : dress_code) style.Colors[entry.place] = color(entry.paint);
}

}  // namespace cupola::ui
