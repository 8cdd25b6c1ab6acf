#include "hat_driver/board/program_side.hpp"

#include "hat_driver/base/futex.hpp"
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
  wake_owner();
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
  wake_owner();
}

void ProgramSide::claim(hat::Claim claim) {
  // Every reading claims; only the first of a kind is a change.
  const auto bit = static_cast<std::uint64_t>(claim);
  std::atomic<std::uint64_t>& claims = pages_.writable_program().claims;
  if ((claims.load(std::memory_order_relaxed) & bit) != 0) return;
  claims.fetch_or(bit, std::memory_order_seq_cst);
  wake_owner();
}

void ProgramSide::note_text(std::string_view text) {
  const TextRing::Record words = text_to_words(text);
  const std::lock_guard lock(writing_);
  pages_.writable_program().texts.push(words);
  wake_owner();
}

void ProgramSide::wake_owner() {
  const std::uint32_t ticket = pages_.world().watch.ticket.load(std::memory_order_seq_cst);
  if (ticket == 0) return;
  std::atomic<std::uint32_t>& wake = pages_.writable_program().wake;
  if (wake.load(std::memory_order_relaxed) == ticket || wake.exchange(ticket) == ticket) return;
  base::futex_wake_all(wake);
}

}  // namespace cupola::board
