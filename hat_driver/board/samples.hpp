#pragma once

#include "hat_driver/board/layout.hpp"

#include <cupola/hat/frame.hpp>
#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <optional>

// Between the plain values of the public API and the words of the pages. What comes out of a page is checked
// where a value could be impossible; impossible is "nothing", never a made-up value.

namespace cupola::board {

/// The parts of a HAT that can be missing: bits of WorldPage::chips.
enum class Chip : std::uint32_t { Hts221 = 1u << 0, Lps25h = 1u << 1, Lsm9ds1 = 1u << 2, Colour = 1u << 3 };

/// The chips a HAT of this kind carries when none is broken.
std::uint32_t chips_of(hat::Profile profile);
constexpr bool has(std::uint32_t chips, Chip chip) { return (chips & static_cast<std::uint32_t>(chip)) != 0; }

HumidityCell::Record to_words(const hat::HumiditySample& sample);
PressureCell::Record to_words(const hat::PressureSample& sample);
MotionCell::Record to_words(const hat::MotionSample& sample);
LightCell::Record to_words(const hat::LightSample& sample);
StickRing::Record to_words(const hat::StickEvent& event);
GammaCell::Record to_words(const hat::GammaTable& table);
FrameRing::Record to_words(std::int64_t stamp_ns, const hat::Frame& frame);

/// The newest sample of each chip; nothing before the first.
std::optional<hat::HumiditySample> newest_humidity(const WorldPage& page);
std::optional<hat::PressureSample> newest_pressure(const WorldPage& page);
std::optional<hat::MotionSample> newest_motion(const WorldPage& page);
std::optional<hat::LightSample> newest_light(const WorldPage& page);

/// Nothing for a direction or an action that does not exist.
std::optional<hat::StickEvent> stick_event_from(const StickRing::Record& words);
/// Nothing for a table with an entry over 31.
std::optional<hat::GammaTable> gamma_from(const GammaCell::Record& words);
std::int64_t stamp_from(const FrameRing::Record& words);
hat::Frame frame_from(const FrameRing::Record& words);

}  // namespace cupola::board
