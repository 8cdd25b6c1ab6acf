#include "certificates/passes/chart_track.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

namespace cupola::passes {
namespace {

using namespace std::chrono_literals;

constexpr double kTrackWidth = 3.2;

class Way {
 public:
  explicit Way(const ChartRequest& request) : request_{request} {}

  std::optional<Spot> at(orbit::Time time) const {
    const orbit::Observer observer{request_.place};
    const auto look = orbit::look_at(request_.orbit, observer, time, request_.earth);
    if (!look) return std::nullopt;
    return on_disc({look->azimuth_deg, look->elevation_deg});
  }

  std::vector<Spot> between(orbit::Time from, orbit::Time to) const {
    std::vector<Spot> spots;
    constexpr int kPieces = 90;
    for (int i = 0; i <= kPieces; ++i) {
      if (const auto spot = at(from + (to - from) * i / kPieces)) spots.push_back(*spot);
    }
    return spots;
  }

  /// Unit vector along the way on the page.
  Spot heading(orbit::Time time) const {
    const auto before = at(time - 2s), after = at(time + 2s);
    if (!before || !after) return {1, 0};
    const double dx = after->x - before->x, dy = after->y - before->y, span = std::hypot(dx, dy);
    return span > 0 ? Spot{dx / span, dy / span} : Spot{1, 0};
  }

 private:
  const ChartRequest& request_;
};

void add_line(cairo_t* context, const std::vector<Spot>& spots) {
  cairo_new_path(context);  // text leaves a current point behind
  for (const Spot& spot : spots) cairo_line_to(context, spot.x, spot.y);
}

void draw_dashed(const ChartPen& pen, const std::vector<Spot>& spots) {
  if (spots.size() < 2) return;
  const page::Saved saved{pen.context};
  static constexpr std::array<double, 2> kDashes{5, 4};
  cairo_set_dash(pen.context, kDashes.data(), 2, 0);
  cairo_set_line_cap(pen.context, CAIRO_LINE_CAP_BUTT);
  add_line(pen.context, spots);
  page::stroke(pen.context, pen.style.unseen, 2);
}

void draw_bold(const ChartPen& pen, const std::vector<Spot>& spots) {
  if (spots.size() < 2) return;
  const page::Saved saved{pen.context};
  cairo_set_line_cap(pen.context, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(pen.context, CAIRO_LINE_JOIN_ROUND);
  add_line(pen.context, spots);
  if (pen.style.tinted) page::stroke_keep(pen.context, pen.style.track.with_alpha(0.25), 3.2 * kTrackWidth);
  page::stroke(pen.context, pen.style.track, kTrackWidth);
}

void draw_arrow(const ChartPen& pen, const Spot& tip, const Spot& heading) {
  constexpr double kLength = 15, kHalf = 7;
  const Spot foot{tip.x - heading.x * kLength, tip.y - heading.y * kLength};
  cairo_move_to(pen.context, tip.x + heading.x * 3, tip.y + heading.y * 3);
  cairo_line_to(pen.context, foot.x - heading.y * kHalf, foot.y + heading.x * kHalf);
  cairo_line_to(pen.context, foot.x + heading.x * 4, foot.y + heading.y * 4);
  cairo_line_to(pen.context, foot.x + heading.y * kHalf, foot.y - heading.x * kHalf);
  cairo_close_path(pen.context);
  page::fill(pen.context, pen.style.track);
}

/// The words of a mark stand across the way, on the side that is free.
void label_mark(const ChartPen& pen, const Spot& spot, const Spot& heading, const std::string& words,
                page::Weight weight) {
  const auto set = pen.typesetter.set(words, {.face = page::Face::Sans, .size_pt = 9.5, .weight = weight});
  const double w = set.width(), h = set.height() * 0.8;
  for (const double gap : {9.0, 14.0, 22.0}) {
    for (const double side : {1.0, -1.0}) {
      const double nx = -heading.y * side, ny = heading.x * side;
      const double x = spot.x + nx * gap + (nx - 1) * w / 2, y = spot.y + ny * gap + (ny - 1) * h / 2;
      const page::Box box{x, y, w, h};
      if (!pen.labels.claim(box)) continue;
      page::add_rounded_box(pen.context, {x - 2, y - 1, w + 4, h + 2}, 3);
      page::fill(pen.context, pen.style.label_halo);
      set.draw(pen.context, x, y - set.height() * 0.1, page::Align::Left, pen.style.label);
      return;
    }
  }
}

/// Small boxes along the line, so that no word stands on it.
void keep_free(const ChartPen& pen, const std::vector<Spot>& spots) {
  for (const Spot& spot : spots) pen.labels.take({spot.x - 2.5, spot.y - 2.5, 5, 5});
}

void draw_minutes(const ChartPen& pen, const ChartRequest& request, const Way& way, orbit::Time from,
                  orbit::Time to) {
  const auto first = std::chrono::ceil<std::chrono::minutes>(from);
  for (orbit::Time time = first; time <= to; time += 1min) {
    const auto spot = way.at(time);
    if (!spot) continue;
    page::add_circle(pen.context, spot->x, spot->y, 3.4);
    page::fill_keep(pen.context, pen.style.sky_zenith);
    page::stroke(pen.context, pen.style.track, 1.6);
    label_mark(pen, *spot, way.heading(time), request.clock(time).substr(0, 5), page::Weight::Bold);
  }
}

/// One line of the column: what happens, when, and where.
struct Event {
  std::string what;
  orbit::Sighting seen;
};

std::vector<Event> events(const orbit::Pass& pass) {
  if (!pass.visible) return {{"Rises", pass.rise}, {"Highest", pass.culmination}, {"Sets", pass.set}};
  const orbit::Visibility& seen = *pass.visible;
  const bool from_shadow = seen.from.time - pass.rise.time > 1s,
             into_shadow = pass.set.time - seen.to.time > 1s;
  std::vector<Event> list{{from_shadow ? "Comes out of the shadow" : "Rises", seen.from}};
  if (seen.highest.time - seen.from.time > 1s && seen.to.time - seen.highest.time > 1s)
    list.push_back({"Highest", seen.highest});
  list.push_back({into_shadow ? "Vanishes in the shadow" : "Sets", seen.to});
  return list;
}

const char* brightness_words(double magnitude) {
  if (magnitude < -3.5) return "as bright as Venus, brighter than every star";
  if (magnitude < -1.5) return "brighter than every star";
  if (magnitude < 0.5) return "as bright as the brightest stars";
  if (magnitude < 2.2) return "as bright as the stars of the Plough";
  return "faint: find a dark place";
}

class Column {
 public:
  explicit Column(const ChartPen& pen) : pen_{pen} {}

  void add(std::string_view text, const page::Type& type, page::Ink ink, double after,
           double most_height = 120) {
    const auto set = pen_.typesetter.fit(
        text, type,
        {.width = kColumnRight - kColumnX, .height = most_height, .smallest_single = type.size_pt});
    set.draw(pen_.context, kColumnX, y_, page::Align::Left, ink);
    y_ += set.height() + after;
  }
  void rule() {
    cairo_move_to(pen_.context, kColumnX, y_);
    cairo_line_to(pen_.context, kColumnRight, y_);
    page::stroke(pen_.context, pen_.style.faint.with_alpha(0.4), 0.7);
    y_ += 14;
  }
  double y() const { return y_; }
  void move_to(double y) { y_ = y; }

 private:
  const ChartPen& pen_;
  double y_ = 44;
};

std::string where_words(const orbit::Look& look) {
  constexpr double kOverheadDeg = 80;
  if (look.elevation_deg >= kOverheadDeg) return "almost overhead";
  return std::string{"in the "} + orbit::direction_name(look.azimuth_deg) + ", " +
         std::to_string(std::lround(look.elevation_deg)) + "° high";
}

void add_event(const ChartPen& pen, Column& column, const ChartRequest& request, const Event& event) {
  using page::Face;
  const double top = column.y();
  const auto time = pen.typesetter.set(request.clock(event.seen.time),
                                       {.face = Face::Sans, .size_pt = 16, .weight = page::Weight::Bold});
  time.draw(pen.context, kColumnRight, top - 3, page::Align::Right, pen.style.title);
  column.add(event.what, {.face = Face::Sans, .size_pt = 11, .weight = page::Weight::Bold}, pen.style.label,
             1);
  column.add(where_words(event.seen.look), {.face = Face::Sans, .size_pt = 11}, pen.style.text, 13);
}

}  // namespace

void draw_track(const ChartPen& pen, const ChartRequest& request) {
  const Way way{request};
  const orbit::Pass& pass = request.pass;
  const orbit::Time from = pass.visible ? pass.visible->from.time : pass.rise.time;
  const orbit::Time to = pass.visible ? pass.visible->to.time : pass.set.time;
  const auto seen = way.between(from, to);
  if (seen.empty()) return;
  for (const auto& unseen : {way.between(pass.rise.time, from), way.between(to, pass.set.time)}) {
    draw_dashed(pen, unseen);
    keep_free(pen, unseen);
  }
  draw_bold(pen, seen);
  keep_free(pen, seen);
  draw_arrow(pen, seen.back(), way.heading(to));
  draw_minutes(pen, request, way, from, to - 12s);
}

void draw_column(const ChartPen& pen, const ChartRequest& request) {
  using page::Face;
  using page::Weight;
  Column column{pen};
  column.add(request.headline,
             {.face = Face::Display, .size_pt = 27, .weight = Weight::Bold, .line_spacing = 0.95},
             pen.style.title, 8);
  column.add(request.date, {.face = Face::Sans, .size_pt = 12, .weight = Weight::Bold}, pen.style.text, 1);
  column.add("over " + request.place_name + ", times in " + request.zone, {.face = Face::Sans, .size_pt = 10},
             pen.style.faint, 16);
  column.rule();
  for (const Event& event : events(request.pass)) add_event(pen, column, request, event);
  column.rule();
  if (request.pass.visible) {
    const long tenths = std::lround(request.pass.visible->magnitude * 10);
    const std::string number = (tenths < 0 ? "−" : "") + std::to_string(std::abs(tenths) / 10) + "." +
                               std::to_string(std::abs(tenths) % 10);
    column.add("Magnitude " + number, {.face = Face::Sans, .size_pt = 13, .weight = Weight::Bold},
               pen.style.title, 2);
    column.add(brightness_words(request.pass.visible->magnitude), {.face = Face::Sans, .size_pt = 11},
               pen.style.text, 18);
  } else {
    column.add("It cannot be seen this time: the sky is too bright, or it is in the Earth's shadow.",
               {.face = Face::Sans, .size_pt = 11}, pen.style.text, 18);
  }
  column.move_to(std::max(column.y(), 428.0));
  column.add("How to read it", {.face = Face::Sans, .size_pt = 11, .weight = Weight::Bold}, pen.style.label,
             3);
  column.add(
      "Face south and hold the page above your head, N behind you. The rim is the horizon, the middle is "
      "straight "
      "above you. East is on the left because you look up. A steady bright light that moves and does not "
      "blink: "
      "that is " +
          request.satellite + ".",
      {.face = Face::Sans, .size_pt = 10}, pen.style.text, 10);
  column.move_to(std::max(column.y(), 548.0));
  column.add(request.source, {.face = Face::Sans, .size_pt = 7.5}, pen.style.faint, 0);
}

}  // namespace cupola::passes
