#pragma once

#include "hat_driver/board/ring.hpp"

#include <cstddef>
#include <cstdint>

// The bytes of the two pages, as docs/board.md has them. Native byte order: a board never leaves its machine.

namespace cupola::board {

inline constexpr std::uint64_t kWorldMagic = 0x4452574c4f505543;    ///< "CUPOLWRD" in memory
inline constexpr std::uint64_t kProgramMagic = 0x4752504c4f505543;  ///< "CUPOLPRG" in memory
inline constexpr std::uint32_t kVersion = 1;

inline constexpr std::size_t kCellSlots = 4;
inline constexpr std::size_t kStickSlots = 256;
inline constexpr std::size_t kFrameSlots = 4096;
inline constexpr std::size_t kTextSlots = 256;
inline constexpr std::size_t kTextBytes = 1008;  ///< the longest text a slot holds

/// How a page begins. The owner writes it once, before anybody else sees the page.
struct PageHeader {
  std::uint64_t magic;
  std::uint32_t version;
  std::uint32_t size;  ///< of the whole page, bytes
};

using HumidityCell = Ring<3, kCellSlots>;               ///< time, humidity, temperature
using PressureCell = Ring<3, kCellSlots>;               ///< time, pressure, temperature
using MotionCell = Ring<10, kCellSlots>;                ///< time, acceleration, rotation, magnetic field
using LightCell = Ring<5, kCellSlots>;                  ///< time, red, green, blue, clear
using StickRing = Ring<2, kStickSlots>;                 ///< time, direction + 256 · action
using GammaCell = Ring<4, kCellSlots>;                  ///< 32 bytes
using FrameRing = Ring<17, kFrameSlots>;                ///< stamp, 64 × RGB565
using TextRing = Ring<1 + kTextBytes / 8, kTextSlots>;  ///< length in bytes, UTF-8

/// What a virtual clock adds to the machine's clocks; the preloaded library finds it at byte 64 of the world
/// page.
struct ClockBlock {
  std::atomic<std::int64_t> clock_offset_ns;  ///< added to CLOCK_MONOTONIC and CLOCK_REALTIME
  std::atomic<std::int64_t> utc_shift_ns;     ///< added to CLOCK_REALTIME only
};

/// How the owner says that it sleeps until a program changes something (board_watch.hpp).
struct WatchBlock {
  std::atomic<std::uint32_t> ticket;  ///< 0: nobody sleeps; else a number that no sleep before had
};

/// The sensors' side: written by the board's owner, mapped read-only by programs.
struct alignas(4096) WorldPage {
  PageHeader header;
  std::uint32_t profile;             ///< hat::Profile
  std::atomic<std::uint32_t> chips;  ///< bits of Chip that are there
  alignas(64) ClockBlock clock;
  WatchBlock watch;
  HumidityCell humidity;
  PressureCell pressure;
  MotionCell motion;
  LightCell light;
  StickRing stick;
};

/// The LEDs' side: written by the program, and therefore believed in nothing.
struct alignas(4096) ProgramPage {
  PageHeader header;
  alignas(64) std::atomic<std::uint64_t> claims;  ///< bits of hat::Claim
  std::atomic<std::uint32_t> wake;                ///< the last ticket somebody was woken for; a futex
  GammaCell gamma;
  FrameRing frames;
  TextRing texts;
};

static_assert(offsetof(PageHeader, version) == 8 && offsetof(PageHeader, size) == 12 &&
              sizeof(PageHeader) == 16);
static_assert(offsetof(WorldPage, profile) == 16 && offsetof(WorldPage, chips) == 20);
static_assert(offsetof(WorldPage, clock) == 64 && offsetof(ClockBlock, utc_shift_ns) == 8);
static_assert(offsetof(WorldPage, watch) == 80 && sizeof(WatchBlock) == 4);
static_assert(offsetof(WorldPage, humidity) == 128 && offsetof(WorldPage, pressure) == 320);
static_assert(offsetof(WorldPage, motion) == 512 && offsetof(WorldPage, light) == 896);
static_assert(offsetof(WorldPage, stick) == 1152 && sizeof(WorldPage) == 8192);
static_assert(offsetof(ProgramPage, wake) == 72);
static_assert(offsetof(ProgramPage, claims) == 64 && offsetof(ProgramPage, gamma) == 128);
static_assert(offsetof(ProgramPage, frames) == 320 && offsetof(ProgramPage, texts) == 590208);
static_assert(sizeof(ProgramPage) == 856064);
static_assert(offsetof(FrameRing, slots) == 8 && sizeof(Slot<17>) == 144 && sizeof(Slot<127>) == 1024);
static_assert(offsetof(Slot<17>, words) == 8);

}  // namespace cupola::board
