#include "hat_driver/devices/lps25h.hpp"

#include "hat_driver/devices/identity.hpp"

namespace cupola::devices {
namespace {

constexpr std::uint8_t kAutoIncrement = 0x80;
constexpr std::uint8_t kIdentity = 0xbd;
constexpr std::uint8_t kResolution = 0x10;
constexpr std::uint8_t kAverage16And32 = 0x05;
constexpr std::uint8_t kControl1 = 0x20;
constexpr std::uint8_t kControl2 = 0x21;
constexpr std::uint8_t kOnBlockUpdate25Hz = 0xc4;
constexpr std::uint8_t kFifoControl = 0x2e;
constexpr std::uint8_t kStatus = 0x27;
constexpr std::uint8_t kBothReady = 0x03;
constexpr std::uint8_t kOutputs = 0x28;

}  // namespace

double pressure_hpa(const std::array<std::uint8_t, 3>& bytes) {
  std::int32_t counts = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
  if ((counts & 0x80'0000) != 0) counts -= 0x100'0000;
  return counts / 4096.0;
}

double pressure_sensor_temperature_c(std::int16_t counts) { return 42.5 + counts / 480.0; }

Lps25h::Lps25h(bus::Bus& bus, const base::Clock& clock)
    : chip_(bus, kLps25hAddress, kAutoIncrement), clock_(clock) {
  require_identity(chip_, kWhoAmI, kIdentity, "LPS25H");
  // Another program may have left the FIFO on, which is switched off by way of bypass (AN4450): with it the
  // outputs would be read in rounds.
  chip_.write(kControl1, 0);
  chip_.write(kFifoControl, 0);
  chip_.write(kControl2, 0);
  chip_.write(kResolution, kAverage16And32);
  chip_.write(kControl1, kOnBlockUpdate25Hz);
}

std::optional<hat::PressureSample> Lps25h::poll() {
  if ((chip_.read(kStatus) & kBothReady) != kBothReady) return std::nullopt;
  std::array<std::uint8_t, 5> bytes{};
  chip_.read_block(kOutputs, bytes);
  return hat::PressureSample{.time_ns = clock_.monotonic().count(),
                             .pressure_hpa = pressure_hpa({bytes[0], bytes[1], bytes[2]}),
                             .temperature_c = pressure_sensor_temperature_c(signed_16(bytes[3], bytes[4]))};
}

}  // namespace cupola::devices
