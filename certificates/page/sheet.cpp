#include "certificates/page/sheet.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/lights.hpp"
#include "certificates/page/ornament.hpp"
#include "certificates/page/wording.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace cupola::page {
namespace {

constexpr double kLeft = 52;
constexpr double kRight = kPage.width - 52;
constexpr double kMiddle = kPage.width / 2;
constexpr Box kPictures{kLeft, 300, 172, 200};
constexpr MapFrame kMap(Box{kLeft + 172 + 14, 300, kRight - kLeft - 172 - 14, 200});
constexpr Box kFacts{kLeft, 512, kRight - kLeft, 36};
constexpr double kEmblemRadius = 44;
constexpr double kEmblemY = 62;

/// A line of the ceremony with the space above it.
struct Block {
  SetText text;
  double gap = 0;
  Ink ink;
};

void draw_heading(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  const SetText left = type.set("CERTIFICATE", {.face = Face::Sans, .size_pt = 10.5, .tracking_pt = 4});
  left.draw(context, kMiddle - kEmblemRadius - 22, kEmblemY - 6, Align::Right, kNight);
  const SetText right = type.set(flight_words(certificate), {.face = Face::Serif, .size_pt = 13.5,
                                                             .slant = Slant::Italic});
  right.draw(context, kMiddle + kEmblemRadius + 22, kEmblemY - 8, Align::Left, kGold);
}

std::vector<Block> ceremony(const Typesetter& type, const Certificate& certificate) {
  const double width = kRight - kLeft - 20;
  std::vector<Block> blocks;
  const auto add = [&](SetText text, double gap, Ink ink) {
    if (!text.empty()) blocks.push_back({std::move(text), gap, ink});
  };
  add(type.fit(clean_text(certificate.team),
               {.face = Face::Display, .size_pt = 50, .weight = Weight::Bold, .align = Align::Centre},
               {.width = width, .height = 84, .smallest_single = 24}),
      0, kNight);
  add(type.fit(list_words(certificate.members), {.face = Face::Serif, .size_pt = 15, .align = Align::Centre},
               {.width = width - 60, .height = 34, .smallest_single = 11}),
      2, kDusk);
  add(type.fit(clean_text(certificate.school),
               {.face = Face::Serif, .size_pt = 12, .slant = Slant::Italic, .align = Align::Centre},
               {.width = width - 60, .height = 30, .smallest_single = 9.5}),
      4, kSlate);
  add(type.fit(story(certificate),
               {.face = Face::Serif, .size_pt = 12.5, .align = Align::Centre, .line_spacing = 1.15},
               {.width = width, .height = 60, .smallest_single = 11}),
      22, kNight);
  return blocks;
}

void draw_ceremony(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  constexpr double kTop = 112;
  constexpr double kBottom = 288;
  const std::vector<Block> blocks = ceremony(type, certificate);
  double height = 0;
  for (const Block& block : blocks) height += block.gap + block.text.height();
  double y = kTop + (kBottom - kTop - height) / 2;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks.at(i);
    y += block.gap;
    if (i + 1 == blocks.size()) draw_divider(context, kMiddle, y - block.gap / 2, 220);
    block.text.draw(context, kMiddle, y, Align::Centre, block.ink);
    y += block.text.height();
  }
}

void draw_pictures(cairo_t* context, const Certificate& certificate) {
  const picture::Film& film = certificate.film;
  const double side = kPictures.width;
  const hat::Frame first = film.frames.empty() ? hat::Frame{} : film.frames.front().frame;
  draw_lights(context, {kPictures.x, kPictures.y, side, side}, first, film.gamma);
}

struct Fact {
  std::string label;
  std::string value;
  std::string note;
};

void draw_facts(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  const std::array<Fact, 5> facts{
      Fact{"START", time_words(certificate.start), date_words(certificate.start)},
      Fact{"END", time_words(certificate.end), date_words(certificate.end)},
      Fact{"DURATION", duration_words(certificate.end - certificate.start), ground_words(certificate.flown_path)},
      Fact{"POSITION", position_words(certificate.position), "in the middle of the run"},
      Fact{"ALTITUDE", altitude_words(certificate.position), "above " + certificate.below}};
  const double cell = kFacts.width / facts.size();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const double x = kFacts.x + cell * (static_cast<double>(i) + 0.5);
    const Room room{.width = cell - 12, .height = 20, .smallest_single = 6};
    type.set(facts.at(i).label, {.face = Face::Sans, .size_pt = 6.5, .tracking_pt = 1.2})
        .draw(context, x, kFacts.y, Align::Centre, kGold);
    type.fit(facts.at(i).value, {.face = Face::Serif, .size_pt = 13.5, .weight = Weight::Bold}, room)
        .draw(context, x, kFacts.y + 8, Align::Centre, kNight);
    type.fit(facts.at(i).note, {.face = Face::Serif, .size_pt = 8, .slant = Slant::Italic}, room)
        .draw(context, x, kFacts.y + 26, Align::Centre, kSlate);
  }
}

}  // namespace

void draw_base(cairo_t* context, const geo::Atlas& atlas) {
  add_box(context, kPage);
  fill(context, kPaper);
  draw_frame(context, kPage);
  draw_emblem(context, kMiddle, kEmblemY, kEmblemRadius);
  draw_base_map(context, kMap, atlas);
}

void draw_certificate(cairo_t* context, const Typesetter& typesetter, const Certificate& certificate) {
  draw_heading(context, typesetter, certificate);
  draw_ceremony(context, typesetter, certificate);
  draw_pictures(context, certificate);
  draw_track(context, kMap, {certificate.orbit_path, certificate.flown_path, certificate.position});
  draw_facts(context, typesetter, certificate);
}

}  // namespace cupola::page
