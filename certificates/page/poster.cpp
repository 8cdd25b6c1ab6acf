#include "certificates/page/poster.hpp"

#include "certificates/page/backdrops.hpp"
#include "certificates/page/clean_text.hpp"
#include "certificates/page/content.hpp"
#include "certificates/page/ornament.hpp"
#include "certificates/page/patch.hpp"
#include "certificates/page/pdf_document.hpp"
#include "certificates/page/poster_draw.hpp"
#include "certificates/page/sky.hpp"
#include "certificates/page/tagged_page.hpp"
#include "certificates/page/type.hpp"
#include "certificates/page/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cupola::page {
namespace {

using namespace std::chrono_literals;

// Everything is laid out for A2 and scaled: the sheets of the series A have the same shape.
constexpr Box kSheet{0, 0, 1683.78, 1190.55};
constexpr double kSide = 64;
constexpr double kWidth = kSheet.width - 2 * kSide;
constexpr Box kMap{kSide, 196, kWidth, kWidth * 131 / 360};
constexpr Box kWall{kSide, kMap.bottom() + 34, kWidth, 250};
constexpr Box kPatch{kSheet.width - kSide - 118, 46, 118, 118};
constexpr Box kFacts{kSide, kWall.bottom() + 26, kWidth, 58};

/// The night design with a poster's map.
Design poster_design() {
  Design design = *find_design("night");
  design.map.corner = 12;
  design.map.orbit = ink(0xc3cddb, 0.30);
  // Dimmer than on a certificate: here the lights are what shines.
  design.map.sea = ink(0x0e2a50);
  design.map.land = ink(0x4f7a70);
  design.map.coast = ink(0x7fa89d);
  return design;
}

class PosterSheet {
 public:
  explicit PosterSheet(const Flight& flight)
      : flight_(flight), words_(flight.language), patch_(read_patch(flight.patch_png)) {}

  /// What is no news to anybody: sky, patch and map.
  void draw_base(cairo_t* context) const {
    Slots slots;
    slots.globe = {kSheet.width - 620, 120, 460, 460};  // where the sky glows
    draw_night_backdrop(context, design_, slots, kSheet);
    if (patch_ != nullptr) draw_patch(context, patch_.get(), kPatch);
    if (patch_ == nullptr) draw_emblem(context, kPatch.middle_x(), kPatch.middle_y(), kPatch.width / 2);
    draw_base_map(context, MapFrame(kMap), design_.map, {atlas_, false});
  }

  void draw(cairo_t* context) const {
    draw_heading(context);
    draw_world(context);
    draw_wall(context);
    draw_facts(context);
  }

 private:
  SetText line(const std::string& text, const Type& type, double width, double height) const {
    return typesetter_.fit(text, type, {.width = width, .height = height, .smallest_single = 9});
  }

  void draw_heading(cairo_t* context) const {
    const Palette& inks = design_.palette;
    const double width = kPatch.x - kSide - 30;
    const SetText name = line(clean_text(flight_.mission_name),
                              {.face = Face::Sans, .size_pt = 58, .weight = Weight::Bold}, width, 84);
    {
      const Role role(context, "H1");
      name.draw(context, kSide, 52 + (84 - name.height()) / 2, Align::Left, inks.heading);
    }
    const SetText kind = line(list_words({words_.text(flight_.simulated ? "simulated" : "flown"), days()}),
                              {.face = Face::Sans, .size_pt = 22}, width, 32);
    kind.draw(context, kSide, 138, Align::Left, inks.accent);
  }

  void draw_world(cairo_t* context) const {
    const MapFrame frame(kMap);
    const Picture figure(context, list_words({clean_text(flight_.mission_name), days(), programs(),
                                              words_.text("revolutions") + ": " + revolutions()}));
    if (!flight_.around.empty()) {
      draw_night(context, frame, design_.map,
                 below_the_sun(flight_.start + (flight_.end - flight_.start) / 2));
    }
    const Saved saved(context);
    add_rounded_box(context, kMap, design_.map.corner);
    clip(context);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    trace(context, frame, flight_.around);
    stroke(context, design_.map.orbit.with_alpha(0.6), 1.6);
    for (const auto& piece : flight_.track) trace(context, frame, piece);
    stroke(context, design_.map.orbit, 0.8);
    const double share =
        kMap.width * kMap.height / static_cast<double>(std::max<std::size_t>(1, flight_.marks.size()));
    draw_marks(context, frame, flight_.marks, std::clamp(0.16 * std::sqrt(share), 1.0, 4.2));
  }

  static void trace(cairo_t* context, const MapFrame& frame, const std::vector<orbit::Geodetic>& path) {
    for (const auto& piece : frame.pieces(path)) {
      for (const PagePoint& point : piece) {
        if (&point == &piece.front()) cairo_move_to(context, point.x, point.y);
        if (&point != &piece.front()) cairo_line_to(context, point.x, point.y);
      }
    }
  }

  /// All pictures; with their teams below them as long as these can be read.
  void draw_wall(cairo_t* context) const {
    constexpr double kLargest = 150;
    constexpr double kCaption = 22;
    constexpr double kReadable = 78;
    const std::size_t count = flight_.marks.size();
    const Tiles named = tiles_for(kWall, count, kLargest, kCaption);
    const bool readable = named.side >= kReadable;
    {
      const Picture figure(context, list_words({words_.text("lights_caption"), programs()}));
      draw_tiles(context, kWall, readable ? named : tiles_for(kWall, count, kLargest), flight_.marks);
    }
    if (!readable) return;
    for (std::size_t i = 0; i < count; ++i) {
      const Box box = named.box_of(kWall, i, count);
      const SetText team = typesetter_.fit(clean_text(flight_.marks[i].team),
                                           {.face = Face::Sans, .size_pt = 11, .align = Align::Centre},
                                           {.width = named.pitch - 3, .height = 19, .smallest_single = 8});
      team.draw(context, box.middle_x(), box.bottom() + 3, Align::Centre, design_.palette.text);
    }
  }

  std::string days() const {
    const std::string from = words_.date(flight_.start);
    const std::string to = words_.date(flight_.end);
    return from == to ? from : from + " – " + to;
  }
  std::string programs() const { return words_.text("programs") + ": " + count(); }
  std::string count() const { return words_.number(static_cast<double>(flight_.marks.size()), 0); }
  std::string revolutions() const {
    return words_.number(flight_.revolutions, flight_.revolutions < 1 ? 2 : 1);
  }
  std::string length() const {
    const double minutes = std::chrono::duration<double, std::ratio<60>>(flight_.end - flight_.start).count();
    const double days = minutes / 1440;
    return days >= 2 ? words_.measure(days, 1, Words::Unit::Day)
                     : words_.measure(minutes, 0, Words::Unit::Minute);
  }

  void draw_facts(cairo_t* context) const {
    const std::vector<Fact> facts{
        {words_.text("programs"), count(), {}},
        {words_.text("start"), words_.clock(flight_.start) + " UTC", words_.date(flight_.start)},
        {words_.text("duration"), length(),
         words_.text("until", {{"time", words_.clock(flight_.end) + " UTC"}})},
        {words_.text("revolutions"), revolutions(), {}}};
    const double width = kFacts.width / static_cast<double>(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const double x = kFacts.x + width * static_cast<double>(i);
      const Palette& inks = design_.palette;
      line(facts[i].label, {.face = Face::Sans, .size_pt = 13}, width - 20, 18)
          .draw(context, x, kFacts.y, Align::Left, inks.accent);
      line(facts[i].value, {.face = Face::Sans, .size_pt = 27, .weight = Weight::Bold}, width - 20, 38)
          .draw(context, x, kFacts.y + 15, Align::Left, inks.heading);
      line(facts[i].note, {.face = Face::Sans, .size_pt = 12}, width - 20, 18)
          .draw(context, x, kFacts.y + 50, Align::Left, inks.quiet);
    }
    line("Natural Earth · Cupola", {.face = Face::Sans, .size_pt = 8}, 200, 12)
        .draw(context, kSheet.width - kSide, kSheet.height - 34, Align::Right, design_.palette.quiet);
  }

  const Flight& flight_;
  Design design_ = poster_design();
  Words words_;
  Surface patch_;
  Typesetter typesetter_;
  geo::Atlas atlas_ = geo::Atlas::built_in();
};

Box box_of(PosterPaper paper) {
  if (paper == PosterPaper::A1) return {0, 0, 2383.94, 1683.78};
  if (paper == PosterPaper::A3) return {0, 0, 1190.55, 841.89};
  return kSheet;
}

}  // namespace

std::string poster_pdf(const Flight& flight, PosterPaper paper) {
  const PosterSheet sheet(flight);
  const Box page = box_of(paper);
  const auto scale = [&](cairo_t* context) {
    cairo_scale(context, page.width / kSheet.width, page.height / kSheet.height);
  };
  const PdfBase base(page, [&](cairo_t* context) {
    scale(context);
    sheet.draw_base(context);
  });
  SlimFonts machine;
  PdfFonts fonts(machine);
  std::vector<PdfSheet> sheets{{base, TaggedPage(fonts)}};
  draw_sheet(sheets.front(), [&](cairo_t* context) {
    scale(context);
    sheet.draw(context);
  });
  const PdfFacts facts{.title = clean_text(flight.mission_name),
                       .created = moment_words(flight.end),
                       .language = flight.language};
  return write_document(page, facts, sheets, fonts);
}

std::string poster_png(const Flight& flight, int width_px) {
  if (width_px < 640 || width_px > 16'000)
    throw std::invalid_argument(fmt::format("a poster's width must be 640–16000 pixels, got {}", width_px));
  const double scale = width_px / kSheet.width;
  const Surface image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px,
                                                 static_cast<int>(std::lround(kSheet.height * scale))));
  {
    const Context context(cairo_create(image.get()));
    cairo_scale(context.get(), scale, scale);
    const PosterSheet sheet(flight);
    sheet.draw_base(context.get());
    sheet.draw(context.get());
    require_ok(cairo_status(context.get()), "draw the poster");
  }
  return make_png(image.get());
}

}  // namespace cupola::page
