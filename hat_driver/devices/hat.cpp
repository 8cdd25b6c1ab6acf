#include "hat_driver/devices/hat.hpp"

#include "hat_driver/bus/linux_bus.hpp"
#include "hat_driver/devices/controller.hpp"
#include "hat_driver/devices/framebuffer_leds.hpp"
#include "hat_driver/devices/hts221.hpp"
#include "hat_driver/devices/identity.hpp"
#include "hat_driver/devices/iio.hpp"
#include "hat_driver/devices/lps25h.hpp"
#include "hat_driver/devices/remedies.hpp"
#include "hat_driver/devices/tcs34xx.hpp"

#include <algorithm>
#include <optional>

namespace cupola::devices {
namespace {

namespace fs = std::filesystem;

/// Looks for the parts one by one.
class Finder {
 public:
  Finder(bus::Bus* bus, const HatOptions& options, const base::Clock& clock)
      : bus_(bus), options_(options), clock_(clock) {}

  void look(Hat& hat);
  /// What to say of everything on the bus if there is none.
  PartReport without_bus;

 private:
  template <typename Sample>
  using ThroughKernel = std::unique_ptr<Source<Sample>> (*)(const fs::path&, const base::Clock&);

  template <typename Chip, typename Sample>
  Sensor<Sample> chip(PartReport& report, std::uint8_t address, ThroughKernel<Sample> through_kernel);
  void colour(Hat& hat);
  void framebuffer(Hat& hat);
  void leds(Hat& hat);
  void joystick(Hat& hat);
  bool controller_is_free(PartReport& report, std::string_view module);

  bus::Bus* bus_;
  const HatOptions& options_;
  const base::Clock& clock_;
};

void leave_to(Hat& hat, const std::string& owner) {
  hat.in_use = owner;
  for (PartReport& each : hat.parts) explain_in_use(each, owner);
}

PartReport& report_of(Hat& hat, Part part) { return hat.parts.at(static_cast<std::size_t>(part)); }

template <typename Chip, typename Sample>
Sensor<Sample> Finder::chip(PartReport& report, std::uint8_t address, ThroughKernel<Sample> through_kernel) {
  report = without_bus;
  if (bus_ == nullptr) return {};
  report.where = bus::place_of(address, bus_->name());
  bus::Bus& bus = *bus_;
  const base::Clock& clock = clock_;
  try {
    report.driver = bus.kernel_driver(address).value_or("");
    if (!report.driver.empty() && options_.sharing == Sharing::No) {
      const fs::path folder = bus::chip_folder(options_.paths, bus.name(), address);
      const auto open = [folder, &clock, through_kernel] { return through_kernel(folder, clock); };
      if (auto source = open()) {
        report.found = true;
        return {std::move(source), open};
      }
      explain_busy(report, bus.name(), address);
      return {};
    }
    const auto open = [&bus, &clock]() -> std::unique_ptr<Source<Sample>> {
      return std::make_unique<Chip>(bus, clock);
    };
    auto source = open();
    report.found = true;
    return {std::move(source), open};
  } catch (const bus::BusError& error) {
    explain_chip(report, error);
    return {};
  }
}

void Finder::colour(Hat& hat) {
  PartReport& report = report_of(hat, Part::Colour);
  report = without_bus;
  if (bus_ == nullptr) return;
  bus::Bus& bus = *bus_;
  const base::Clock& clock = clock_;
  try {
    for (const std::uint8_t address : kColourAddresses) {
      report.driver = bus.kernel_driver(address).value_or("");
      if (report.driver.empty() || options_.sharing == Sharing::Yes) continue;
      return explain_busy(report, bus.name(), address);
    }
    auto sensor = std::make_unique<Tcs34xx>(bus, clock);
    hat.profile = sensor->kind() == ColourKind::Tcs3400 ? hat::Profile::RetailV2 : hat::Profile::Flight;
    report.where = bus::place_of(sensor->address(), bus.name());
    report.found = true;
    hat.light = {std::move(sensor), [&bus, &clock] { return std::make_unique<Tcs34xx>(bus, clock); }};
  } catch (const bus::BusError& error) {
    explain_chip(report, error);
    if (error.problem() == bus::Problem::Absent) report.remedy.clear();  // a version 1 has none
  }
}

/// Whether the controller may be used directly: without a driver of the kernel's nobody else lights the LEDs.
bool Finder::controller_is_free(PartReport& report, std::string_view module) {
  report = without_bus;
  if (bus_ == nullptr) return false;
  report.where = bus::place_of(kControllerAddress, bus_->name());
  report.driver = bus_->kernel_driver(kControllerAddress).value_or("");
  if (!report.driver.empty()) explain_no_device(report, module);
  return report.driver.empty();
}

void Finder::framebuffer(Hat& hat) {
  try {
    auto found = FramebufferLeds::find(options_.paths);
    if (const auto owner = found ? found->lock(options_.use) : std::nullopt) return leave_to(hat, *owner);
    hat.leds = std::move(found);
  } catch (const std::system_error& error) {
    explain_file(report_of(hat, Part::Leds), error);
  }
}

/// After framebuffer(): one that was found, but cannot be used, is not gone round.
void Finder::leds(Hat& hat) {
  PartReport& report = report_of(hat, Part::Leds);
  if (!report.problem.empty()) return;
  try {
    if (!hat.leds && controller_is_free(report, "rpisense-fb"))
      hat.leds = std::make_unique<ControllerLeds>(*bus_);
    if (!hat.leds) return;
    report = {.found = true, .where = hat.leds->where()};
  } catch (const bus::BusError& error) {
    explain_chip(report, error);
  }
}

void Finder::joystick(Hat& hat) {
  PartReport& report = report_of(hat, Part::Joystick);
  try {
    hat.joystick = EvdevJoystick::find(options_.paths, clock_, options_.grab);
    if (!hat.joystick && controller_is_free(report, "sensehat-joystick")) {
      hat.joystick = std::make_unique<ControllerJoystick>(*bus_, clock_);
    }
    if (!hat.joystick) return;
    report = {.found = true, .where = hat.joystick->where()};
  } catch (const bus::BusError& error) {
    explain_chip(report, error);
  } catch (const std::system_error& error) {
    explain_file(report, error);
  }
}

void Finder::look(Hat& hat) {
  framebuffer(hat);  // first, for it may be in use, and then no chip is to be touched
  if (!hat.in_use.empty()) return;
  hat.humidity =
      chip<Hts221, hat::HumiditySample>(report_of(hat, Part::Humidity), kHts221Address, &iio_humidity);
  hat.pressure =
      chip<Lps25h, hat::PressureSample>(report_of(hat, Part::Pressure), kLps25hAddress, &iio_pressure);
  hat.inertial =
      chip<Lsm9ds1Inertial, InertialSample>(report_of(hat, Part::Inertial), kInertialAddress, &iio_inertial);
  hat.field = chip<Lsm9ds1Magnetometer, FieldSample>(report_of(hat, Part::Magnetometer), kMagnetometerAddress,
                                                     &iio_field);
  colour(hat);
  leds(hat);
  joystick(hat);
}

/// The bus that the parts are to use.
bus::Bus* bus_for(Hat& hat, bus::Bus* bus, const HatOptions& options) {
  if (bus == nullptr || options.leave == Leave::Running) return bus;
  hat.restoring_bus = std::make_unique<bus::RestoringBus>(*bus);
  return hat.restoring_bus.get();
}

/// The first bus where something of a HAT answers, else the first that can be opened.
std::unique_ptr<bus::LinuxBus> find_bus(const HatOptions& options, PartReport& without) {
  const auto candidates =
      options.bus.empty() ? bus::buses_of_a_pi(options.paths) : std::vector<fs::path>{options.bus};
  if (candidates.empty()) explain_no_bus(without, options.paths);
  std::unique_ptr<bus::LinuxBus> first;
  for (const fs::path& each : candidates) {
    try {
      auto bus = std::make_unique<bus::LinuxBus>(each, options.paths);
      if (answers(*bus)) return bus;
      if (!first) first = std::move(bus);
    } catch (const bus::BusError& error) {
      if (without.problem.empty()) explain_bus(without, error);
    }
  }
  return first;
}

struct Identity {
  std::uint8_t address = 0;
  std::uint8_t number = 0;
  std::uint8_t value = 0;
};
constexpr std::array<Identity, 5> kIdentities{{{kHts221Address, kWhoAmI, 0xbc},
                                               {kLps25hAddress, kWhoAmI, 0xbd},
                                               {kInertialAddress, kWhoAmI, 0x68},
                                               {kMagnetometerAddress, kWhoAmI, 0x3d},
                                               {kControllerAddress, 0xf0, 's'}}};

}  // namespace

std::string_view part_name(Part part) {
  constexpr std::array<std::string_view, kPartCount> kNames{"humidity sensor HTS221",
                                                            "pressure sensor LPS25H",
                                                            "accelerometer and gyroscope LSM9DS1",
                                                            "magnetometer LSM9DS1",
                                                            "colour sensor",
                                                            "LEDs",
                                                            "joystick"};
  return kNames.at(static_cast<std::size_t>(part));
}

bool Hat::any() const {
  return std::any_of(parts.begin(), parts.end(), [](const PartReport& each) { return each.found; });
}

bool answers(bus::Bus& bus) {
  return std::any_of(kIdentities.begin(), kIdentities.end(), [&bus](const Identity& each) {
    try {
      return bus.kernel_driver(each.address).has_value() ||
             bus::Chip(bus, each.address, 0).read(each.number) == each.value;
    } catch (const bus::BusError&) {
      return false;
    }
  });
}

Hat find_hat(bus::Bus& bus, const HatOptions& options, const base::Clock& clock) {
  Hat hat;
  Finder(bus_for(hat, &bus, options), options, clock).look(hat);
  return hat;
}

Hat find_hat(const HatOptions& options, const base::Clock& clock) {
  Hat hat;
  PartReport without;
  auto bus = find_bus(options, without);
  if (const auto owner = bus ? bus->lock(options.use) : std::nullopt) {
    leave_to(hat, *owner);
    return hat;
  }
  hat.own_bus = std::move(bus);
  Finder finder(bus_for(hat, hat.own_bus.get(), options), options, clock);
  finder.without_bus = hat.own_bus ? PartReport{} : without;
  finder.look(hat);
  return hat;
}

}  // namespace cupola::devices
