#include "certificates/page/sheet.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/lights.hpp"
#include "certificates/page/ornament.hpp"
#include "certificates/page/wording.hpp"
#include "emulator/picture/highlights.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace cupola::page {
namespace {

constexpr double kLeft = 52;
constexpr double kRight = kPage.width - 52;
constexpr double kMiddle = kPage.width / 2;
constexpr double kEmblemRadius = 46;
constexpr double kEmblemY = 61;
constexpr Box kCeremony{kLeft, 113, kRight - kLeft, 173};
constexpr Box kPictures{kLeft, 297, 168, 198};
constexpr double kPictureGap = 14;
constexpr MapFrame kMap(Box{kPictures.right() + kPictureGap, kPictures.y,
                            kRight - kPictures.right() - kPictureGap, kPictures.height});
constexpr Box kFacts{kLeft, 506, kRight - kLeft, 34};
constexpr double kSmallPrintY = 548;

/// A line of the ceremony with the space above it.
struct Block {
  SetText text;
  double gap = 0;
  Ink ink;
};

/// One side of the heading: a word of ceremony with a smaller line below it.
void draw_wing(cairo_t* context, const Typesetter& type, double x, const std::array<std::string, 2>& lines) {
  constexpr double kWidth = 210;
  const SetText word = type.fit(lines.front(), {.face = Face::Serif, .size_pt = 19, .slant = Slant::Italic},
                                {.width = kWidth, .height = 40, .smallest_single = 8});
  const SetText below = type.fit(lines.back(), {.face = Face::Serif, .size_pt = 10.5},
                                 {.width = kWidth, .height = 26, .smallest_single = 6});
  constexpr double kBaseline = kEmblemY + 10;
  word.draw(context, x, kBaseline - word.baseline(), Align::Centre, kNight);
  if (!below.empty()) below.draw(context, x, kBaseline + 5, Align::Centre, kGold);
}

void draw_heading(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  constexpr double kWing = 172;
  draw_wing(context, type, kMiddle - kWing, {"Certificate", clean_text(certificate.mission_name)});
  draw_wing(context, type, kMiddle + kWing, {flight_words(certificate), date_words(certificate.start)});
}

/// The lines between the emblem and the pictures. The name takes the room that the others leave.
std::vector<Block> ceremony(const Typesetter& type, const Certificate& certificate) {
  constexpr double kWidth = kCeremony.width - 20;
  constexpr double kStoryGap = 28;
  SetText members =
      type.fit(list_words(certificate.members), {.face = Face::Serif, .size_pt = 15, .align = Align::Centre},
               {.width = kWidth - 60, .height = 32, .smallest_single = 11});
  SetText school =
      type.fit(clean_text(certificate.school),
               {.face = Face::Serif, .size_pt = 12, .slant = Slant::Italic, .align = Align::Centre},
               {.width = kWidth - 60, .height = 24, .smallest_single = 8.5});
  SetText tale = type.fit(story(certificate), {.face = Face::Serif, .size_pt = 12.5, .align = Align::Centre},
                          {.width = kWidth, .height = 36, .smallest_single = 10});
  const double rest = members.height() + school.height() + tale.height() + kStoryGap;
  SetText team =
      type.fit(clean_text(certificate.team),
               {.face = Face::Display, .size_pt = 54, .weight = Weight::Bold, .align = Align::Centre},
               {.width = kWidth, .height = kCeremony.height - rest, .smallest_single = 26});
  std::vector<Block> blocks;
  const auto add = [&](SetText text, double gap, Ink ink) {
    if (!text.empty()) blocks.push_back({std::move(text), gap, ink});
  };
  add(std::move(team), 0, kNight);
  add(std::move(members), 0, kDusk);
  add(std::move(school), 0, kSlate);
  add(std::move(tale), kStoryGap, kNight);
  return blocks;
}

void draw_ceremony(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  const std::vector<Block> blocks = ceremony(type, certificate);
  double height = 0;
  for (const Block& block : blocks) height += block.gap + block.text.height();
  double y = kCeremony.y + (kCeremony.height - height) / 2;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks.at(i);
    y += block.gap;
    if (i + 1 == blocks.size()) draw_divider(context, kMiddle, y - block.gap / 2 + 1, 220);
    block.text.draw(context, kMiddle, y, Align::Centre, block.ink);
    y += block.text.height();
  }
}

/// The picture shown longest, large, and below it the film in a strip; or what there is to say.
void draw_pictures(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  constexpr std::size_t kStrip = 6;
  constexpr double kGap = 3.6;
  const picture::Film& film = certificate.film;
  const std::vector<std::size_t> best = picture::highlights(film, 1);
  const Box large{kPictures.x, kPictures.y, kPictures.width, kPictures.width};
  draw_lights(context, large, best.empty() ? hat::Frame{} : film.frames.at(best.front()).frame, film.gamma);
  const std::vector<std::size_t> strip = picture::highlights(film, kStrip);
  if (strip.size() < 2) {
    type.set(strip.empty() ? "The lights stayed dark" : "The picture in lights",
             {.face = Face::Serif, .size_pt = 8, .slant = Slant::Italic})
        .draw(context, kPictures.middle_x(), large.bottom() + 9, Align::Centre, kSlate);
    return;
  }
  const double side = (kPictures.width - (kStrip - 1) * kGap) / kStrip;
  const auto count = static_cast<double>(strip.size());
  double x = kPictures.middle_x() - (count * side + (count - 1) * kGap) / 2;
  for (const std::size_t index : strip) {
    draw_lights(context, {x, kPictures.bottom() - side, side, side}, film.frames.at(index).frame, film.gamma);
    x += side + kGap;
  }
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
      Fact{"DURATION", duration_words(certificate.end - certificate.start),
           ground_words(certificate.flown_path)},
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

void draw_small_print(cairo_t* context, const Typesetter& type, const Certificate& certificate) {
  type.fit(small_print(certificate), {.face = Face::Sans, .size_pt = 5.6},
           {.width = kRight - kLeft, .height = 9, .smallest_single = 3})
      .draw(context, kMiddle, kSmallPrintY, Align::Centre, kSlate);
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
  draw_pictures(context, typesetter, certificate);
  draw_track(context, kMap, {certificate.orbit_path, certificate.flown_path, certificate.position});
  draw_facts(context, typesetter, certificate);
  draw_small_print(context, typesetter, certificate);
}

}  // namespace cupola::page
