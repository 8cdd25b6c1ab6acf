#include "hat_driver/devices/iio.hpp"

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/bus/bus.hpp"
#include "hat_driver/devices/background.hpp"
#include "hat_driver/devices/device_names.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <functional>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace cupola::devices {
namespace {

namespace fs = std::filesystem;

constexpr double kStandardGravity = 9.80665;
constexpr double kMicroteslaPerGauss = 100;
constexpr double kHectopascalPerKilopascal = 10;

/// A source made of one function.
template <typename Sample>
class Read final : public Source<Sample> {
 public:
  Read(std::function<Sample()> read, base::Monotonic period) : read_(std::move(read)), period_(period) {}
  std::optional<Sample> poll() override { return read_(); }
  base::Monotonic period() const override { return period_; }

 private:
  std::function<Sample()> read_;
  base::Monotonic period_;
};

/// The time between two measurements, as the driver says it; a tenth of a second if it does not.
base::Monotonic period_of(const fs::path& device) {
  double hertz = 10;
  try {
    hertz = std::clamp(iio_number(device, "sampling_frequency"), 0.1, 1000.0);
  } catch (const bus::BusError&) {
  }
  return base::Monotonic{static_cast<std::int64_t>(1e9 / hertz)};
}

template <typename Sample>
std::unique_ptr<Source<Sample>> source(const fs::path& device, std::function<Sample()> read) {
  return std::make_unique<Background<Sample>>(
      std::make_unique<Read<Sample>>(std::move(read), period_of(device)));
}

hat::Vec3 axes(const fs::path& device, const std::string& channel, double factor) {
  const double scale = factor * iio_number(device, channel + "_scale");
  const auto axis = [&](const char* name) { return scale * iio_number(device, channel + name + "_raw"); };
  return {axis("_x"), axis("_y"), axis("_z")};
}

/// Reading may be refused only now (EBUSY while a buffer runs), which ifstream would not say.
std::string content_of(const fs::path& file) {
  const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(64, '\0');
  const ssize_t got = fd.valid() ? ::read(fd.get(), text.data(), text.size()) : -1;
  if (got < 0) throw bus::BusError(errno, "read " + file.string());
  text.resize(static_cast<std::size_t>(got));
  return text;
}

}  // namespace

double iio_number(const fs::path& device, const std::string& attribute) {
  const std::string text = content_of(device / attribute);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{})
    throw bus::BusError(EBADMSG, "find a number in " + (device / attribute).string());
  return value;
}

double iio_value(const fs::path& device, const std::string& channel) {
  std::error_code unreadable;
  const bool shifted = fs::exists(device / (channel + "_offset"), unreadable);
  const double offset = shifted ? iio_number(device, channel + "_offset") : 0;
  return (iio_number(device, channel + "_raw") + offset) * iio_number(device, channel + "_scale");
}

fs::path iio_device(const fs::path& chip_folder, const std::string& channel) {
  std::vector<fs::path> found;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(chip_folder, unreadable)) {
    const bool device = entry.path().filename().string().starts_with("iio:device");
    if (device && fs::exists(entry.path() / (channel + "_raw"), unreadable)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found.empty() ? fs::path{} : found.front();
}

std::unique_ptr<Source<hat::HumiditySample>> iio_humidity(const fs::path& chip_folder,
                                                          const base::Clock& clock) {
  const fs::path device = iio_device(chip_folder, "in_humidityrelative");
  if (device.empty()) return nullptr;
  return source<hat::HumiditySample>(device, [device, &clock] {
    const double humidity = iio_value(device, "in_humidityrelative") / 1000;
    const double temperature = iio_value(device, "in_temp") / 1000;
    return hat::HumiditySample{.time_ns = clock.monotonic().count(),
                               .humidity_percent = std::clamp(humidity, 0.0, 100.0),
                               .temperature_c = temperature};
  });
}

std::unique_ptr<Source<hat::PressureSample>> iio_pressure(const fs::path& chip_folder,
                                                          const base::Clock& clock) {
  const fs::path device = iio_device(chip_folder, "in_pressure");
  if (device.empty()) return nullptr;
  return source<hat::PressureSample>(device, [device, &clock] {
    const double pressure = iio_value(device, "in_pressure") * kHectopascalPerKilopascal;
    const double temperature = iio_value(device, "in_temp") / 1000;
    return hat::PressureSample{
        .time_ns = clock.monotonic().count(), .pressure_hpa = pressure, .temperature_c = temperature};
  });
}

std::unique_ptr<Source<InertialSample>> iio_inertial(const fs::path& chip_folder, const base::Clock& clock) {
  const fs::path accelerometer = iio_device(chip_folder, "in_accel_x");
  const fs::path gyroscope = iio_device(chip_folder, "in_anglvel_x");
  if (accelerometer.empty() || gyroscope.empty()) return nullptr;
  return source<InertialSample>(gyroscope, [accelerometer, gyroscope, &clock] {
    const hat::Vec3 acceleration = axes(accelerometer, "in_accel", 1 / kStandardGravity);
    const hat::Vec3 rotation = axes(gyroscope, "in_anglvel", 1);
    return InertialSample{.time_ns = clock.monotonic().count(),
                          .acceleration_g = acceleration_on_board(acceleration),
                          .rotation_rad_s = rotation_on_board(rotation)};
  });
}

std::unique_ptr<Source<FieldSample>> iio_field(const fs::path& chip_folder, const base::Clock& clock) {
  const fs::path device = iio_device(chip_folder, "in_magn_x");
  if (device.empty()) return nullptr;
  return source<FieldSample>(device, [device, &clock] {
    const double scale = kMicroteslaPerGauss * iio_number(device, "in_magn_x_scale");
    const auto axis = [&](const char* name) { return scale * iio_number(device, name); };
    const hat::Vec3 field{axis("in_magn_x_raw"), axis("in_magn_y_raw"), axis("in_magn_z_raw")};
    return FieldSample{.time_ns = clock.monotonic().count(), .field_ut = field_on_board(field)};
  });
}

}  // namespace cupola::devices
