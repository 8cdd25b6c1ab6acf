#include "hat_driver/bridge/bridge.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace cupola::bridge {
namespace {

/// How often the board and the joystick are looked at.
constexpr base::Monotonic kLook = std::chrono::milliseconds(5);
/// After an error of the LEDs they are left alone for this long.
constexpr base::Monotonic kRetry = std::chrono::milliseconds(500);
/// How often LEDs that nobody draws on are asked whether they still hold their picture.
constexpr base::Monotonic kLookAtLeds = std::chrono::seconds(1);

constexpr std::array<std::pair<backends::Reading, board::Chip>, 4> kChips{
    {{backends::Reading::Humidity, board::Chip::Hts221},
     {backends::Reading::Pressure, board::Chip::Lps25h},
     {backends::Reading::Motion, board::Chip::Lsm9ds1},
     {backends::Reading::Light, board::Chip::Colour}}};

}  // namespace

Bridge::Bridge(devices::Hat hat, const base::Clock& clock, const fusion::MotionCalibration& calibration)
    : clock_(clock), hat_(std::move(hat)), sampler_(hat_, calibration) {
  for (const backends::Reading each : backends::kReadings) sampler_.want(each, clock_.monotonic());
  clean();
}

Bridge::~Bridge() { clean(); }

void Bridge::clean() {
  gamma_ = hat::kDefaultGamma;
  try {
    if (hat_.leds) hat_.leds->set_gamma(gamma_);
    if (hat_.leds) hat_.leds->show({});
    if (hat_.joystick) hat_.joystick->poll();
  } catch (const std::system_error& error) {
    trouble_ = error.what();
  }
}

void Bridge::attach(board::BoardPages& pages) {
  clean();
  board_.emplace(pages);
  next_picture_ = {};
  tell_chips(clock_.monotonic());
  publish(newest_);
}

void Bridge::detach() {
  board_.reset();
  clean();
}

void Bridge::publish(const backends::NewSamples& samples) {
  newest_.update(samples);
  if (!board_) return;
  if (samples.humidity) board_->world.publish(*samples.humidity);
  if (samples.pressure) board_->world.publish(*samples.pressure);
  if (samples.motion) board_->world.publish(*samples.motion);
  if (samples.light) board_->world.publish(*samples.light);
}

void Bridge::tell_chips(base::Monotonic now) {
  std::uint32_t chips = 0;
  for (const auto& [reading, chip] : kChips) {
    if (sampler_.present(reading) && !sampler_.lost(reading, now)) chips |= static_cast<std::uint32_t>(chip);
  }
  board_->world.set_chips(chips);
}

void Bridge::show(base::Monotonic now) {
  if (!hat_.leds || now < next_picture_) return;
  const hat::GammaTable& gamma = board_->program.gamma();
  if (gamma != gamma_) {
    hat_.leds->set_gamma(gamma);
    gamma_ = gamma;
  }
  const auto& picture = board_->program.picture();
  if (!picture || board_->picture == picture->number) return;
  board_->picture = picture->number;
  next_picture_ = now + kShortestPicture;
  next_look_ = now + kLookAtLeds;
  hat_.leds->show(picture->frame);
  ++pictures_;
}

void Bridge::keep_lit(base::Monotonic now) {
  if (!hat_.leds || now < next_look_) return;
  next_look_ = now + kLookAtLeds;
  if (hat_.leds->restore()) ++pictures_;
}

void Bridge::pass_events() {
  if (!hat_.joystick) return;
  for (const hat::StickEvent& each : hat_.joystick->poll()) board_->world.push(each);
}

void Bridge::step() {
  const base::Monotonic now = clock_.monotonic();
  publish(sampler_.step(now));
  try {
    if (board_) {
      tell_chips(now);
      pass_events();
      show(clock_.monotonic());
    }
    keep_lit(clock_.monotonic());
  } catch (const std::system_error& error) {
    trouble_ = error.what();
    next_picture_ = now + kRetry;
    if (board_) board_->picture.reset();  // what did not arrive is shown again
  }
}

base::Monotonic Bridge::due() const {
  const base::Monotonic look = clock_.monotonic() + kLook;
  return std::min(look, sampler_.due().value_or(look));
}

}  // namespace cupola::bridge
