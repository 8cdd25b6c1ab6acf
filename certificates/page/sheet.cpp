#include "certificates/page/sheet.hpp"

#include "certificates/page/code.hpp"
#include "certificates/page/lights.hpp"
#include "certificates/page/map_labels.hpp"
#include "certificates/page/ornament.hpp"
#include "certificates/page/patch.hpp"
#include "certificates/page/sky.hpp"
#include "certificates/page/tagged_page.hpp"
#include "certificates/page/world_map.hpp"
#include "emulator/picture/highlights.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace cupola::page {
namespace {

/// A text with the space above it.
struct Block {
  SetText text;
  double gap = 0;
  Ink ink;
  const char* role = "P";
};

double anchor_x(const Box& box, Align align) {
  if (align == Align::Left) return box.x;
  return align == Align::Right ? box.right() : box.middle_x();
}

double height_of(const std::vector<Block>& blocks) {
  double height = 0;
  for (const Block& block : blocks) height += block.text.empty() ? 0 : block.gap + block.text.height();
  return height;
}

void draw_blocks(cairo_t* context, const std::vector<Block>& blocks, double x, double y, Align align) {
  for (const Block& block : blocks) {
    if (block.text.empty()) continue;
    const Role role(context, block.role);
    block.text.draw(context, x, y + block.gap, align, block.ink);
    y += block.gap + block.text.height();
  }
}

void draw_title(cairo_t* context, const SheetBase& base, const Content& content) {
  const Design& design = base.design;
  const Voice& voice = design.voice;
  const Box& box = base.slots.title;
  const auto line = [&](const std::string& text, double size, double height) {
    return base.typesetter.fit(text, {.face = voice.text, .size_pt = size, .align = voice.align},
                               {.width = box.width, .height = height, .smallest_single = 7});
  };
  std::vector<Block> blocks;
  blocks.push_back(
      {base.typesetter.fit(content.heading,
                           {.face = voice.heading,
                            .size_pt = voice.heading_pt,
                            .weight = voice.heading_weight,
                            .slant = voice.heading_slant,
                            .align = voice.align},
                           {.width = box.width, .height = box.height * 0.62, .smallest_single = 12}),
       0, design.palette.heading, "H1"});
  blocks.push_back({line(content.mission, 12.5, box.height * 0.22), 0, design.palette.text});
  blocks.push_back({line(content.kind, 10, box.height * 0.18), 0, design.palette.accent});
  draw_blocks(context, blocks, anchor_x(box, voice.align), box.y, voice.align);
}

/// What happened, in its own place or below the names.
Block story_block(const SheetBase& base, const Content& content, const Room& room) {
  const Voice& voice = base.design.voice;
  return {base.typesetter.fit(content.story,
                              {.face = voice.text, .size_pt = voice.text_pt, .align = voice.align}, room),
          base.design.divider ? 0.0 : 10.0, base.design.palette.text};
}

/// Members and school.
std::vector<Block> small_names(const SheetBase& base, const Content& content) {
  const Voice& voice = base.design.voice;
  const Box& box = base.slots.names;
  const auto set = [&](const std::string& text, const Type& type, double height, double smallest) {
    return base.typesetter.fit(text, type,
                               {.width = box.width, .height = height, .smallest_single = smallest});
  };
  const Type members{.face = voice.text, .size_pt = voice.text_pt * 1.2, .align = voice.align};
  const Type school{.face = voice.text,
                    .size_pt = voice.text_pt,
                    .slant = voice.heading == voice.text ? voice.heading_slant : Slant::Upright,
                    .align = voice.align};
  std::vector<Block> blocks;
  blocks.push_back({set(content.members, members, 34, 10), 3, base.design.palette.text});
  blocks.push_back({set(content.school, school, 28, 8), 1, base.design.palette.quiet});
  return blocks;
}

/// Team, members, school and what happened. The name takes the room that the others leave.
void draw_names(cairo_t* context, const SheetBase& base, const Content& content) {
  const Design& design = base.design;
  const Voice& voice = design.voice;
  const Box& box = base.slots.names;
  const Box& own = base.slots.story;
  std::vector<Block> rest = small_names(base, content);
  if (own.width <= 0) {
    rest.push_back(story_block(
        base, content, {.width = box.width, .height = box.height * 0.42, .smallest_single = voice.text_pt}));
  }
  std::vector<Block> blocks;
  blocks.push_back(
      {base.typesetter.fit(
           content.team,
           {.face = voice.name, .size_pt = voice.name_pt, .weight = Weight::Bold, .align = voice.align},
           {.width = box.width,
            .height = box.height - height_of(rest),
            .smallest_single = voice.name_pt * 0.5}),
       0, design.palette.name, "H2"});
  for (Block& block : rest) blocks.push_back(std::move(block));
  const double spare = voice.align == Align::Centre ? box.height - height_of(blocks) : 0;
  draw_blocks(context, blocks, anchor_x(box, voice.align), box.y + spare / 2, voice.align);
  if (own.width <= 0) return;
  if (design.divider) {
    const Decoration decoration(context);
    draw_divider(context, own.middle_x(), own.y - 6, 220);
  }
  const Block story = story_block(
      base, content, {.width = own.width, .height = own.height, .smallest_single = voice.text_pt});
  story.text.draw(context, anchor_x(own, voice.align), own.y + (own.height - story.text.height()) / 2,
                  voice.align, story.ink);
}

/// The picture shown longest, large, and the film in a strip.
void draw_pictures(cairo_t* context, const SheetBase& base, const Certificate& certificate,
                   const Content& content) {
  constexpr std::size_t kStrip = 6;
  const Design& design = base.design;
  const picture::Film& film = certificate.film;
  const std::vector<std::size_t> best = picture::highlights(film, 1);
  const std::vector<std::size_t> strip = picture::highlights(film, kStrip);
  {
    const Picture figure(context, content.alt_lights);
    draw_lights(context, base.slots.lights, design.lights,
                best.empty() ? hat::Frame{} : film.frames.at(best.front()).frame, film.gamma);
  }
  const Box& box = base.slots.strip;
  if (strip.size() < 2) {
    const SetText caption =
        base.typesetter.fit(content.lights_caption, {.face = design.voice.text, .size_pt = 8},
                            {.width = box.width, .height = box.height, .smallest_single = 6});
    caption.draw(context, box.middle_x(), box.y + 2, Align::Centre, design.palette.quiet);
    return;
  }
  const Picture figure(context, content.alt_strip);
  constexpr double kShare = 0.14;  // of a picture's side, between two
  const double side = std::min(box.height, box.width / (kStrip + (kStrip - 1) * kShare));
  const auto count = static_cast<double>(strip.size());
  const double pitch = (box.width - side) / (kStrip - 1);
  double x = box.middle_x() - ((count - 1) * pitch + side) / 2;
  for (const std::size_t index : strip) {
    draw_lights(context, {x, box.y, side, side}, design.lights, film.frames.at(index).frame, film.gamma);
    x += pitch;
  }
}

void draw_facts(cairo_t* context, const SheetBase& base, const Content& content) {
  if (content.facts.empty()) return;
  const Design& design = base.design;
  const Voice& voice = design.voice;
  const Slots& slots = base.slots;
  const int columns = std::min(slots.fact_columns, static_cast<int>(content.facts.size()));
  const int rows = (static_cast<int>(content.facts.size()) + columns - 1) / columns;
  const double width = slots.facts.width / columns;
  const double height = std::min(slots.facts.height / rows, 44.0);
  for (std::size_t i = 0; i < content.facts.size(); ++i) {
    const auto number = static_cast<int>(i);
    const Fact& fact = content.facts[i];
    const int row = number / columns;
    const Box cell{slots.facts.x + width * (number % columns), slots.facts.y + height * row, width - 10,
                   height};
    const double x = anchor_x(cell, voice.facts_align);
    const auto set = [&](const std::string& text, const Type& type, double room) {
      return base.typesetter.fit(
          text, type, {.width = cell.width, .height = room, .smallest_single = type.size_pt * 0.78});
    };
    const SetText label =
        set(fact.label, {.face = Face::Sans, .size_pt = 6.8, .align = voice.facts_align}, 9);
    const SetText value =
        set(fact.value,
            {.face = voice.name, .size_pt = 12, .weight = Weight::Bold, .align = voice.facts_align}, 17);
    const SetText note =
        set(fact.note, {.face = voice.text, .size_pt = 7.4, .align = voice.facts_align}, height - 26);
    label.draw(context, x, cell.y, voice.facts_align, design.palette.accent);
    value.draw(context, x, cell.y + 8.5 + (16.5 - value.height()) / 2, voice.facts_align,
               design.palette.text);
    note.draw(context, x, cell.y + 25.5, voice.facts_align, design.palette.quiet);
  }
}

void draw_map(cairo_t* context, const SheetBase& base, const Certificate& certificate, const Content& content,
              const Words& words) {
  const MapLook& look = base.design.map;
  const MapFrame frame(base.slots.map);
  const auto middle = certificate.start + (certificate.end - certificate.start) / 2;
  const geo::MapPoint sun = below_the_sun(middle);
  {
    const Picture figure(context, content.alt_map);
    draw_night(context, frame, look, sun);
    draw_track(context, frame, look, {certificate.orbit_path, certificate.flown_path, certificate.position});
  }
  draw_map_labels(context, base.typesetter, words, frame, look, certificate);
  if (base.slots.globe.width <= 0) return;
  const Picture figure(context, content.alt_globe);
  draw_globe(context, base.slots.globe, look, base.land, {certificate.position, sun, certificate.orbit_path});
}

void draw_fine(cairo_t* context, const SheetBase& base, const Content& content) {
  const Box& box = base.slots.fine;
  const Voice& voice = base.design.voice;
  const Align align = voice.facts_align;
  const auto set = [&](const std::string& text, double size, double share) {
    return base.typesetter.fit(
        text, {.face = Face::Sans, .size_pt = size, .align = align},
        {.width = box.width, .height = box.height * share, .smallest_single = voice.fine_least_pt});
  };
  const double x = anchor_x(box, align);
  const SetText print = set(content.small_print, voice.fine_pt, voice.fine_share);
  print.draw(context, x, box.y, align, base.design.palette.quiet);
  if (content.code_text.empty()) return;
  const double below = print.lines() > 1 ? print.height() : box.height * voice.fine_share;
  set(content.code_text, voice.code_pt, 1 - voice.fine_share)
      .draw(context, x, box.y + below, align, base.design.palette.quiet);
}

void draw_medal(cairo_t* context, const SheetBase& base) {
  const Box& box = base.slots.patch;
  cairo_surface_t* patch = base.patch;
  if (box.width <= 0) return;
  if (patch == nullptr) {
    const auto emblem = base.design.lights.glow ? draw_emblem : draw_emblem_outline;
    emblem(context, box.middle_x(), box.middle_y(), box.width / 2);
    return;
  }
  draw_patch(context, patch, box);
}

}  // namespace

Box page_of(Paper paper) { return paper == Paper::A4 ? Box{0, 0, 841.8898, 595.2756} : Box{0, 0, 792, 612}; }

void draw_base(cairo_t* context, const SheetBase& base) {
  base.design.backdrop(context, base.design, base.slots, base.page);
  draw_medal(context, base);
  draw_base_map(context, MapFrame(base.slots.map), base.design.map, {base.atlas, base.borders});
  if (base.slots.globe.width > 0) draw_globe_base(context, base.slots.globe, base.design.map);
}

void draw_certificate(cairo_t* context, const SheetBase& base, const Certificate& certificate,
                      const Content& content, const Words& words) {
  draw_title(context, base, content);
  draw_names(context, base, content);
  if (certificate.participation) {
    draw_fine(context, base, content);
    return;
  }
  draw_pictures(context, base, certificate, content);
  draw_map(context, base, certificate, content, words);
  draw_facts(context, base, content);
  if (!certificate.code.empty()) {
    const Picture figure(context, content.alt_code);
    draw_code(context, base.slots.code, certificate.code);
  }
  draw_fine(context, base, content);
}

}  // namespace cupola::page
