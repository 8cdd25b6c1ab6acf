#include "cli/board_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cupola::cli {
namespace {

/// How far a reading must have moved to be news: several times the chips' own noise.
constexpr double kTemperatureStep_c = 0.5;
constexpr double kHumidityStep_percent = 2;
constexpr double kPressureStep_hpa = 1;
constexpr double kGravityStep_g = 0.1;
constexpr double kLightShare = 0.2;

bool same_program(const serve::Program& a, const serve::Program& b) { return a.pid == b.pid; }

const serve::Program* find(const std::vector<serve::Program>& programs, const serve::Program& wanted) {
  const auto found = std::find_if(programs.begin(), programs.end(),
                                  [&](const serve::Program& each) { return same_program(each, wanted); });
  return found == programs.end() ? nullptr : &*found;
}

/// Whether what was said before is no longer true; what was never said is news.
template <typename Sample, typename Moved>
bool news(const std::optional<Sample>& said, const std::optional<Sample>& now, Moved moved) {
  if (!now) return false;
  return !said || moved(*said, *now);
}

bool humidity_moved(const hat::HumiditySample& a, const hat::HumiditySample& b) {
  return std::abs(a.humidity_percent - b.humidity_percent) >= kHumidityStep_percent ||
         std::abs(a.temperature_c - b.temperature_c) >= kTemperatureStep_c;
}

bool pressure_moved(const hat::PressureSample& a, const hat::PressureSample& b) {
  return std::abs(a.pressure_hpa - b.pressure_hpa) >= kPressureStep_hpa;
}

bool motion_moved(const hat::MotionSample& a, const hat::MotionSample& b) {
  const hat::Vec3& p = a.acceleration_g;
  const hat::Vec3& q = b.acceleration_g;
  return std::hypot(p.x - q.x, p.y - q.y, p.z - q.z) >= kGravityStep_g;
}

bool light_moved(const hat::LightSample& a, const hat::LightSample& b) {
  return std::abs(a.clear - b.clear) > kLightShare * std::max({a.clear, b.clear, 1.0});
}

/// Which side of the board is up, from what the accelerometer feels.
std::string up_side(const hat::Vec3& g) {
  const double size = std::hypot(g.x, g.y, g.z);
  if (size < 0.3) return "weightless";
  const double most = std::max({std::abs(g.x), std::abs(g.y), std::abs(g.z)});
  if (most < 0.85 * size) return "tilted";
  if (most == std::abs(g.z)) return g.z > 0 ? "flat, lights up" : "flat, lights down";
  return "on its edge";
}

}  // namespace

std::vector<std::string> BoardText::programs(const std::vector<serve::Program>& now) {
  std::vector<std::string> lines;
  for (const serve::Program& program : now) {
    const serve::Program* const before = find(programs_, program);
    if (before == nullptr && program.running)
      lines.push_back(fmt::format("{} (process {}) uses the board", program.name, program.pid));
    if (before != nullptr && before->running && !program.running)
      lines.push_back(fmt::format("{} has ended; the lights stay as they are", program.name));
  }
  for (const serve::Program& before : programs_) {
    if (before.running && find(now, before) == nullptr)
      lines.push_back(fmt::format("{} has ended", before.name));
  }
  programs_ = now;
  return lines;
}

std::vector<std::string> BoardText::picture(const picture::Colors& now) {
  auto lines = picture::describe_changes(colors_, now);
  colors_ = now;
  const std::string_view name = picture::nearest_named_color(now[0]).name;
  const auto is_that = [&](hat::Color color) { return picture::nearest_named_color(color).name == name; };
  if (lines.size() > 1 && std::all_of(now.begin(), now.end(), is_that))
    lines = {fmt::format("all lights now {}", name)};
  return lines;
}

std::string BoardText::scrolled(const std::string& text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // The C1 controls of UTF-8 could redraw the terminal as the C0 ones can.
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) ++i;
    shown += c1 || byte < 0x20 || byte == 0x7f ? '?' : text[c1 ? i - 1 : i];
  }
  return fmt::format("scrolling text: \"{}\"", shown);
}

std::vector<std::string> BoardText::sensors(const BoardReadings& now) {
  const bool moved = news(said_.humidity, now.humidity, humidity_moved) ||
                     news(said_.pressure, now.pressure, pressure_moved) ||
                     news(said_.motion, now.motion, motion_moved) ||
                     news(said_.light, now.light, light_moved);
  if (!moved) return {};
  said_ = now;
  return {all_sensors(now)};
}

std::vector<std::string> BoardText::whole_picture(const picture::Colors& now) {
  const picture::TextGrid grid = picture::text_grid(now);
  std::vector<std::string> lines(grid.rows.begin(), grid.rows.end());
  std::string legend;
  for (const std::string& entry : grid.legend) legend += (legend.empty() ? "" : ", ") + entry;
  lines.push_back(legend);
  lines.push_back("lights: " + picture::describe(now));
  return lines;
}

std::string BoardText::all_sensors(const BoardReadings& now) {
  std::string line = "sensors:";
  const auto add = [&](const std::string& part) { line += (line.back() == ':' ? " " : ", ") + part; };
  if (now.humidity) {
    add(fmt::format("temperature {:.1f} °C", now.humidity->temperature_c));
    add(fmt::format("humidity {:.0f} %", now.humidity->humidity_percent));
  }
  if (now.pressure) add(fmt::format("pressure {:.0f} hPa", now.pressure->pressure_hpa));
  if (now.motion) add(up_side(now.motion->acceleration_g));
  if (now.light) {
    add(fmt::format("light {:.1f} (red {:.1f}, green {:.1f}, blue {:.1f})", now.light->clear, now.light->red,
                    now.light->green, now.light->blue));
  }
  if (line.back() == ':') add("none");
  return line;
}

std::string spoken_picture(const picture::Colors& now) { return picture::describe(now); }

}  // namespace cupola::cli
