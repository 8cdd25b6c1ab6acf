#include "cli/local_time.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace cupola::cli {
namespace {

constexpr const char* kZones = "/usr/share/zoneinfo";

bool is_zone(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos) return false;
  std::error_code ignored;
  return std::filesystem::is_regular_file(std::filesystem::path{kZones} / name, ignored);
}

}  // namespace

WallClock::WallClock(std::string zone) : zone_{zone.empty() ? "UTC" : std::move(zone)} {
  if (zone_ == "UTC" || is_zone(zone_)) return;
  throw std::invalid_argument{"\"" + zone_ +
                              "\" is no time zone here; write it like Europe/Zurich (package tzdata)"};
}

std::string WallClock::format(base::UtcTime time, const char* pattern) const {
  ::setenv("TZ", zone_ == "UTC" ? "UTC0" : (":" + zone_).c_str(), 1);
  ::tzset();
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  std::array<char, 80> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), pattern, &parts);
  return {text.data(), length};
}

std::string WallClock::date(base::UtcTime time) const { return format(time, "%Y-%m-%d"); }
std::string WallClock::long_date(base::UtcTime time) const { return format(time, "%A %-d %B %Y"); }
std::string WallClock::time(base::UtcTime time) const { return format(time, "%H:%M:%S"); }

}  // namespace cupola::cli
