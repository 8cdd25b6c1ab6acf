#include "hat_driver/devices/tcs34xx.hpp"

#include <algorithm>
#include <cerrno>

namespace cupola::devices {
namespace {

using std::chrono::microseconds;

// Numbers as the TCS3400 has them; a TCS3472 sees its own number with the command bit set.
constexpr std::uint8_t kEnable = 0x80;
constexpr std::uint8_t kPowerOn = 0x01;
constexpr std::uint8_t kMeasure = 0x02;
constexpr std::uint8_t kIntegration = 0x81;
constexpr std::uint8_t kConfiguration = 0x8d;
constexpr std::uint8_t kControl = 0x8f;
constexpr std::uint8_t kInfrared = 0xc0;
constexpr std::uint8_t kIdentity = 0x92;
constexpr std::uint8_t kStatus = 0x93;
constexpr std::uint8_t kValid = 0x01;
constexpr std::uint8_t kData = 0x94;
constexpr std::uint8_t kCountOnTcs3472 = 0x20;

constexpr base::Monotonic kInitialisation = microseconds(2400);
constexpr int kCycles = 64;
constexpr std::uint16_t kFull = 65535;
/// Above this the gain goes down, below kDark it goes up: a factor of four and some distance apart, so that
/// it does not go to and fro.
constexpr std::uint16_t kBright = 60000;
constexpr std::uint16_t kDark = 13000;

constexpr std::array<int, 4> kGainsTcs3400{1, 4, 16, 64};
constexpr std::array<int, 4> kGainsTcs3472{1, 4, 16, 60};

}  // namespace

std::optional<ColourKind> colour_kind(std::uint8_t identity) {
  if (identity == 0x90 || identity == 0x93) return ColourKind::Tcs3400;
  if (identity == 0x44 || identity == 0x4d) return ColourKind::Tcs3472;
  return std::nullopt;
}

hat::LightSample light_sample(const ColourRegisters& counts, const Exposure& exposure) {
  const auto one = [&exposure](std::uint16_t count) {
    // A full register means "at least": 65536 makes it 1024 a cycle, where every exposure saturates.
    return (count == kFull ? 65536.0 : count) / (exposure.gain * exposure.cycles);
  };
  return {.time_ns = 0,
          .red = one(counts[1]),
          .green = one(counts[2]),
          .blue = one(counts[3]),
          .clear = one(counts[0])};
}

Tcs34xx::Found Tcs34xx::find(bus::Bus& bus) {
  for (const std::uint8_t address : kColourAddresses) {
    try {
      const std::uint8_t identity = bus::Chip(bus, address, 0).read(kIdentity);
      if (const auto kind = colour_kind(identity)) return {address, *kind};
    } catch (const bus::BusError& error) {
      if (error.problem() != bus::Problem::Absent && error.problem() != bus::Problem::NotAcknowledged) throw;
    }
  }
  throw bus::BusError(ENODEV, "no colour sensor answers at 0x29 or 0x39 on " + bus.name());
}

Tcs34xx::Tcs34xx(bus::Bus& bus, const base::Clock& clock) : Tcs34xx(bus, clock, find(bus)) {}

Tcs34xx::Tcs34xx(bus::Bus& bus, const base::Clock& clock, Found found)
    : chip_(bus, found.address, found.kind == ColourKind::Tcs3472 ? kCountOnTcs3472 : 0),
      clock_(clock),
      kind_(found.kind) {
  chip_.write(kEnable, kPowerOn);
  chip_.write(kIntegration, static_cast<std::uint8_t>(256 - kCycles));
  chip_.write(kConfiguration, 0);
  if (kind_ == ColourKind::Tcs3400) chip_.write(kInfrared, 0);
  start();
}

/// Integrates anew: what was under way was measured with another gain.
void Tcs34xx::start() {
  chip_.write(kEnable, kPowerOn);
  chip_.write(kControl, static_cast<std::uint8_t>(gain_step_));
  chip_.write(kEnable, kPowerOn | kMeasure);
  due_ = clock_.monotonic() + kInitialisation + period();
}

base::Monotonic Tcs34xx::period() const {
  return kCycles * (kind_ == ColourKind::Tcs3400 ? microseconds(2780) : microseconds(2400));
}

bool Tcs34xx::change_gain(const ColourRegisters& counts) {
  const std::uint16_t brightest = *std::max_element(counts.begin(), counts.end());
  if (brightest > kBright && gain_step_ > 0) {
    --gain_step_;
  } else if (brightest < kDark && gain_step_ + 1 < kGainsTcs3472.size()) {
    ++gain_step_;
  } else {
    return false;
  }
  start();
  return true;
}

std::optional<hat::LightSample> Tcs34xx::poll() {
  const base::Monotonic now = clock_.monotonic();
  if (now < due_ || (chip_.read(kStatus) & kValid) == 0) return std::nullopt;
  due_ = now + period();
  std::array<std::uint8_t, 8> bytes{};
  chip_.read_block(kData, bytes);
  ColourRegisters counts{};
  for (std::size_t k = 0; k < counts.size(); ++k) {
    counts.at(k) = static_cast<std::uint16_t>(bytes.at(2 * k) | (bytes.at(2 * k + 1) << 8));
  }
  const auto& gains = kind_ == ColourKind::Tcs3400 ? kGainsTcs3400 : kGainsTcs3472;
  const Exposure exposure{.gain = gains.at(gain_step_), .cycles = kCycles};
  if (change_gain(counts)) return std::nullopt;
  hat::LightSample sample = light_sample(counts, exposure);
  sample.time_ns = clock_.monotonic().count();
  return sample;
}

}  // namespace cupola::devices
