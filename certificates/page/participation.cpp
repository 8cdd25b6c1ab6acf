#include "certificates/page/participation.hpp"

#include <algorithm>
#include <array>

namespace cupola::page {
namespace {

// The frame of every page stays the design's own, so that both kinds hang well side by side on one wall.

constexpr double kMapShare = 131.0 / 360;  // of a map's width: all latitudes the ISS flies over

Slots ceremony(const Box& page) {
  constexpr double kSide = 52;
  constexpr double kGap = 30;
  const double width = page.width - 2 * kSide;
  const double height = page.height - 336 - 74;
  const double map = height / kMapShare;
  const double left = page.middle_x() - (height + kGap + map) / 2;
  Slots slots;
  slots.title = {page.middle_x() - 250, 56, 500, 84};
  slots.names = {kSide + 20, 142, width - 40, 108};
  slots.story = {kSide + 70, 266, width - 140, 56};
  slots.patch = {left, 336, height, height};
  slots.map = {left + height + kGap, 336, map, height};
  slots.fine = {kSide, page.height - 58, width, 14};
  return slots;
}

Slots night(const Box& page) {
  constexpr double kSide = 44;
  constexpr double kPatch = 214;
  const double width = page.width - 2 * kSide;
  const double map = width * kMapShare;
  const double row = page.height - 44 - map;
  Slots slots;
  slots.title = {kSide, 38, width - kPatch - 40, 70};
  slots.names = {kSide, 112, width - kPatch - 40, row - 18 - 112};
  slots.patch = {page.width - kSide - kPatch, (row - kPatch) / 2 + 8, kPatch, kPatch};
  slots.map = {kSide, row, width, map};
  slots.fine = {kSide, page.height - 32, width, 12};
  return slots;
}

Slots chart(const Box& page) {
  constexpr double kSide = 60;
  const double width = page.width - 2 * kSide;
  const double map = width * kMapShare;
  const double top = 52 + map + 24;
  const double bottom = page.height - 60;
  const double patch = std::min(bottom - top, 180.0);
  const double text = kSide + patch + 34;
  Slots slots;
  slots.map = {kSide, 52, width, map};
  slots.patch = {kSide, top, patch, patch};
  slots.lights = slots.patch;
  slots.facts = {text - 6, top, 0, 0};  // the rule stands before it
  slots.title = {text, top - 3, width - text + kSide, 62};
  slots.names = {text, top + 62, width - text + kSide, bottom - top - 62};
  slots.fine = {kSide, bottom + 8, width, 14};
  return slots;
}

Slots lights(const Box& page) {
  constexpr double kSide = 34;
  const double wall = page.width * 0.43;
  const double patch = wall - 2 * kSide;
  const double x = wall + 34;
  const double width = page.width - x - 38;
  const double map = width * kMapShare;
  Slots slots;
  slots.lights = {kSide, (page.height - patch) / 2, patch, patch};  // the wall is measured by it
  slots.patch = slots.lights.inset(14);
  slots.title = {x, 52, width, 70};
  slots.map = {x, page.height - 62 - map, width, map};
  slots.names = {x, 134, width, slots.map.y - 134 - 22};
  slots.fine = {x, page.height - 44, width, 18};
  return slots;
}

Slots confetti(const Box& page) {
  constexpr double kSide = 62;
  const double width = page.width - 2 * kSide;
  const double map_width = width * 0.84;
  const double map = map_width * kMapShare;
  const double row = page.height - 80 - map;
  const double patch = row - 18 - kSide;
  const double x = kSide + patch + 28;
  Slots slots;
  slots.patch = {kSide, kSide, patch, patch};
  slots.title = {x, 60, page.width - kSide - x, 78};
  slots.names = {x, 144, page.width - kSide - x, row - 16 - 144};
  slots.map = {page.middle_x() - map_width / 2, row, map_width, map};
  slots.fine = {kSide, page.height - 70, width, 14};
  return slots;
}

Slots plain(const Box& page) {
  constexpr double kSide = 54;
  constexpr double kPatch = 170;
  const double width = page.width - 2 * kSide;
  const double map_width = width * 0.88;
  const double map = map_width * kMapShare;
  const double row = page.height - 72 - map;
  Slots slots;
  slots.title = {kSide, 50, width - kPatch - 30, 70};
  slots.names = {kSide, 124, width - kPatch - 30, row - 16 - 124};
  slots.patch = {page.width - kSide - kPatch, 58, kPatch, kPatch};
  slots.map = {page.middle_x() - map_width / 2, row, map_width, map};
  slots.fine = {kSide, page.height - 60, width, 14};
  return slots;
}

struct Layout {
  std::string_view design;
  Slots (*slots)(const Box& page);
};
constexpr std::array kLayouts{Layout{"ceremony", ceremony}, Layout{"night", night},
                              Layout{"chart", chart},       Layout{"lights", lights},
                              Layout{"confetti", confetti}, Layout{"plain", plain}};

}  // namespace

Design participation_of(const Design& design) {
  const auto layout = std::find_if(kLayouts.begin(), kLayouts.end(),
                                   [&](const Layout& each) { return each.design == design.name; });
  Design result = design;
  result.slots = layout == kLayouts.end() ? plain : layout->slots;
  result.voice.text_pt *= 1.06;
  return result;
}

}  // namespace cupola::page
