#include "emulator/picture/describe.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::picture {
namespace {

constexpr std::array<NamedColor, 22> kNames{{
    {"off", '.', {0, 0, 0}},           {"white", 'w', {255, 255, 255}},
    {"grey", 'a', {150, 150, 150}},    {"dark grey", 'A', {75, 75, 75}},
    {"red", 'r', {255, 0, 0}},         {"dark red", 'R', {120, 0, 0}},
    {"orange", 'o', {255, 140, 0}},    {"brown", 'n', {140, 75, 25}},
    {"yellow", 'y', {255, 240, 0}},    {"dark yellow", 'Y', {130, 125, 0}},
    {"lime", 'l', {170, 255, 0}},      {"green", 'g', {0, 230, 0}},
    {"dark green", 'G', {0, 100, 0}},  {"cyan", 'c', {0, 240, 240}},
    {"dark cyan", 'C', {0, 115, 115}}, {"light blue", 'u', {90, 170, 255}},
    {"blue", 'b', {0, 0, 255}},        {"dark blue", 'B', {0, 0, 115}},
    {"purple", 'p', {145, 0, 215}},    {"dark purple", 'P', {75, 0, 95}},
    {"magenta", 'm', {255, 0, 235}},   {"pink", 'k', {255, 145, 180}},
}};

/// Further colours that go by a name, where its first one is not the nearest.
struct Example {
  std::size_t name = 0;  ///< index into kNames
  hat::Color color;
};
constexpr std::array<Example, 13> kExamples{{
    {2, {205, 205, 205}},
    {3, {28, 28, 28}},
    {4, {200, 0, 0}},
    {5, {150, 0, 0}},
    {5, {55, 0, 0}},
    {7, {165, 42, 42}},
    {9, {60, 60, 0}},
    {12, {0, 45, 0}},
    {15, {140, 205, 240}},
    {17, {0, 0, 50}},
    {18, {128, 0, 128}},
    {19, {60, 0, 60}},
    {21, {255, 205, 180}},
}};

struct Lab {
  double lightness = 0;
  double a = 0;
  double b = 0;
};

double linear(std::uint8_t value) {
  const double encoded = value / 255.0;
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

Lab oklab(hat::Color color) {
  const double red = linear(color.red);
  const double green = linear(color.green);
  const double blue = linear(color.blue);
  const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

double difference(const Lab& one, const Lab& other) {
  const double lightness = one.lightness - other.lightness;
  const double a = one.a - other.a;
  const double b = one.b - other.b;
  // People name by hue first: of two colours as far away, the one of the same hue is meant.
  return 0.5 * lightness * lightness + a * a + b * b;
}

}  // namespace

std::span<const NamedColor> named_colors() { return kNames; }

const NamedColor& nearest_named_color(hat::Color color) {
  if (std::max({color.red, color.green, color.blue}) < 8) return kNames.front();
  const Lab wanted = oklab(color);
  std::size_t best = 1;
  double least = difference(wanted, oklab(kNames[best].color));
  const auto consider = [&](std::size_t name, hat::Color example) {
    const double away = difference(wanted, oklab(example));
    if (away >= least) return;
    least = away;
    best = name;
  };
  for (std::size_t name = 2; name < kNames.size(); ++name) consider(name, kNames.at(name).color);
  for (const Example& each : kExamples) consider(each.name, each.color);
  return kNames.at(best);
}

}  // namespace cupola::picture
