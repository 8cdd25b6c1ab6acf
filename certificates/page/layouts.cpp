#include "certificates/page/layouts.hpp"

#include <algorithm>

namespace cupola::page {

// Every layout is for A4 and Letter: it measures from the page's own edges.

Slots ceremony_slots(const Box& page) {
  constexpr double kSide = 52;
  constexpr double kMedal = 118;
  const double width = page.width - 2 * kSide;
  const Box row{kSide, 280, width, page.height - 391};
  const double lights = row.height - 29;
  Slots slots;
  slots.title = {page.middle_x() - 200, 46, 400, 76};
  slots.names = {kSide + kMedal + 14, 122, width - 2 * kMedal - 28, 100};
  slots.story = {kSide + 20, 232, width - 40, 40};
  slots.lights = {row.x, row.y, lights, lights};
  slots.strip = {row.x, row.bottom() - 24, lights, 24};
  slots.map = {row.x + lights + 14, row.y, row.width - lights - 14, row.height};
  slots.globe = {kSide + 6, 60, kMedal, kMedal};
  slots.patch = {page.width - kSide - 6 - kMedal, 60, kMedal, kMedal};
  slots.facts = {kSide, page.height - 100, width - 76, 44};
  slots.code = {page.width - kSide - 64, page.height - 104, 64, 64};
  slots.fine = {kSide, page.height - 54, width - 76, 14};
  return slots;
}

Slots night_slots(const Box& page) {
  constexpr double kSide = 44;
  const double width = page.width - 2 * kSide;
  const Box row{kSide, 302, width, page.height - 387};
  const double lights = row.height - 29;
  const double globe = 250;
  Slots slots;
  slots.title = {kSide, 38, width - globe - 40 - 92, 70};
  slots.patch = {kSide + width - globe - 40 - 72, 38, 72, 72};
  slots.names = {kSide, 112, width - globe - 40, 178};
  slots.globe = {page.width - kSide - globe + 8, 30, globe, globe};
  slots.lights = {row.right() - lights, row.y, lights, lights};
  slots.strip = {row.right() - lights, row.bottom() - 24, lights, 24};
  slots.map = {row.x, row.y, row.width - lights - 14, row.height};
  slots.facts = {kSide, page.height - 73, width - 74, 42};
  slots.code = {page.width - kSide - 60, page.height - 76, 60, 60};
  slots.fine = {kSide, page.height - 27, width - 74, 12};
  return slots;
}

Slots chart_slots(const Box& page) {
  constexpr double kSide = 60;
  const double width = page.width - 2 * kSide;
  const double map_height = width / 360 * 131;
  const double top = 52 + map_height + 22;
  const double bottom = page.height - 60;
  const double left = bottom - top;
  const double lights = std::min(left - 26, 168.0);
  const double facts = 236;
  const double small = 70;
  Slots slots;
  slots.map = {kSide, 52, width, map_height};
  slots.lights = {kSide, top, lights, lights};
  slots.strip = {kSide, top + lights + 5, lights, lights / 7};
  const double text = kSide + lights + 20;
  const double text_width = page.width - kSide - facts - 20 - text;
  slots.title = {text, top - 3, text_width, 62};
  slots.names = {text, top + 62, text_width, bottom - top - 62};
  const double right = page.width - kSide - facts;
  slots.facts = {right, top, facts, left - small - 8};
  slots.fact_columns = 2;
  slots.globe = {right, bottom - small, small, small};
  slots.patch = {right + (facts - small) / 2, bottom - small, small, small};
  slots.code = {right + facts - small, bottom - small, small, small};
  slots.fine = {kSide, bottom + 8, width, 14};
  return slots;
}

Slots lights_slots(const Box& page) {
  const double wall = page.width * 0.43;
  constexpr double kSide = 34;
  const double lights = wall - 2 * kSide;
  const double x = wall + 34;
  const double width = page.width - x - 38;
  const double map_height = width / 360 * 131;
  const double medal = 82;
  Slots slots;
  slots.lights = {kSide, 38, lights, lights};
  slots.strip = {kSide, 38 + lights + 10, lights, lights / 6.3};
  const double medals = page.height - 38 - medal;
  slots.globe = {kSide, medals, medal, medal};
  slots.patch = {kSide + (lights - medal) / 2, medals, medal, medal};
  slots.code = {kSide + lights - medal, medals, medal, medal};
  slots.title = {x, 42, width, 66};
  slots.map = {x, page.height - 164 - map_height, width, map_height};
  slots.names = {x, 114, width, slots.map.y - 114 - 12};
  slots.facts = {x, page.height - 154, width, 80};
  slots.fact_columns = 3;
  slots.fine = {x, page.height - 68, width, 48};  // five lines that can be read without a glass
  return slots;
}

Slots confetti_slots(const Box& page) {
  constexpr double kSide = 58;
  const double width = page.width - 2 * kSide;
  const double facts = 232;
  const double map_width = width - facts - 18;
  const double map_height = map_width / 360 * 133;
  const double row = page.height - 78 - map_height;
  const double lights = row - 16 - 36 - kSide;
  Slots slots;
  slots.lights = {kSide, kSide, lights, lights};
  slots.strip = {kSide, kSide + lights + 7, lights, 29};
  const double x = kSide + lights + 20;
  slots.title = {x, 56, page.width - kSide - x, 78};
  slots.names = {x, 144, page.width - kSide - x, row - 18 - 144};
  slots.map = {kSide, row, map_width, map_height};
  slots.facts = {page.width - kSide - facts, row, facts, 116};
  slots.fact_columns = 2;
  const double small = std::min(72.0, page.height - 52 - row - 122);
  const double medals = page.height - 54 - small;
  slots.globe = {slots.facts.x + 2, medals, small, small};
  slots.patch = {slots.facts.x + (facts - small) / 2, medals, small, small};
  slots.code = {page.width - kSide - small, medals, small, small};
  slots.fine = {kSide, page.height - 66, map_width, 14};
  return slots;
}

Slots plain_slots(const Box& page) {
  constexpr double kSide = 54;
  const double width = page.width - 2 * kSide;
  const double column = 150;
  const double right = page.width - kSide - column;
  const double map_width = right - kSide - 20;
  const double map_height = map_width / 360 * 131;
  const double row = page.height - 76 - map_height;
  Slots slots;
  slots.title = {kSide, 50, width - column - 150, 70};
  slots.names = {kSide, 126, width - column - 24, row - 16 - 126};
  slots.lights = {right, 52, column, column};
  slots.strip = {right, 52 + column + 6, column, 21};
  slots.globe = {right - 116, 52, 92, 92};
  slots.map = {kSide, row, map_width, map_height};
  slots.facts = {right, 246, column, page.height - 130 - 246};
  slots.fact_columns = 1;
  slots.code = {right, page.height - 50 - 70, 70, 70};
  slots.patch = {right + column - 68, page.height - 50 - 69, 68, 68};
  slots.fine = {kSide, page.height - 64, map_width, 14};
  return slots;
}

}  // namespace cupola::page
