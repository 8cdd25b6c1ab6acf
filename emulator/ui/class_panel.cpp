#include "emulator/ui/class_panel.hpp"
#include "emulator/ui/class_folder.hpp"
#include "emulator/ui/class_large.hpp"
#include "emulator/ui/class_tile.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

/// All that the parts of the page work on.
struct PageParts {
  ClassPanelState& state;
  const ClassPanelInput& input;
  const Context& ui;
  ClassPanelRequests& requests;
  ClassCount count;
  WallClock clock;
};

/// Tiles keep their places while programs run: nobody can point at what jumps away.
void arrange(ClassPanelState& state, const ClassPanelInput& input, std::size_t open, bool anew) {
  const bool same = state.arranged.size() == input.entries.size() &&
                    std::all_of(state.arranged.begin(), state.arranged.end(), [&](const std::string& name) {
                      return entry_called(input.entries, name) != nullptr;
                    });
  if (same && open > 0 && !anew) return;
  state.arranged.clear();
  for (const std::size_t index : sorted(input.entries, state.order))
    state.arranged.push_back(input.entries[index].name);
}

/// All films begin together: at first, and when the last program of a run has ended.
WallClock wall_clock(ClassPanelState& state, std::size_t open, const Context& ui) {
  if (!state.began_s || (state.open_before > 0 && open == 0)) state.began_s = ui.now_s;
  state.open_before = open;
  return {.began_s = *state.began_s, .playing = !state.paused && !ui.reduced_motion};
}

std::string summary(const PageParts& page) {
  const Context& ui = page.ui;
  const auto number = [](std::size_t value) { return std::to_string(value); };
  const std::size_t all = page.input.entries.size();
  const std::size_t ended = page.count.done + page.count.failed;
  std::string text;
  if (page.count.open > 0) {
    text = fill(ui.words("{0} of {1} done"), {number(all - page.count.open), number(all)});
  } else if (ended == 0) {
    text = fill(ui.words("{0} programs"), {number(all)});
  } else {
    text = fill(ui.words("{0} finished"), {number(page.count.done)});
    if (all > ended) text += fill(ui.words(", {0} not run yet"), {number(all - ended)});
  }
  if (page.count.failed > 0) text += fill(ui.words(", {0} to look at"), {number(page.count.failed)});
  if (page.count.stale > 0) text += fill(ui.words(", {0} changed since"), {number(page.count.stale)});
  if (page.input.left_out > 0)
    text += fill(ui.words(". {0} more in the folder are left out"), {number(page.input.left_out)});
  return text;
}

void draw_order(PageParts& page, ClassOrder order, const char* label) {
  if (!switch_button(page.ui.words(label), page.state.order == order, page.ui)) return;
  page.state.order = order;
  arrange(page.state, page.input, page.count.open, true);
}

/// What is done to the wall as a whole; what each button does is in its name.
void draw_tools(PageParts& page) {
  const Context& ui = page.ui;
  float right = 0;
  for (const char* label : {"By name", "By result", "Pause", "Folder…"})
    right += button_width(ui.words(label)) + ImGui::GetStyle().ItemSpacing.x;
  const bool open = page.count.open > 0;
  const ImVec2 size{ui.em(7.5F), 0};
  if (open) {
    page.requests.stop = ImGui::Button(ui.words("Stop"), size);
  } else {
    if (main_button(ui.words("Run all"), ui, size)) page.requests.run_all = true;
    hint(ui.words("All programs anew (F5)"), ui);
  }
  ImGui::SameLine(0, ui.em(0.9F));
  ImGui::AlignTextToFramePadding();
  const float room = ImGui::GetContentRegionAvail().x - right;
  const std::string text = summary(page);
  ImGui::TextUnformatted(elided(text, *ui.fonts.body, room).c_str());
  hint(text.c_str(), ui);
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetWindowContentRegionMax().x - right + ImGui::GetStyle().ItemSpacing.x);
  draw_order(page, ClassOrder::ByName, "By name");
  ImGui::SameLine();
  draw_order(page, ClassOrder::ByResult, "By result");
  hint(ui.words("What needs you comes first"), ui);
  ImGui::SameLine();
  ImGui::BeginDisabled(ui.reduced_motion);
  if (switch_button(ui.words("Pause"), !page.clock.playing, ui)) page.state.paused = !page.state.paused;
  ImGui::EndDisabled();
  hint(ui.words("The best picture of each program instead of its film"), ui);
  ImGui::SameLine();
  if (ImGui::Button(ui.words("Folder…"))) open_class_folder_popup();
  hint(std::string(page.input.folder).c_str(), ui);
  draw_class_folder_popup(page.state, page.input, page.requests, ui);
}

void watch_tile(PageParts& page, const ClassEntry& entry) {
  ClassPanelState& state = page.state;
  const bool focused = ImGui::IsItemFocused();
  if (focused || ImGui::IsItemClicked()) state.selected = entry.name;
  const bool entered =
      ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  const bool twice = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if ((focused && entered) || twice) page.requests.open = entry.name;
  if (focused && ImGui::IsKeyPressed(ImGuiKey_Space, false)) state.large = entry.name;
}

void draw_tile(PageParts& page, const ClassEntry& entry, const WallLayout& wall, std::size_t slot) {
  const Context& ui = page.ui;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (page.state.take_focus && page.state.selected == entry.name) {
    ImGui::SetKeyboardFocusHere();
    page.state.take_focus = false;
  }
  ImGui::InvisibleButton(one_line(entry.name).c_str(), {wall.tile_width, wall.tile_height});
  watch_tile(page, entry);
  if (!ImGui::IsItemVisible()) return;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + wall.tile_width, corner.y + wall.tile_height};
  const float round = ui.em(0.5F);
  draw.AddRectFilled(corner, end, ImGui::IsItemHovered() ? ui.palette.control : ui.palette.panel, round);
  const bool selected = page.state.selected == entry.name;
  const float line = selected ? std::max(3.0F, std::round(ui.em(0.2F))) : 1;
  draw.AddRect({corner.x + line / 2, corner.y + line / 2}, {end.x - line / 2, end.y - line / 2},
               selected ? ui.palette.accent : ui.palette.border, round, 0, line);
  const float spare = wall.tile_height - 2 * wall.padding - wall.side - wall.caption_height;
  const ImVec2 matrix{std::floor(corner.x + (wall.tile_width - wall.side) / 2),
                      std::floor(corner.y + wall.padding + spare / 2)};
  draw_matrix(entry, page.input.atlas, slot, page.clock, matrix, wall.side, ui);
  draw_caption(entry, {corner.x + wall.padding, matrix.y + wall.side + ui.em(0.35F)},
               wall.tile_width - 2 * wall.padding, wall.caption, ui);
}

void draw_wall(PageParts& page, float height) {
  const WallLayout wall =
      wall_layout(page.input.entries.size(), {.width = ImGui::GetContentRegionAvail().x,
                                              .height = height,
                                              .em = page.ui.em(),
                                              .smallest = page.ui.em(3),
                                              .scroll_bar = ImGui::GetStyle().ScrollbarSize});
  const auto rows = static_cast<std::size_t>(std::ceil(height / (wall.tile_height + wall.gap))) + 1;
  const std::size_t slots = std::min(page.input.entries.size(), rows * wall.columns);
  page.input.atlas.fit(slots, wall.side);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {wall.gap, wall.gap});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  if (ImGui::BeginChild("wall", {0, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NavFlattened)) {
    for (std::size_t i = 0; i < page.state.arranged.size(); ++i) {
      const ClassEntry* const entry = entry_called(page.input.entries, page.state.arranged[i]);
      if (entry == nullptr) continue;
      if (i % wall.columns != 0) ImGui::SameLine();
      ImGui::PushID(static_cast<int>(i));
      draw_tile(page, *entry, wall, i % slots);
      ImGui::PopID();
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

/// One line about the tile that was chosen, and what can be done with it.
void draw_chosen(PageParts& page) {
  const Context& ui = page.ui;
  const ClassEntry* const entry = entry_called(page.input.entries, page.state.selected);
  ImGui::AlignTextToFramePadding();
  if (entry == nullptr) {
    muted_text(ui.words("Press a program or choose it with the arrow keys to see what became of it."), ui);
    return;
  }
  float right = 0;
  for (const char* label : {"Show large", "Run again", "Open in the editor"})
    right += button_width(ui.words(label)) + ImGui::GetStyle().ItemSpacing.x;
  const ClassBadge badge = badge_of(*entry);
  const float edge = ImGui::GetWindowContentRegionMax().x - right + ImGui::GetStyle().ItemSpacing.x;
  ImGui::PushFont(ui.fonts.strong);
  ImGui::TextUnformatted(elided(one_line(entry->name), *ui.fonts.strong, edge / 3).c_str());
  ImGui::PopFont();
  ImGui::SameLine(0, ui.em(0.7F));
  if (badge.mark != ClassMark::None) {
    const ImVec2 place = ImGui::GetCursorScreenPos();
    draw_mark(badge.mark, {place.x, place.y + ImGui::GetStyle().FramePadding.y}, ui.em(0.95F), ui);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.em(1.35F));
  }
  const std::string text = said(badge.whole, ui);
  ImGui::TextUnformatted(elided(text, *ui.fonts.body, edge - ImGui::GetCursorPosX() - ui.em(0.7F)).c_str());
  hint(entry->meaning.empty() ? text.c_str() : (text + "\n" + said(entry->meaning, ui)).c_str(), ui);
  ImGui::SameLine();
  ImGui::SetCursorPosX(edge);
  if (ImGui::Button(ui.words("Show large"))) page.state.large = entry->name;
  hint(ui.words("Alone on the page (Space)"), ui);
  ImGui::SameLine();
  draw_actions(*entry, page.requests, ui);
}

void watch_keys(PageParts& page) {
  if (ImGui::GetIO().WantTextInput) return;
  if (ImGui::IsKeyPressed(ImGuiKey_F5, false)) page.requests.run_all = true;
  const std::string& name = page.state.large.empty() ? page.state.selected : page.state.large;
  if (ImGui::IsKeyPressed(ImGuiKey_R, false) && entry_called(page.input.entries, name) != nullptr)
    page.requests.run = name;
}

}  // namespace

ClassPanelRequests draw_class_panel(ClassPanelState& state, const ClassPanelInput& input, const Context& ui) {
  ClassPanelRequests requests;
  if (input.entries.empty()) {
    draw_class_empty_page(state, input, requests, ui);
    return requests;
  }
  const ClassCount count = count_of(input.entries);
  PageParts page{state, input, ui, requests, count, wall_clock(state, count.open, ui)};
  arrange(state, input, count.open, false);
  watch_keys(page);
  if (const ClassEntry* const entry = entry_called(input.entries, state.large)) {
    draw_class_large(state, *entry, input.atlas, page.clock, requests, ui);
    return requests;
  }
  state.large.clear();
  draw_tools(page);
  draw_problem(input.problem, ui);
  const float chosen = ImGui::GetFrameHeightWithSpacing();
  draw_wall(page, std::max(ui.em(4), ImGui::GetContentRegionAvail().y - chosen));
  draw_chosen(page);
  return requests;
}

}  // namespace cupola::ui
