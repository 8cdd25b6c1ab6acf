#include "emulator/ui/model/graph_axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace cupola::ui {
namespace {

std::vector<double> multiples(const Span& span, double step) {
  std::vector<double> ticks;
  // Counted in whole numbers, so that errors do not add up and 0 is 0.
  const auto first = static_cast<std::int64_t>(std::ceil(span.lowest / step - 1e-9));
  const auto last = static_cast<std::int64_t>(std::floor(span.highest / step + 1e-9));
  for (std::int64_t i = first; i <= last; ++i) ticks.push_back(static_cast<double>(i) * step);
  return ticks;
}

}  // namespace

Span roomy(const Span& seen, double least) {
  constexpr double kAir = 0.08;
  const double middle = (seen.lowest + seen.highest) / 2;
  const double half = std::max(seen.length() * (0.5 + kAir), least / 2);
  return {middle - half, middle + half};
}

std::vector<double> round_ticks(const Span& span, int most) {
  if (!(span.length() > 0) || !std::isfinite(span.length()) || most < 1) return {};
  const double least = span.length() / most;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
    auto ticks = multiples(span, factor * power);
    if (ticks.size() <= static_cast<std::size_t>(most)) return ticks;
  }
  return {};
}

std::vector<double> time_ticks(const Span& span, int most) {
  if (!(span.length() > 0) || !std::isfinite(span.length()) || most < 1) return {};
  constexpr double kSteps[] = {1,   2,   5,    10,   15,   30,    60,    120,   300,
                               600, 900, 1800, 3600, 7200, 21600, 43200, 86400, 604800};
  if (span.length() / most < 0.5) return round_ticks(span, most);
  for (const double step : kSteps) {
    auto ticks = multiples(span, step);
    if (ticks.size() <= static_cast<std::size_t>(most)) return ticks;
  }
  return round_ticks(span, most);
}

std::string time_text(double seconds, int decimals) {
  // Rounded once, so that 59.96 with one decimal is 1:00.0 and not 0:60.0.
  const double unit = std::pow(10.0, std::clamp(decimals, 0, 3));
  const auto count = static_cast<long long>(std::floor(std::max(seconds, 0.0) * unit + 0.5));
  const auto whole = count / static_cast<long long>(unit);
  const auto part = count % static_cast<long long>(unit);
  char text[48];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  }
  if (decimals <= 0) return text;
  char rest[48];
  std::snprintf(rest, sizeof rest, ".%0*lld", std::min(decimals, 3), part);
  return std::string(text) + rest;
}

int time_decimals(double step) {
  if (step >= 1) return 0;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 1, 3);
}

std::string tick_text(double value, double step) {
  const int decimals = step > 0 ? static_cast<int>(std::ceil(-std::log10(step) - 1e-9)) : 0;
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", std::clamp(decimals, 0, 6), value == 0 ? 0.0 : value);
  return text;
}

}  // namespace cupola::ui
