#include "hat_driver/backends/hardware.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

namespace cupola::backends {
namespace {

using Lock = std::lock_guard<std::mutex>;
using devices::Part;

constexpr std::size_t kEventsKept = 256;
/// With nothing to ask, the thread only looks whether it is wanted still.
constexpr base::Monotonic kIdle = std::chrono::seconds(1);
/// How often LEDs that are drawn on are asked whether they still hold their picture.
constexpr base::Monotonic kLookAtLeds = std::chrono::seconds(1);
constexpr base::Monotonic kStickPeriod = std::chrono::milliseconds(20);

}  // namespace

HardwareBackend::HardwareBackend(devices::Hat hat, const base::Clock& clock, Sampling sampling,
                                 const fusion::MotionCalibration& calibration)
    : clock_(clock),
      hat_(std::move(hat)),
      sampling_(sampling),
      stick_is_polled_(hat_.joystick && hat_.joystick->fd() < 0),
      sampler_(hat_, calibration) {}

HardwareBackend::~HardwareBackend() {
  {
    const Lock lock(samples_mutex_);
    wishes_.stop = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void HardwareBackend::missing(Part part, const char* text) const {
  const auto& report = hat_.report(part);
  const Lock lock(said_mutex_);
  if (!std::exchange(said_.at(static_cast<std::size_t>(part)), true)) {
    const std::string name{devices::part_name(part)};
    const std::string problem = report.found ? "it does not answer any more" : report.problem;
    const std::string remedy = report.found ? "run cupola doctor to see why" : report.remedy;
    std::fprintf(stderr, "sense_hat: %s: %s: %s\n", name.c_str(), problem.c_str(), remedy.c_str());
  }
  throw std::system_error(ENODEV, std::generic_category(), text);
}

devices::LedMatrix& HardwareBackend::leds() const {
  if (!hat_.leds) missing(Part::Leds, "Cannot detect RPi-Sense FB device");
  return *hat_.leds;
}

hat::Frame HardwareBackend::frame() const {
  const Lock lock(leds_mutex_);
  return leds().frame();
}

void HardwareBackend::set_frame(const hat::Frame& frame) {
  const Lock lock(leds_mutex_);
  leds().show(frame);
  const base::Monotonic now = clock_.monotonic();
  if (now < next_look_) return;
  next_look_ = now + kLookAtLeds;
  leds().restore();
}

hat::GammaTable HardwareBackend::gamma() const {
  const Lock lock(leds_mutex_);
  return leds().gamma();
}

void HardwareBackend::set_gamma(const hat::GammaTable& table) {
  const Lock lock(leds_mutex_);
  leds().set_gamma(table);
}

void HardwareBackend::take(const NewSamples& samples, base::Monotonic now) {
  newest_.update(samples);
  for (const Reading each : kReadings) lost_.at(static_cast<std::size_t>(each)) = sampler_.lost(each, now);
}

/// Called with samples_mutex_ held.
void HardwareBackend::wake_thread() {
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  wake_.notify_all();
}

/// Called with samples_mutex_ held.
void HardwareBackend::require(Reading reading, Part part, const char* text) {
  const auto which = static_cast<std::size_t>(reading);
  if (!sampler_.present(reading)) missing(part, text);
  const bool wanted = std::exchange(wishes_.readings.at(which), true);
  if (sampling_ == Sampling::WhenRead) {
    const base::Monotonic now = clock_.monotonic();
    sampler_.want(reading, now);
    take(sampler_.step(now), now);
  } else if (!wanted) {
    wake_thread();
  }
  if (lost_.at(which)) missing(part, text);
}

std::optional<hat::HumiditySample> HardwareBackend::humidity() {
  const Lock lock(samples_mutex_);
  require(Reading::Humidity, Part::Humidity, "Humidity Init Failed");
  return newest_.humidity;
}

std::optional<hat::PressureSample> HardwareBackend::pressure() {
  const Lock lock(samples_mutex_);
  require(Reading::Pressure, Part::Pressure, "Pressure Init Failed");
  return newest_.pressure;
}

std::optional<hat::MotionSample> HardwareBackend::motion() {
  const Lock lock(samples_mutex_);
  const Part part = hat_.inertial.present() ? Part::Magnetometer : Part::Inertial;
  require(Reading::Motion, part, "IMU Init Failed");
  return newest_.motion;
}

std::optional<hat::LightSample> HardwareBackend::light() {
  const Lock lock(samples_mutex_);
  if (!sampler_.present(Reading::Light)) return std::nullopt;
  require(Reading::Light, Part::Colour, "TCS34725 Init Failed");
  return newest_.light;
}

/// Called with stick_mutex_ held.
void HardwareBackend::poll_stick() const {
  if (!hat_.joystick) return;
  for (const hat::StickEvent& each : hat_.joystick->poll()) {
    events_.push_back(each);
    ++event_count_;
  }
  while (events_.size() > kEventsKept) events_.pop_front();
}

std::uint64_t HardwareBackend::stick_events() const {
  const Lock lock(stick_mutex_);
  poll_stick();
  return event_count_;
}

std::optional<hat::StickEvent> HardwareBackend::next_stick_event(std::uint64_t& cursor) {
  if (!hat_.joystick) missing(Part::Joystick, "unable to locate SenseHAT joystick device");
  if (stick_is_polled_ && sampling_ == Sampling::InThread) {
    const Lock lock(samples_mutex_);
    if (!std::exchange(wishes_.stick, true)) wake_thread();
  }
  const Lock lock(stick_mutex_);
  poll_stick();
  const std::uint64_t oldest = event_count_ - events_.size();
  cursor = std::max(cursor, oldest);
  if (cursor >= event_count_) return std::nullopt;
  return events_.at(static_cast<std::size_t>(cursor++ - oldest));
}

void HardwareBackend::work() {
  std::unique_lock lock(samples_mutex_);
  while (!wishes_.stop) {
    const Wishes wishes = wishes_;
    lock.unlock();
    base::Monotonic now = clock_.monotonic();
    for (const Reading each : kReadings) {
      if (wishes.readings.at(static_cast<std::size_t>(each))) sampler_.want(each, now);
    }
    const NewSamples samples = sampler_.step(now);
    auto due = sampler_.due();
    if (wishes.stick) {
      const Lock stick(stick_mutex_);
      poll_stick();
      due = std::min(due.value_or(now + kStickPeriod), now + kStickPeriod);
    }
    now = clock_.monotonic();
    lock.lock();
    take(samples, now);
    const auto pause = std::max(base::Monotonic{}, due.value_or(now + kIdle) - now);
    wake_.wait_for(lock, pause, [&] { return wishes_ != wishes; });
  }
}

}  // namespace cupola::backends
