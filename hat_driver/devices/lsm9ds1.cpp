#include "hat_driver/devices/lsm9ds1.hpp"

#include "hat_driver/devices/identity.hpp"

#include <numbers>
#include <span>

namespace cupola::devices {
namespace {

constexpr double kGPerCount = 0.000244;
constexpr double kRadiansPerCount = 0.0175 * std::numbers::pi / 180;
constexpr double kMicroteslaPerCount = 0.014;

struct Setting {
  std::uint8_t number = 0;
  std::uint8_t value = 0;
};

constexpr std::uint8_t kInertialIdentity = 0x68;
constexpr std::uint8_t kInertialStatus = 0x17;
constexpr std::uint8_t kGyroscopeOutputs = 0x18;
constexpr std::uint8_t kAccelerometerOutputs = 0x28;
constexpr std::uint8_t kBothReady = 0x03;
/// All that decides what is measured, whatever another program left there.
constexpr std::array<Setting, 11> kInertialSettings{{
    {0x22, 0x44},  // CTRL_REG8: block data update, count on in block reads
    {0x23, 0x00},  // CTRL_REG9: FIFO off
    {0x2e, 0x00},  // FIFO_CTRL: bypass
    {0x11, 0x00},  // CTRL_REG2_G: output after the first low-pass
    {0x12, 0x00},  // CTRL_REG3_G: no high-pass, full power
    {0x13, 0x00},  // ORIENT_CFG_G: signs and axes as they are
    {0x1e, 0x38},  // CTRL_REG4: all axes of the gyroscope
    {0x1f, 0x38},  // CTRL_REG5_XL: all axes of the accelerometer
    {0x20, 0x78},  // CTRL_REG6_XL: 119 Hz, 8 g, bandwidth by rate
    {0x21, 0x00},  // CTRL_REG7_XL: no further filter
    {0x10, 0x69},  // CTRL_REG1_G: 119 Hz, 500 °/s, 31 Hz bandwidth; starts both
}};

constexpr std::uint8_t kMagnetometerIdentity = 0x3d;
constexpr std::uint8_t kAutoIncrement = 0x80;
constexpr std::uint8_t kMagnetometerStatus = 0x27;
constexpr std::uint8_t kFieldReady = 0x08;
constexpr std::uint8_t kHardIronOffsets = 0x05;
constexpr std::array<Setting, 5> kMagnetometerSettings{{
    {0x20, 0xfc},  // CTRL_REG1_M: temperature compensated, x and y best, 80 Hz
    {0x21, 0x00},  // CTRL_REG2_M: 4 gauss
    {0x23, 0x0c},  // CTRL_REG4_M: z best, low byte first
    {0x24, 0x40},  // CTRL_REG5_M: block data update
    {0x22, 0x00},  // CTRL_REG3_M: continuous; starts
}};

template <typename Settings>
void apply(bus::Chip& chip, const Settings& settings) {
  for (const Setting& each : settings) chip.write(each.number, each.value);
}

AxisCounts counts_of(std::span<const std::uint8_t, 6> bytes) {
  return {signed_16(bytes[0], bytes[1]), signed_16(bytes[2], bytes[3]), signed_16(bytes[4], bytes[5])};
}

hat::Vec3 scaled(const AxisCounts& counts, double factor) {
  return {counts[0] * factor, counts[1] * factor, counts[2] * factor};
}

}  // namespace

hat::Vec3 acceleration_on_board(const hat::Vec3& chip) { return {-chip.x, -chip.y, chip.z}; }
hat::Vec3 rotation_on_board(const hat::Vec3& chip) { return {chip.x, chip.y, -chip.z}; }
hat::Vec3 field_on_board(const hat::Vec3& chip) { return {-chip.x, chip.y, -chip.z}; }

hat::Vec3 acceleration_g(const AxisCounts& counts) {
  return acceleration_on_board(scaled(counts, kGPerCount));
}
hat::Vec3 rotation_rad_s(const AxisCounts& counts) {
  return rotation_on_board(scaled(counts, kRadiansPerCount));
}
hat::Vec3 field_ut(const AxisCounts& counts) { return field_on_board(scaled(counts, kMicroteslaPerCount)); }

Lsm9ds1Inertial::Lsm9ds1Inertial(bus::Bus& bus, const base::Clock& clock)
    : chip_(bus, kInertialAddress, 0), clock_(clock) {
  require_identity(chip_, kWhoAmI, kInertialIdentity, "LSM9DS1");
  apply(chip_, kInertialSettings);
}

std::optional<InertialSample> Lsm9ds1Inertial::poll() {
  if ((chip_.read(kInertialStatus) & kBothReady) != kBothReady) return std::nullopt;
  std::array<std::uint8_t, 6> rotation{};
  std::array<std::uint8_t, 6> acceleration{};
  chip_.read_block(kGyroscopeOutputs, rotation);
  chip_.read_block(kAccelerometerOutputs, acceleration);
  return InertialSample{.time_ns = clock_.monotonic().count(),
                        .acceleration_g = acceleration_g(counts_of(acceleration)),
                        .rotation_rad_s = rotation_rad_s(counts_of(rotation))};
}

Lsm9ds1Magnetometer::Lsm9ds1Magnetometer(bus::Bus& bus, const base::Clock& clock)
    : chip_(bus, kMagnetometerAddress, kAutoIncrement), clock_(clock) {
  require_identity(chip_, kWhoAmI, kMagnetometerIdentity, "LSM9DS1 magnetometer");
  chip_.write_block(kHardIronOffsets, std::array<std::uint8_t, 6>{});
  apply(chip_, kMagnetometerSettings);
}

std::optional<FieldSample> Lsm9ds1Magnetometer::poll() {
  if (!expected_ && (chip_.read(kMagnetometerStatus) & kFieldReady) == 0) return std::nullopt;
  std::array<std::uint8_t, 7> bytes{};
  chip_.read_block(kMagnetometerStatus, bytes);
  expected_ = (bytes[0] & kFieldReady) != 0;
  if (!expected_) return std::nullopt;
  return FieldSample{.time_ns = clock_.monotonic().count(),
                     .field_ut = field_ut(counts_of(std::span(bytes).subspan<1, 6>()))};
}

}  // namespace cupola::devices
