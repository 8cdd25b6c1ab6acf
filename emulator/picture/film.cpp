#include "emulator/picture/film.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace cupola::picture {
namespace {

// The LED driver chip shows no more than 57 pictures a second, whatever a program pushes.
constexpr std::uint64_t kSlotNs = 1'000'000'000 / 57;
constexpr std::uint64_t kNsPerMs = 1'000'000;

std::uint32_t to_ms(std::uint64_t time_ns) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(time_ns / kNsPerMs, most));
}

// Stamps come from the program's own page, so they may lie past the end that the kernel reported.
void move_late_pictures(Film& film) {
  const auto late = std::find_if(film.frames.begin(), film.frames.end(),
                                 [&](const FilmFrame& each) { return each.time_ms > film.duration_ms; });
  if (late == film.frames.end()) return;
  const FilmFrame last{film.duration_ms, film.frames.back().frame};
  film.frames.erase(late, film.frames.end());
  if (film.frames.empty() || film.frames.back().frame != last.frame) film.frames.push_back(last);
}

}  // namespace

void FilmRecorder::add(std::uint64_t time_ns, const hat::Frame& frame) {
  latest_ns_ = std::max(latest_ns_, time_ns);
  if (slot_ && latest_ns_ - slot_start_ns_ >= kSlotNs) close_slot();
  if (slot_) {
    slot_ = frame;
    return;
  }
  if (!frames_.empty() && frames_.back().frame == frame) return;
  slot_ = frame;
  slot_start_ns_ = latest_ns_;
}

void FilmRecorder::close_slot() {
  const hat::Frame frame = *std::exchange(slot_, std::nullopt);
  if (!frames_.empty() && frames_.back().frame == frame) return;
  if (frames_.size() == kMostFilmFrames) frames_.pop_back();
  frames_.push_back({to_ms(slot_start_ns_), frame});
}

Film FilmRecorder::finish(std::uint64_t duration_ns, std::uint64_t total_updates,
                          const hat::GammaTable& gamma) {
  if (slot_) close_slot();
  Film film;
  film.duration_ms = to_ms(duration_ns);
  film.total_updates = total_updates;
  std::transform(gamma.begin(), gamma.end(), film.gamma.begin(),
                 [](std::uint8_t level) { return std::min<std::uint8_t>(level, 31); });
  film.frames = std::move(frames_);
  *this = FilmRecorder{};

  move_late_pictures(film);
  return film;
}

}  // namespace cupola::picture
