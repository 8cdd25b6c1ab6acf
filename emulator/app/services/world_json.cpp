#include "emulator/app/services/world_json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cupola::app {
namespace {

using nlohmann::ordered_json;
using namespace world;

constexpr std::array<std::string_view, 2> kPlaces{"cabin", "desk"};
constexpr std::array<std::string_view, 4> kMotions{"none", "shake", "free-fall", "spin"};
constexpr std::array<std::string_view, 3> kResponses{"gentle", "datasheet", "instant"};

/// Names of the values of an enumeration, in their order.
template <typename Enum, std::size_t N>
std::string name_of(Enum value, const std::array<std::string_view, N>& names) {
  return std::string(names.at(static_cast<std::size_t>(value)));
}

template <typename Enum, std::size_t N>
void read(const ordered_json& object, const char* key, Enum& value,
          const std::array<std::string_view, N>& names) {
  if (!object.contains(key)) return;
  const auto name = object.at(key).get<std::string>();
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] != name) continue;
    value = static_cast<Enum>(i);
    return;
  }
  throw std::invalid_argument(std::string(key) + ": unknown name " + name);
}

template <typename Value>
void read(const ordered_json& object, const char* key, Value& value) {
  if (object.contains(key)) value = object.at(key).get<Value>();
}

ordered_json motion_json(const Motion& motion) {
  return {{"kind", name_of(motion.kind, kMotions)},
          {"shake_g", motion.shake_g},
          {"shake_hz", motion.shake_hz},
          {"shake_fades_s", motion.shake_fades_s},
          {"spin_axis", {motion.spin_axis.x, motion.spin_axis.y, motion.spin_axis.z}},
          {"spin_deg_s", motion.spin_deg_s}};
}

Motion motion_from(const ordered_json& object) {
  Motion motion;
  read(object, "kind", motion.kind, kMotions);
  read(object, "shake_g", motion.shake_g);
  read(object, "shake_hz", motion.shake_hz);
  read(object, "shake_fades_s", motion.shake_fades_s);
  read(object, "spin_deg_s", motion.spin_deg_s);
  if (object.contains("spin_axis")) {
    const auto axis = object.at("spin_axis").get<std::array<double, 3>>();
    motion.spin_axis = {axis[0], axis[1], axis[2]};
  }
  return motion;
}

Lamp lamp_from(const ordered_json& object) {
  Lamp lamp;
  const auto colour = object.at("colour").get<std::array<std::uint8_t, 3>>();
  lamp.red = colour[0];
  lamp.green = colour[1];
  lamp.blue = colour[2];
  read(object, "lux", lamp.illuminance_lux);
  return lamp;
}

}  // namespace

ordered_json world_json(const WorldSettings& settings) {
  return {{"place", name_of(settings.place, kPlaces)},
          {"humidity", settings.humidity},
          {"humidity_temperature", settings.humidity_temperature},
          {"pressure", settings.pressure},
          {"pressure_temperature", settings.pressure_temperature},
          {"temperatures_linked", settings.temperatures_linked},
          {"light",
           {{"colour", {settings.light.red, settings.light.green, settings.light.blue}},
            {"lux", settings.light.illuminance_lux}}},
          {"yaw", settings.orientation.yaw_deg},
          {"pitch", settings.orientation.pitch_deg},
          {"roll", settings.orientation.roll_deg},
          {"motion", motion_json(settings.motion)},
          {"noise", settings.noise},
          {"drift", settings.drift},
          {"response", name_of(settings.response, kResponses)}};
}

WorldSettings world_from(const ordered_json& object) {
  WorldSettings settings = desk_settings();
  read(object, "place", settings.place, kPlaces);
  read(object, "humidity", settings.humidity);
  read(object, "humidity_temperature", settings.humidity_temperature);
  read(object, "pressure", settings.pressure);
  read(object, "pressure_temperature", settings.pressure_temperature);
  read(object, "temperatures_linked", settings.temperatures_linked);
  if (object.contains("light")) settings.light = lamp_from(object.at("light"));
  read(object, "yaw", settings.orientation.yaw_deg);
  read(object, "pitch", settings.orientation.pitch_deg);
  read(object, "roll", settings.orientation.roll_deg);
  if (object.contains("motion")) settings.motion = motion_from(object.at("motion"));
  read(object, "noise", settings.noise);
  read(object, "drift", settings.drift);
  read(object, "response", settings.response, kResponses);
  return clamped(settings);
}

}  // namespace cupola::app
