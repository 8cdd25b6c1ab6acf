#include "emulator/ui/model/class_wall.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <numeric>
#include <utility>

namespace cupola::ui {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

struct Words {
  std::string_view verdict;
  ClassMark mark;
  const char* text;
};

/// Ends that need no more than one sentence; "finished" and "error" have more to say.
constexpr std::array<Words, 8> kEnds{{
    {"cut-at-limit", ClassMark::Clock, "Stopped after {0} s"},
    {"cpu-limit", ClassMark::Clock, "Stopped: it never rests"},
    {"memory-limit", ClassMark::Cross, "Needs too much memory"},
    {"output-limit", ClassMark::Cross, "Prints without end"},
    {"signal", ClassMark::Cross, "Crashed"},
    {"refused", ClassMark::Cross, "Not allowed to run"},
    {"interrupted", ClassMark::Clock, "Interrupted"},
    {"internal", ClassMark::Cross, "Could not be run"},
}};

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 10 ? "%.1f" : "%.0f", value);
  return text;
}

Phrase error_phrase(int line, std::string error) {
  if (line <= 0) return {"{0}", {std::move(error)}};
  return {"Line {0}: {1}", {std::to_string(line), std::move(error)}};
}

ClassBadge error_badge(const ClassEntry& entry) {
  const std::string error = one_line(entry.error);
  return {.mark = ClassMark::Cross,
          .brief = error_phrase(entry.line, error.substr(0, error.find(": "))),
          .whole = error_phrase(entry.line, error)};
}

ClassBadge plain_badge(ClassMark mark, const Phrase& phrase) {
  return {.mark = mark, .brief = phrase, .whole = phrase};
}

ClassBadge end_badge(const ClassEntry& entry) {
  if (entry.verdict == "finished") {
    const Phrase phrase = entry.best ? Phrase{"{0} s", {seconds(entry.wall_s)}} : Phrase{"No light was lit"};
    return {.mark = ClassMark::Tick,
            .brief = phrase,
            .whole = entry.best ? Phrase{"Finished after {0} s", {seconds(entry.wall_s)}}
                                : Phrase{"Finished, but no light was lit"}};
  }
  for (const Words& end : kEnds) {
    if (end.verdict != entry.verdict) continue;
    ClassBadge badge = plain_badge(end.mark, {end.text, {seconds(entry.wall_s)}});
    if (entry.verdict == "internal" && !entry.error.empty()) badge.whole = {"{0}", {one_line(entry.error)}};
    return badge;
  }
  return error_badge(entry);
}

int urgency(const ClassEntry& entry) {
  switch (entry.phase) {
    case ClassPhase::Failed:
      return badge_of(entry).mark == ClassMark::Cross ? 0 : 1;
    case ClassPhase::Done:
      return entry.best ? 3 : 2;
    case ClassPhase::Running:
      return 4;
    case ClassPhase::Waiting:
      return 5;
    case ClassPhase::NotRun:
      break;
  }
  return 6;
}

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }
char small(char sign) { return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign; }

/// The digits at the beginning without leading zeros; `text` goes on behind them.
std::string_view take_number(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

/// How a film goes round, ms.
std::int64_t period_ms(const picture::Film& film) {
  const std::int64_t length = std::int64_t{film.duration_ms} - film.frames.front().time_ms;
  return std::max<std::int64_t>(length, 0) + static_cast<std::int64_t>(kWallPause_s * 1000);
}

std::int64_t step_of(double elapsed_s) {
  // The part of a step makes good what a sum of steps loses.
  return static_cast<std::int64_t>(std::floor(std::max(elapsed_s, 0.0) / kWallStep_s + 1e-6));
}

constexpr std::int64_t kStep_ms = 50;
static_assert(static_cast<double>(kStep_ms) == kWallStep_s * 1000);

std::size_t picture_at_ms(const picture::Film& film, std::int64_t elapsed_ms) {
  const std::int64_t film_ms = film.frames.front().time_ms + elapsed_ms % period_ms(film);
  const auto after =
      std::upper_bound(film.frames.begin(), film.frames.end(), film_ms,
                       [](std::int64_t time_ms, const auto& frame) { return time_ms < frame.time_ms; });
  return static_cast<std::size_t>(after - film.frames.begin()) - 1;
}

/// Below the LEDs: how high the text is, and how wide it has to be to be worth it; em.
struct CaptionSize {
  float height;
  float width;
  float roomy;   ///< the width in which hardly any text is cut
  float around;  ///< gap between tiles and padding inside
};
constexpr CaptionSize kCaptionSizes[] = {{1.4F, 0, 6, 0.35F}, {2.8F, 5.5F, 11, 0.5F}, {3.9F, 16, 20, 0.6F}};

WallLayout layout_in(std::size_t count, std::size_t columns, WallCaption caption,
                     const WallMeasures& measures) {
  const CaptionSize& size = kCaptionSizes[static_cast<std::size_t>(caption)];
  const float around = std::floor(size.around * measures.em);
  WallLayout layout{.caption = caption,
                    .columns = columns,
                    .rows = (count + columns - 1) / columns,
                    .gap = around,
                    .padding = around,
                    .caption_height = std::ceil(size.height * measures.em)};
  const auto share = [&](float room, std::size_t parts) {
    return std::floor((room + around) / static_cast<float>(parts)) - around;
  };
  layout.tile_width = share(measures.width, columns);
  layout.tile_height = share(measures.height, layout.rows);
  layout.side = std::min(layout.tile_width, layout.tile_height - layout.caption_height) - 2 * layout.padding;
  return layout;
}

/// Large lights first, but not at the price of texts that are cut.
float worth_of(const WallLayout& layout, float em) {
  const float words = layout.tile_width - 2 * layout.padding;
  const float roomy = kCaptionSizes[static_cast<std::size_t>(layout.caption)].roomy * em;
  return layout.side * (0.7F + 0.3F * std::min(1.0F, words / roomy));
}

/// The columns that are worth most.
WallLayout best_layout(std::size_t count, WallCaption caption, const WallMeasures& measures) {
  WallLayout best = layout_in(count, 1, caption, measures);
  for (std::size_t columns = 2; columns <= count; ++columns) {
    const WallLayout layout = layout_in(count, columns, caption, measures);
    if (worth_of(layout, measures.em) > worth_of(best, measures.em)) best = layout;
  }
  return best;
}

WallLayout scrolling_layout(std::size_t count, WallMeasures measures) {
  measures.width -= measures.scroll_bar;
  const float around = std::floor(kCaptionSizes[0].around * measures.em);
  const float tile = measures.smallest + 3 * around;
  const float fitting = std::max(1.0F, std::floor((measures.width + around) / tile));
  WallLayout layout =
      layout_in(count, std::min(static_cast<std::size_t>(fitting), count), WallCaption::Line, measures);
  layout.side = measures.smallest;
  layout.tile_height = layout.side + layout.caption_height + 2 * layout.padding;
  return layout;
}

}  // namespace

ClassBadge badge_of(const ClassEntry& entry) {
  switch (entry.phase) {
    case ClassPhase::NotRun:
      return plain_badge(ClassMark::None, {"Not run yet"});
    case ClassPhase::Waiting:
      return plain_badge(ClassMark::Dots, {"Waiting"});
    case ClassPhase::Running:
      return plain_badge(ClassMark::Arrow, {"Running"});
    case ClassPhase::Done:
    case ClassPhase::Failed:
      break;
  }
  if (entry.stale) return plain_badge(ClassMark::Again, {"Changed since"});
  return end_badge(entry);
}

const ClassEntry* entry_called(std::span<const ClassEntry> entries, std::string_view name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ClassEntry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

ClassCount count_of(std::span<const ClassEntry> entries) {
  ClassCount count;
  for (const ClassEntry& entry : entries) {
    count.open += entry.phase == ClassPhase::Waiting || entry.phase == ClassPhase::Running ? 1 : 0;
    count.done += entry.phase == ClassPhase::Done ? 1 : 0;
    count.failed += entry.phase == ClassPhase::Failed ? 1 : 0;
    count.stale += entry.stale ? 1 : 0;
  }
  return count;
}

bool natural_less(std::string_view left, std::string_view right) {
  const std::pair whole{left, right};
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const std::string_view a = take_number(left);
      const std::string_view b = take_number(right);
      if (a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
      continue;
    }
    const auto a = static_cast<unsigned char>(small(left.front()));
    const auto b = static_cast<unsigned char>(small(right.front()));
    if (a != b) return a < b;
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  // Equal but for capitals and zeros: any fixed order will do.
  return left.empty() == right.empty() ? whole.first < whole.second : left.empty();
}

std::vector<std::size_t> sorted(std::span<const ClassEntry> entries, ClassOrder order) {
  std::vector<std::size_t> result(entries.size());
  std::iota(result.begin(), result.end(), std::size_t{0});
  std::sort(result.begin(), result.end(), [&](std::size_t left, std::size_t right) {
    const ClassEntry& a = entries[left];
    const ClassEntry& b = entries[right];
    if (order == ClassOrder::ByResult && urgency(a) != urgency(b)) return urgency(a) < urgency(b);
    return natural_less(a.name, b.name);
  });
  return result;
}

std::string one_line(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(),
      [](char sign) { return (static_cast<unsigned char>(sign) < 0x20) || sign == 0x7f; }, ' ');
  return result;
}

std::optional<std::size_t> picture_at(const picture::Film& film, double elapsed_s) {
  if (film.frames.empty()) return std::nullopt;
  return picture_at_ms(film, step_of(elapsed_s) * kStep_ms);
}

double next_change_s(const picture::Film& film, double elapsed_s) {
  if (film.frames.size() < 2) return kInfinite;
  const std::int64_t step = step_of(elapsed_s);
  const std::int64_t now_ms = step * kStep_ms;
  const std::int64_t period = period_ms(film);
  const std::size_t shown = picture_at_ms(film, now_ms);
  const std::int64_t within = now_ms % period;
  const std::int64_t next = shown + 1 < film.frames.size() ? std::int64_t{film.frames[shown + 1].time_ms} -
                                                                 std::int64_t{film.frames.front().time_ms}
                                                           : period;
  const std::int64_t steps = (now_ms - within + next + kStep_ms - 1) / kStep_ms;
  return static_cast<double>(std::max(steps, step + 1)) * kWallStep_s;
}

WallLayout wall_layout(std::size_t count, const WallMeasures& measures) {
  if (count == 0) return {};
  const WallLayout tight = best_layout(count, WallCaption::Line, measures);
  if (tight.side < measures.smallest) return scrolling_layout(count, measures);
  // Words may cost the LEDs a little.
  constexpr float kLeast = 0.75F;
  for (const WallCaption caption : {WallCaption::Large, WallCaption::Two}) {
    const WallLayout layout = best_layout(count, caption, measures);
    const float words = kCaptionSizes[static_cast<std::size_t>(caption)].width * measures.em;
    if (layout.side >= kLeast * tight.side && layout.tile_width - 2 * layout.padding >= words) return layout;
  }
  return tight;
}

}  // namespace cupola::ui
