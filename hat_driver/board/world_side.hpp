#pragma once

#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/samples.hpp"

#include <cupola/hat/readings.hpp>

#include <chrono>
#include <cstdint>

namespace cupola::board {

/// What moves a board uses this: samples, joystick, clock. Borrows the pages of the board's owner, which must
/// outlive it. One thread; there is one world to a board.
class WorldSide {
 public:
  explicit WorldSide(BoardPages& pages) : page_(pages.world()) {}

  void publish(const hat::HumiditySample& sample) { page_.humidity.push(to_words(sample)); }
  void publish(const hat::PressureSample& sample) { page_.pressure.push(to_words(sample)); }
  void publish(const hat::MotionSample& sample) { page_.motion.push(to_words(sample)); }
  void publish(const hat::LightSample& sample) { page_.light.push(to_words(sample)); }
  void push(const hat::StickEvent& event) { page_.stick.push(to_words(event)); }

  /// Bits of Chip; a chip that is not there makes the program's reading fail, as a broken one would.
  void set_chips(std::uint32_t chips) { page_.chips.store(chips, std::memory_order_release); }

  /// What virtual time has gained on the machine's clocks; CLOCK_MONOTONIC and CLOCK_REALTIME both show it.
  void set_clock_offset(std::chrono::nanoseconds offset) {
    page_.clock.clock_offset_ns.store(offset.count(), std::memory_order_release);
  }
  std::chrono::nanoseconds clock_offset() const {
    return std::chrono::nanoseconds(page_.clock.clock_offset_ns.load(std::memory_order_acquire));
  }
  /// Moves the date a program sees (a simulated flight in 2018); CLOCK_REALTIME alone shows it.
  void set_utc_shift(std::chrono::nanoseconds shift) {
    page_.clock.utc_shift_ns.store(shift.count(), std::memory_order_release);
  }
  std::chrono::nanoseconds utc_shift() const {
    return std::chrono::nanoseconds(page_.clock.utc_shift_ns.load(std::memory_order_acquire));
  }

 private:
  WorldPage& page_;
};

}  // namespace cupola::board
