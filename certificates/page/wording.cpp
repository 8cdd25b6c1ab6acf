#include "certificates/page/wording.hpp"

#include "certificates/page/clean_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

/// "12.34° N": two decimals are what an element set can vouch for (0.01° is 1.1 km).
std::string angle_words(double degrees, char positive, char negative) {
  const long hundredths = std::lround(std::abs(degrees) * 100);
  const bool is_negative = degrees < 0 && hundredths > 0;
  return fmt::format("{}.{:02}° {}", hundredths / 100, hundredths % 100, is_negative ? negative : positive);
}

double ground_distance_km(const orbit::Geodetic& a, const orbit::Geodetic& b) {
  constexpr double kEarthRadiusKm = 6371.0088;
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const double half_lat = std::sin(radians(b.latitude_deg - a.latitude_deg) / 2);
  const double half_lon = std::sin(radians(b.longitude_deg - a.longitude_deg) / 2);
  const double h = half_lat * half_lat + std::cos(radians(a.latitude_deg)) *
                                             std::cos(radians(b.latitude_deg)) * half_lon * half_lon;
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, h)));
}

/// "For 30 seconds", "For a moment": how long, as one would tell it.
std::string spoken_duration(std::chrono::nanoseconds duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  if (seconds < 1) return "For less than a second";
  const long whole = std::lround(seconds);
  if (whole == 1) return "For one second";
  if (whole < 120) return fmt::format("For {} seconds", whole);
  return fmt::format("For {} minutes", std::lround(seconds / 60));
}

}  // namespace

std::string date_words(Time time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return fmt::format("{} {} {}", unsigned{date.day()}, kMonths.at(unsigned{date.month()} - 1),
                     int{date.year()});
}

std::string time_words(Time time) {
  const auto since_midnight = time - std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(since_midnight)};
  return fmt::format("{:02}:{:02}:{:02} UTC", clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string moment_words(Time time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return fmt::format("{:04}-{:02}-{:02}T{}Z", int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
                     time_words(time).substr(0, 8));
}

std::string duration_words(std::chrono::nanoseconds duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  if (std::lround(seconds * 10) < 600) return fmt::format("{:.1f} s", seconds);
  const long whole = std::lround(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string position_words(const orbit::Geodetic& position) {
  return angle_words(position.latitude_deg, 'N', 'S') + ", " + angle_words(position.longitude_deg, 'E', 'W');
}

std::string altitude_words(const orbit::Geodetic& position) {
  return fmt::format("{} km", std::lround(position.altitude_km));
}

std::string ground_words(const std::vector<orbit::Geodetic>& path) {
  double km = 0;
  for (std::size_t i = 1; i < path.size(); ++i) km += ground_distance_km(path[i - 1], path[i]);
  return path.size() < 2 ? std::string() : fmt::format("{} km over the ground", std::lround(km));
}

std::string story(const Certificate& certificate) {
  const std::string span = spoken_duration(certificate.end - certificate.start);
  const std::string place =
      fmt::format("{} above {}", altitude_words(certificate.position), certificate.below);
  if (certificate.simulated) {
    return fmt::format(
        "{} your program was in charge of a space computer: a rehearsal on Earth,\n"
        "timed to the moment when the International Space Station flew {}.",
        span, place);
  }
  return fmt::format(
      "{} your program was in charge of a computer in orbit,\n"
      "aboard the International Space Station, {}.",
      span, place);
}

std::string list_words(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) {
    const std::string text = clean_text(name);
    if (text.empty()) continue;
    if (!result.empty()) result += " · ";
    result += text;
  }
  return result;
}

std::string flight_words(const Certificate& certificate) {
  return certificate.simulated ? "Simulated flight" : "Flown in space";
}

std::string small_print(const Certificate& certificate) {
  return fmt::format(
      "Entry {} · ISS position from the element set of {} · Map: Natural Earth · Made with Cupola",
      clean_text(certificate.id), certificate.element_set);
}

}  // namespace cupola::page
