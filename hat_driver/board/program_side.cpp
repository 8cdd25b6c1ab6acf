#include "hat_driver/board/program_side.hpp"

#include "hat_driver/board/stick_cursor.hpp"
#include "hat_driver/board/text.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cupola::board {

ProgramSide ProgramSide::open(int world_fd, int program_fd) {
  return ProgramSide(OpenedPages::open(world_fd, program_fd, base::Access::ReadWrite));
}

hat::Profile ProgramSide::profile() const {
  const std::uint32_t profile = pages_.world().profile;
  for (const auto known : {hat::Profile::RetailV2, hat::Profile::V1}) {
    if (profile == static_cast<std::uint32_t>(known)) return known;
  }
  return hat::Profile::Flight;
}

bool ProgramSide::has(Chip chip) const {
  return board::has(pages_.world().chips.load(std::memory_order_acquire), chip);
}

std::uint64_t ProgramSide::stick_events() const {
  return pages_.world().stick.count.load(std::memory_order_acquire);
}

std::optional<hat::StickEvent> ProgramSide::next_stick_event(std::uint64_t& cursor) const {
  StickCursor reader(pages_.world(), cursor);
  const auto event = reader.next();
  cursor = reader.position();
  return event;
}

hat::Frame ProgramSide::frame() const {
  const auto newest = pages_.program().frames.newest();
  return newest ? frame_from(newest->record) : hat::Frame{};
}

void ProgramSide::set_frame(const hat::Frame& frame, std::int64_t stamp_ns) {
  const FrameRing::Record words = to_words(stamp_ns, frame);
  const std::lock_guard lock(writing_);
  pages_.writable_program().frames.push(words);
}

hat::GammaTable ProgramSide::gamma() const {
  const auto newest = pages_.program().gamma.newest();
  return newest ? gamma_from(newest->record).value_or(hat::kDefaultGamma) : hat::kDefaultGamma;
}

void ProgramSide::set_gamma(const hat::GammaTable& table) {
  const auto worst = *std::max_element(table.begin(), table.end());
  if (worst > 31) throw std::invalid_argument("gamma values must be 0-31, got " + std::to_string(worst));
  const std::lock_guard lock(writing_);
  pages_.writable_program().gamma.push(to_words(table));
}

void ProgramSide::claim(hat::Claim claim) {
  pages_.writable_program().claims.fetch_or(static_cast<std::uint64_t>(claim), std::memory_order_relaxed);
}

void ProgramSide::note_text(std::string_view text) {
  const TextRing::Record words = text_to_words(text);
  const std::lock_guard lock(writing_);
  pages_.writable_program().texts.push(words);
}

}  // namespace cupola::board
