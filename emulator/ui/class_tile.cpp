#include "emulator/ui/class_tile.hpp"
#include "emulator/ui/controls.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cupola::ui {
namespace {

constexpr const char* kEllipsis = "…";

float width_of(ImFont& font, std::string_view text) {
  return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

void draw_text(ImFont& font, ImVec2 place, Paint paint, const std::string& text) {
  ImGui::GetWindowDrawList()->AddText(&font, font.FontSize, {std::floor(place.x), std::floor(place.y)}, paint,
                                      text.c_str());
}

void draw_clock(ImDrawList& draw, ImVec2 middle, float radius, float thick, Paint paint) {
  draw.AddCircle(middle, radius, paint, 0, thick);
  const std::array hands{ImVec2{middle.x, middle.y - radius * 0.55F}, middle,
                         ImVec2{middle.x + radius * 0.45F, middle.y + radius * 0.2F}};
  draw.AddPolyline(hands.data(), static_cast<int>(hands.size()), paint, 0, thick);
}

/// Most of a circle with an arrow's head: once again.
void draw_again(ImDrawList& draw, ImVec2 middle, float radius, float thick, Paint paint) {
  constexpr float kFrom = 0.2F;
  constexpr float kTo = 5.0F;
  draw.PathArcTo(middle, radius, kFrom, kTo);
  draw.PathStroke(paint, 0, thick);
  const ImVec2 out{std::cos(kTo), std::sin(kTo)};
  const ImVec2 on{-out.y, out.x};
  const float head = radius * 0.62F;
  const ImVec2 end{middle.x + radius * out.x, middle.y + radius * out.y};
  draw.AddTriangleFilled({end.x + head * out.x, end.y + head * out.y},
                         {end.x + head * 1.3F * on.x, end.y + head * 1.3F * on.y},
                         {end.x - head * out.x, end.y - head * out.y}, paint);
}

const picture::FilmFrame* shown_frame(const ClassEntry& entry, const WallClock& clock, const Context& ui) {
  if (!entry.film || entry.film->frames.empty()) return nullptr;
  if (!clock.playing) return &entry.film->frames[entry.best.value_or(0)];
  const double elapsed_s = ui.now_s - clock.began_s;
  ui.redraw_at(clock.began_s + next_change_s(*entry.film, elapsed_s));
  return &entry.film->frames[picture_at(*entry.film, elapsed_s).value_or(0)];
}

struct Line {
  ImFont& font;
  std::string text;
  Paint paint;
  ClassMark mark = ClassMark::None;
};

/// In the middle of `width`, the mark before the text.
void draw_line(const Line& line, ImVec2 place, float width, const Context& ui) {
  const bool marked = line.mark != ClassMark::None;
  const float side = std::floor(line.font.FontSize * 0.95F);
  const float before = marked ? side + ui.em(0.35F) : 0;
  const std::string text = elided(line.text, line.font, width - before);
  const float left = place.x + std::max(0.0F, (width - before - width_of(line.font, text)) / 2);
  if (marked) {
    draw_mark(line.mark, {std::floor(left), std::floor(place.y + (line.font.FontSize - side) / 2)}, side, ui);
  }
  draw_text(line.font, {left + before, place.y}, line.paint, text);
}

}  // namespace

std::string said(const Phrase& phrase, const Context& ui) {
  return fill(ui.words(phrase.text), phrase.values);
}

std::string elided(std::string_view text, ImFont& font, float width) {
  if (width_of(font, text) <= width) return std::string(text);
  const float room = width - width_of(font, kEllipsis);
  const char* rest = text.data();
  font.CalcTextSizeA(font.FontSize, std::max(room, 0.0F), 0, text.data(), text.data() + text.size(), &rest);
  const auto kept = static_cast<std::size_t>(rest - text.data());
  return std::string(text.substr(0, kept)) + kEllipsis;
}

Paint mark_paint(ClassMark mark, const Palette& palette) {
  switch (mark) {
    case ClassMark::Tick:
      return palette.good;
    case ClassMark::Cross:
      return palette.bad;
    case ClassMark::Clock:
    case ClassMark::Again:
      return palette.warn;
    case ClassMark::Arrow:
      return palette.accent;
    case ClassMark::Dots:
    case ClassMark::None:
      break;
  }
  return palette.muted;
}

void draw_mark(ClassMark mark, ImVec2 corner, float side, const Context& ui) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const Paint paint = mark_paint(mark, ui.palette);
  const float thick = std::max(2.0F, side * 0.15F);
  const auto at = [&](float x, float y) { return ImVec2{corner.x + side * x, corner.y + side * y}; };
  if (mark == ClassMark::Tick) {
    const std::array stroke{at(0.08F, 0.55F), at(0.38F, 0.85F), at(0.94F, 0.18F)};
    draw.AddPolyline(stroke.data(), static_cast<int>(stroke.size()), paint, 0, thick);
  } else if (mark == ClassMark::Cross) {
    draw.AddLine(at(0.15F, 0.15F), at(0.85F, 0.85F), paint, thick);
    draw.AddLine(at(0.85F, 0.15F), at(0.15F, 0.85F), paint, thick);
  } else if (mark == ClassMark::Clock) {
    draw_clock(draw, at(0.5F, 0.5F), side * 0.43F, thick * 0.8F, paint);
  } else if (mark == ClassMark::Again) {
    draw_again(draw, at(0.5F, 0.53F), side * 0.38F, thick * 0.8F, paint);
  } else if (mark == ClassMark::Arrow) {
    draw.AddTriangleFilled(at(0.2F, 0.08F), at(0.92F, 0.5F), at(0.2F, 0.92F), paint);
  } else if (mark == ClassMark::Dots) {
    for (const float x : {0.12F, 0.5F, 0.88F}) draw.AddCircleFilled(at(x, 0.55F), side * 0.1F, paint);
  }
}

void draw_matrix(const ClassEntry& entry, LedAtlas& atlas, std::size_t slot, const WallClock& clock,
                 ImVec2 corner, float side, const Context& ui) {
  const picture::FilmFrame* const frame = shown_frame(entry, clock, ui);
  const LedAtlas::Place place = atlas.show(slot, frame != nullptr ? frame->frame : hat::Frame{},
                                           frame != nullptr ? entry.film->gamma : hat::kDefaultGamma);
  if (place.texture == nullptr) return;
  // A matrix that has nothing to show steps back behind those that have.
  const Paint tint = entry.film ? 0xffffffffU : faded(0xffffffffU, 0.55F);
  ImGui::GetWindowDrawList()->AddImage(place.texture, corner, {corner.x + side, corner.y + side}, place.from,
                                       place.to, tint);
}

void draw_caption(const ClassEntry& entry, ImVec2 top, float width, WallCaption caption, const Context& ui) {
  const ClassBadge badge = badge_of(entry);
  const std::string whole_name = one_line(entry.name);
  const std::string name = whole_name.ends_with(".py") && whole_name.size() > 3
                               ? whole_name.substr(0, whole_name.size() - 3)
                               : whole_name;
  ImFont& font = caption == WallCaption::Large ? *ui.fonts.large : *ui.fonts.strong;
  const ClassMark beside = caption == WallCaption::Line ? badge.mark : ClassMark::None;
  draw_line({.font = font, .text = name, .paint = ui.palette.text, .mark = beside}, top, width, ui);
  if (caption == WallCaption::Line) return;
  const bool calm = badge.mark == ClassMark::Tick || badge.mark == ClassMark::None;
  draw_line({.font = *ui.fonts.body,
             .text = said(caption == WallCaption::Large ? badge.whole : badge.brief, ui),
             .paint = calm ? ui.palette.muted : mark_paint(badge.mark, ui.palette),
             .mark = badge.mark},
            {top.x, top.y + font.FontSize + ui.em(0.25F)}, width, ui);
}

void draw_actions(const ClassEntry& entry, ClassPanelRequests& requests, const Context& ui) {
  if (ImGui::Button(ui.words("Run again"))) requests.run = entry.name;
  hint(ui.words("This program alone (R)"), ui);
  ImGui::SameLine();
  if (ImGui::Button(ui.words("Open in the editor"))) requests.open = entry.name;
  hint(ui.words("On the page Play (Enter, or press its tile twice)"), ui);
}

}  // namespace cupola::ui
