#include "emulator/ui/model/studio_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cupola::ui {
namespace {

using hat::kPixelCount;
using hat::kSide;
using picture::kMostPictures;

std::uint32_t in_limits(double duration_ms) {
  return static_cast<std::uint32_t>(std::lround(std::clamp(
      duration_ms, static_cast<double>(kShortestPicture_ms), static_cast<double>(kLongestPicture_ms))));
}

}  // namespace

void StudioModel::begin() { ++gestures_; }

void StudioModel::end() {
  if (gestures_ > 0 && --gestures_ == 0) history_.note(document_);
}

void StudioModel::changed() {
  ++revision_;
  if (gestures_ == 0) history_.note(document_);
}

void StudioModel::put(std::size_t led, hat::Color color, Mirror mirror) {
  const std::size_t x = led % kSide;
  const std::size_t y = led / kSide;
  const std::size_t other_x = mirror.across ? kSide - 1 - x : x;
  const std::size_t other_y = mirror.down ? kSide - 1 - y : y;
  auto& colors = edited().colors;
  for (const std::size_t row : {y, other_y})
    for (const std::size_t column : {x, other_x}) colors.at(row * kSide + column) = color;
}

void StudioModel::paint(std::size_t led, hat::Color color, Mirror mirror) {
  put(led, color, mirror);
  changed();
}

void StudioModel::paint_line(std::size_t from, std::size_t to, hat::Color color, Mirror mirror) {
  const auto column = [](std::size_t led) { return static_cast<int>(led % kSide); };
  const auto row = [](std::size_t led) { return static_cast<int>(led / kSide); };
  const int across = column(to) - column(from);
  const int down = row(to) - row(from);
  const int steps = std::max({std::abs(across), std::abs(down), 1});
  for (int step = 0; step <= steps; ++step) {
    const auto along = [&](int start, int way) {
      return static_cast<std::size_t>(std::lround(start + static_cast<double>(way) * step / steps));
    };
    put(along(row(from), down) * kSide + along(column(from), across), color, mirror);
  }
  changed();
}

void StudioModel::fill(std::size_t led, hat::Color color, Mirror mirror) {
  const hat::Color old = at(led);
  if (old == color) return;
  std::vector<std::size_t> open_ends{led};
  std::vector<std::size_t> area;
  std::array<bool, kPixelCount> seen{};
  while (!open_ends.empty()) {
    const std::size_t here = open_ends.back();
    open_ends.pop_back();
    if (seen.at(here) || at(here) != old) continue;
    seen.at(here) = true;
    area.push_back(here);
    if (here % kSide > 0) open_ends.push_back(here - 1);
    if (here % kSide < kSide - 1) open_ends.push_back(here + 1);
    if (here >= kSide) open_ends.push_back(here - kSide);
    if (here + kSide < kPixelCount) open_ends.push_back(here + kSide);
  }
  for (const std::size_t each : area) put(each, color, mirror);
  changed();
}

void StudioModel::clear() {
  edited().colors.fill({});
  changed();
}

void StudioModel::shift(int right, int down) {
  constexpr int kLeds = static_cast<int>(kSide);
  const auto before = picture().colors;
  const auto wrapped = [](int place) { return static_cast<std::size_t>((place % kLeds + kLeds) % kLeds); };
  for (int y = 0; y < kLeds; ++y)
    for (int x = 0; x < kLeds; ++x)
      edited().colors.at(wrapped(y + down) * kSide + wrapped(x + right)) =
          before.at(wrapped(y) * kSide + wrapped(x));
  changed();
}

void StudioModel::select(std::size_t index) { document_.open = std::min(index, pictures().size() - 1); }

bool StudioModel::insert(const picture::TimedPicture& picture) {
  if (pictures().size() >= kMostPictures) return false;
  auto& all = document_.animation.pictures;
  all.insert(all.begin() + static_cast<std::ptrdiff_t>(document_.open) + 1, picture);
  ++document_.open;
  changed();
  return true;
}

bool StudioModel::add() { return insert({.colors = {}, .duration_ms = picture().duration_ms}); }

bool StudioModel::duplicate() {
  const picture::TimedPicture same = picture();
  return insert(same);
}

bool StudioModel::paste(const picture::TimedPicture& picture) { return insert(picture); }

void StudioModel::remove() {
  if (pictures().size() == 1) return clear();
  auto& all = document_.animation.pictures;
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(document_.open));
  select(document_.open);
  changed();
}

void StudioModel::move_to(std::size_t index) {
  const std::size_t to = std::min(index, pictures().size() - 1);
  const auto begin = document_.animation.pictures.begin();
  const auto place = [&](std::size_t at) { return begin + static_cast<std::ptrdiff_t>(at); };
  if (to > document_.open) std::rotate(place(document_.open), place(document_.open + 1), place(to + 1));
  if (to < document_.open) std::rotate(place(to), place(document_.open), place(document_.open + 1));
  document_.open = to;
  changed();
}

void StudioModel::set_duration(std::uint32_t duration_ms) {
  edited().duration_ms = in_limits(duration_ms);
  changed();
}

void StudioModel::same_duration() {
  const std::uint32_t duration_ms = picture().duration_ms;
  for (auto& each : document_.animation.pictures) each.duration_ms = duration_ms;
  changed();
}

void StudioModel::scale_durations(double factor) {
  for (auto& each : document_.animation.pictures) each.duration_ms = in_limits(each.duration_ms * factor);
  changed();
}

void StudioModel::set_repeats(std::uint32_t repeats) {
  document_.animation.repeats = repeats;
  changed();
}

void StudioModel::replace(picture::Animation animation) {
  if (animation.pictures.empty()) animation.pictures.emplace_back();
  if (animation.pictures.size() > kMostPictures) animation.pictures.resize(kMostPictures);
  for (auto& each : animation.pictures) each.duration_ms = in_limits(each.duration_ms);
  document_ = {.animation = std::move(animation), .open = 0};
  changed();
}

bool StudioModel::undo() {
  const auto before = history_.undo();
  if (before) document_ = *before;
  ++revision_;
  return before.has_value();
}

bool StudioModel::redo() {
  const auto after = history_.redo();
  if (after) document_ = *after;
  ++revision_;
  return after.has_value();
}

PlayPlace play_place(const picture::Animation& animation, std::uint64_t elapsed_ms) {
  std::uint64_t once_ms = 0;
  for (const auto& each : animation.pictures) once_ms += each.duration_ms;
  const std::size_t last = animation.pictures.empty() ? 0 : animation.pictures.size() - 1;
  if (once_ms == 0) return {.index = last, .next_ms = elapsed_ms, .over = true};
  if (animation.repeats > 0 && elapsed_ms >= once_ms * animation.repeats)
    return {.index = last, .next_ms = elapsed_ms, .over = true};
  std::uint64_t end_ms = elapsed_ms - elapsed_ms % once_ms;
  for (std::size_t i = 0; i < animation.pictures.size(); ++i) {
    end_ms += animation.pictures[i].duration_ms;
    if (elapsed_ms < end_ms) return {.index = i, .next_ms = end_ms, .over = false};
  }
  return {.index = last, .next_ms = end_ms, .over = false};
}

picture::Film film_of(const picture::Animation& animation) {
  picture::Film film;
  for (const auto& each : animation.pictures) {
    film.frames.push_back({film.duration_ms, frame_of(each)});
    film.duration_ms += each.duration_ms;
  }
  film.total_updates = film.frames.size();
  return film;
}

hat::Frame frame_of(const picture::TimedPicture& picture) {
  hat::Frame frame;
  std::transform(picture.colors.begin(), picture.colors.end(), frame.pixels.begin(), hat::to_rgb565);
  return frame;
}

bool stays_dark(hat::Color color) {
  constexpr std::uint8_t kFirstLit = 48;
  return color != hat::Color{} && std::max({color.red, color.green, color.blue}) < kFirstLit;
}

}  // namespace cupola::ui
