#include "emulator/picture/highlights.hpp"

#include "emulator/picture/led_look.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace cupola::picture {
namespace {

using Pixels = std::array<std::uint16_t, hat::kPixelCount>;

struct Candidate {
  std::size_t index = 0;  ///< where this picture is shown first
  std::uint32_t from_ms = 0;
  std::uint64_t shown_ms = 0;  ///< in all, repeats included
  std::size_t detail = 0;
};

std::size_t detail_of(const Pixels& pixels) {
  std::map<std::uint16_t, std::size_t> counts;
  for (const std::uint16_t pixel : pixels) ++counts[pixel];
  std::size_t most = 0;
  for (const auto& [pixel, count] : counts) most = std::max(most, count);
  return pixels.size() - most;
}

bool lit(const hat::Frame& frame, Look look, const hat::GammaTable& gamma) {
  if (frame == hat::Frame{}) return false;  // a gamma table that lights black makes no picture of it
  const auto colors = led_colors(frame, look, gamma);
  return std::any_of(colors.begin(), colors.end(), [](hat::Color color) { return color != hat::Color{}; });
}

/// The different lit pictures, in the order in which they are shown first.
std::vector<Candidate> different_pictures(const Film& film, Look look) {
  std::vector<Candidate> candidates;
  std::map<Pixels, std::size_t> known;
  for (std::size_t i = 0; i < film.frames.size(); ++i) {
    const FilmFrame& each = film.frames[i];
    if (!lit(each.frame, look, film.gamma)) continue;
    const auto [place, added] = known.try_emplace(each.frame.pixels, candidates.size());
    if (added)
      candidates.push_back({.index = i, .from_ms = each.time_ms, .detail = detail_of(each.frame.pixels)});
    const std::uint32_t until = i + 1 < film.frames.size() ? film.frames[i + 1].time_ms : film.duration_ms;
    if (until > each.time_ms) candidates[place->second].shown_ms += until - each.time_ms;
  }
  return candidates;
}

bool tells_less(const Candidate& a, const Candidate& b) {
  return std::tuple{a.shown_ms, a.detail} < std::tuple{b.shown_ms, b.detail};
}

/// Leaves out what passes too quickly and shows too little to tell anything: the first and last columns of a
/// scrolled message above all. If nothing else was shown, everything stays.
std::vector<Candidate> telling(const std::vector<Candidate>& all) {
  constexpr std::uint64_t long_ms = 300;
  constexpr std::size_t much_detail = 8;
  std::vector<Candidate> chosen;
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
               [](const Candidate& each) { return each.shown_ms >= long_ms || each.detail >= much_detail; });
  return chosen.empty() ? all : chosen;
}

}  // namespace

std::vector<std::size_t> highlights(const Film& film, std::size_t most) {
  std::vector<Candidate> lit = different_pictures(film, Look::AsSeen);
  if (lit.empty()) lit = different_pictures(film, Look::AsCoded);
  const std::vector<Candidate> all = telling(lit);
  if (all.empty() || most == 0) return {};
  if (most == 1) return {std::max_element(all.begin(), all.end(), tells_less)->index};

  std::set<std::size_t> chosen{all.front().index, all.back().index};
  const std::uint64_t first_ms = all.front().from_ms;
  const std::uint64_t span_ms = all.back().from_ms - first_ms;
  auto next = all.begin() + 1;
  const auto last = all.end() - 1;
  for (std::size_t stretch = 1; stretch + 1 < most && next < last; ++stretch) {
    const std::uint64_t end_ms = first_ms + span_ms * stretch / (most - 2);
    const auto end = std::find_if(next, last, [&](const Candidate& each) { return each.from_ms > end_ms; });
    if (next != end) chosen.insert(std::max_element(next, end, tells_less)->index);
    next = std::max(next, end);
  }

  // Stretches in which nothing new was shown leave room for what tells most elsewhere.
  std::vector<Candidate> rest = all;
  std::stable_sort(rest.begin(), rest.end(),
                   [](const Candidate& a, const Candidate& b) { return tells_less(b, a); });
  for (const Candidate& each : rest) {
    if (chosen.size() >= most) break;
    chosen.insert(each.index);
  }
  return {chosen.begin(), chosen.end()};
}

}  // namespace cupola::picture
