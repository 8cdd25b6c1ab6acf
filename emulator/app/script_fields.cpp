#include "emulator/app/script_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <string_view>

namespace cupola::app {
namespace {

using namespace world;

[[noreturn]] void refuse(const std::string& field, const std::string& right, const std::string& value) {
  throw std::invalid_argument(field + ": must be " + right + ", got \"" + value + "\"");
}

std::string shown(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", number);
  return text.data();
}

struct NumberField {
  std::string_view name;
  Range range;
  void (*set)(WorldSettings&, double);
};

constexpr std::array<NumberField, 13> kNumbers{{
    {"temperature", kHumidityTemperatureRange_c,
     [](WorldSettings& w, double v) { set_humidity_temperature(w, v); }},
    {"humidity_temperature", kHumidityTemperatureRange_c,
     [](WorldSettings& w, double v) { w.humidity_temperature = v; }},
    {"pressure_temperature", kPressureTemperatureRange_c,
     [](WorldSettings& w, double v) { w.pressure_temperature = v; }},
    {"humidity", kHumidityRange_percent, [](WorldSettings& w, double v) { w.humidity = v; }},
    {"pressure", kPressureRange_hpa, [](WorldSettings& w, double v) { w.pressure = v; }},
    {"lux", kLightRange_lux, [](WorldSettings& w, double v) { w.light.illuminance_lux = v; }},
    {"yaw", kAngleRange_deg, [](WorldSettings& w, double v) { w.orientation.yaw_deg = v; }},
    {"pitch", kAngleRange_deg, [](WorldSettings& w, double v) { w.orientation.pitch_deg = v; }},
    {"roll", kAngleRange_deg, [](WorldSettings& w, double v) { w.orientation.roll_deg = v; }},
    {"shake_g", kShakeRange_g, [](WorldSettings& w, double v) { w.motion.shake_g = v; }},
    {"shake_hz", kShakeRange_hz, [](WorldSettings& w, double v) { w.motion.shake_hz = v; }},
    {"shake_fades_s", kShakeFadesRange_s, [](WorldSettings& w, double v) { w.motion.shake_fades_s = v; }},
    {"spin_deg_s", kSpinRange_deg_s, [](WorldSettings& w, double v) { w.motion.spin_deg_s = v; }},
}};

struct Choice {
  std::string_view name;
  void (*set)(WorldSettings&);
};
struct ChoiceField {
  std::string_view name;
  std::array<Choice, 5> choices;  ///< unused ones at the end have no name
};

constexpr std::array<ChoiceField, 6> kChoices{{
    {"light",
     {{{"dark", [](WorldSettings& w) { w.light = kDarkLight; }},
       {"columbus", [](WorldSettings& w) { w.light = kColumbusLight; }},
       {"sun", [](WorldSettings& w) { w.light = kSunLight; }},
       {"torch", [](WorldSettings& w) { w.light = kTorchLight; }},
       {"saturated", [](WorldSettings& w) { w.light = kSaturatedLight; }}}}},
    {"motion",
     {{{"none", [](WorldSettings& w) { w.motion.kind = MotionKind::None; }},
       // The next number: a fading shake begins anew.
       {"shake",
        [](WorldSettings& w) {
          w.motion.kind = MotionKind::Shake;
          ++w.motion.again;
        }},
       {"free-fall", [](WorldSettings& w) { w.motion.kind = MotionKind::FreeFall; }},
       {"spin", [](WorldSettings& w) { w.motion.kind = MotionKind::Spin; }}}}},
    {"place",
     {{{"cabin", [](WorldSettings& w) { w.place = Place::Cabin; }},
       {"desk", [](WorldSettings& w) { w.place = Place::Desk; }}}}},
    {"response",
     {{{"gentle", [](WorldSettings& w) { w.response = Response::Gentle; }},
       {"datasheet", [](WorldSettings& w) { w.response = Response::Datasheet; }},
       {"instant", [](WorldSettings& w) { w.response = Response::Instant; }}}}},
    {"noise",
     {{{"true", [](WorldSettings& w) { w.noise = true; }},
       {"false", [](WorldSettings& w) { w.noise = false; }}}}},
    {"drift",
     {{{"true", [](WorldSettings& w) { w.drift = true; }},
       {"false", [](WorldSettings& w) { w.drift = false; }}}}},
}};

constexpr std::array<std::string_view, 5> kDirections{"up", "down", "left", "right", "middle"};

void set_colour(WorldSettings& world, const std::string& value) {
  std::uint32_t colour = 0;
  const char* const end = value.data() + value.size();
  const bool whole =
      value.size() == 7 && value[0] == '#' && std::from_chars(value.data() + 1, end, colour, 16).ptr == end;
  if (!whole) refuse("colour", "like #ff8000", value);
  world.light.red = static_cast<std::uint8_t>(colour >> 16);
  world.light.green = static_cast<std::uint8_t>(colour >> 8 & 0xff);
  world.light.blue = static_cast<std::uint8_t>(colour & 0xff);
}

void choose(WorldSettings& world, const ChoiceField& field, const std::string& value) {
  std::string names;
  for (const Choice& choice : field.choices) {
    if (choice.set == nullptr) break;
    if (choice.name == value) return choice.set(world);
    names.append(names.empty() ? "" : ", ").append(choice.name);
  }
  refuse(std::string(field.name), "one of " + names, value);
}

/// Calls `take` with the name of every field there is.
template <typename Take>
void each_field(Take take) {
  take("at");
  for (const NumberField& field : kNumbers) take(field.name);
  take("colour");
  for (const ChoiceField& field : kChoices) take(field.name);
  take("joystick");
  take("action");
}

}  // namespace

bool is_field(const std::string& name) {
  bool found = false;
  each_field([&](std::string_view field) { found = found || field == name; });
  return found;
}

std::string all_fields() {
  std::string names;
  each_field([&](std::string_view field) { names.append(names.empty() ? "" : ", ").append(field); });
  return names;
}

double number_in(const std::string& field, const std::string& value, Range range) {
  double number = 0;
  const char* const end = value.data() + value.size();
  const auto [stopped, error] = std::from_chars(value.data(), end, number);
  // A comparison the right way round refuses what is not a number, too.
  const bool inside =
      error == std::errc{} && stopped == end && number >= range.lowest && number <= range.highest;
  if (!inside) refuse(field, "a number from " + shown(range.lowest) + " to " + shown(range.highest), value);
  return number;
}

hat::Direction direction_in(const std::string& field, const std::string& value) {
  const auto found = std::find(kDirections.begin(), kDirections.end(), value);
  if (found == kDirections.end()) refuse(field, "up, down, left, right or middle", value);
  return static_cast<hat::Direction>(found - kDirections.begin());
}

void set_field(WorldSettings& world, const std::string& name, const std::string& value) {
  for (const NumberField& field : kNumbers) {
    if (field.name == name) return field.set(world, number_in(name, value, field.range));
  }
  for (const ChoiceField& field : kChoices) {
    if (field.name == name) return choose(world, field, value);
  }
  if (name == "colour") return set_colour(world, value);
  throw std::invalid_argument("\"" + name + "\" is no field; there are " + all_fields());
}

}  // namespace cupola::app
