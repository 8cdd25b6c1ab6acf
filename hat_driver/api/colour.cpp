#include <cupola/hat/colour.hpp>

#include "hat_driver/api/first_sample.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cupola::hat {
namespace {

using std::chrono::microseconds;

constexpr ColourChip kTcs34725{.gains = {1, 4, 16, 60}, .cycle = microseconds(2400)};
constexpr ColourChip kTcs3400{.gains = {1, 4, 16, 64}, .cycle = microseconds(2750)};

int saturated(double counts, int largest) {
  if (!(counts > 0)) return 0;
  return counts >= largest ? largest : static_cast<int>(counts);
}

}  // namespace

std::optional<ColourChip> colour_chip(Profile profile) {
  switch (profile) {
    case Profile::Flight:
      return kTcs34725;
    case Profile::RetailV2:
      return kTcs3400;
    case Profile::V1:
      break;
  }
  return std::nullopt;
}

int max_raw_colour(int integration_cycles) { return std::min(integration_cycles * 1024, 65535); }

ColourCounts scaled_colour(const ColourCounts& raw, int integration_cycles) {
  const int step = max_raw_colour(integration_cycles) / 256;
  ColourCounts scaled{};
  std::transform(raw.begin(), raw.end(), scaled.begin(),
                 [step](int counts) { return std::min(counts / step, 255); });
  return scaled;
}

ColourSensor::ColourSensor(Backend& backend, Waiting& waiting) : backend_(backend), waiting_(waiting) {
  const auto chip = colour_chip(backend.profile());
  if (!chip) throw std::invalid_argument("a HAT of the profile v1 has no colour sensor");
  chip_ = *chip;
}

ColourCounts ColourSensor::registers() {
  if (!enabled_) return held_;
  if (finished_ns_ && waiting_.now_ns() < *finished_ns_) return held_;
  finished_ns_.reset();
  const auto light = backend_.light();
  if (!light) return held_;
  const double factor = static_cast<double>(gain_) * cycles_;
  held_ = {saturated(light->red * factor, max_raw()), saturated(light->green * factor, max_raw()),
           saturated(light->blue * factor, max_raw()), saturated(light->clear * factor, max_raw())};
  return held_;
}

void ColourSensor::restart() { finished_ns_ = waiting_.now_ns() + integration_time().count(); }

void ColourSensor::set_gain(int gain) {
  if (std::find(chip_.gains.begin(), chip_.gains.end(), gain) == chip_.gains.end()) {
    throw std::invalid_argument("gain must be 1, 4, 16 or " + std::to_string(chip_.gains.back()) + ", got " +
                                std::to_string(gain));
  }
  registers();
  gain_ = gain;
  restart();
}

void ColourSensor::set_integration_cycles(int cycles) {
  if (cycles < 1 || cycles > 256) {
    throw std::invalid_argument("integration cycles must be 1-256, got " + std::to_string(cycles));
  }
  registers();
  cycles_ = cycles;
  restart();
  waiting_.wait(chip_.cycle);
}

void ColourSensor::set_enabled(bool enabled) {
  registers();
  enabled_ = enabled;
  if (!enabled) return;
  waiting_.wait(chip_.cycle);
  restart();
  waiting_.wait(chip_.cycle);
}

ColourCounts ColourSensor::colour_raw() {
  backend_.claim(Claim::ReadColour);
  if (!waited_) api::first_sample(waiting_, [this] { return backend_.light(); });
  waited_ = true;
  return registers();
}

ColourCounts ColourSensor::colour() { return scaled_colour(colour_raw(), cycles_); }

}  // namespace cupola::hat
