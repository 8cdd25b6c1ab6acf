#include "emulator/world/lamp.hpp"

#include <cmath>

namespace cupola::world {
namespace {

/// The share of a primary colour that the filters let through: the middle of the datasheet's range.
struct Filter {
  double red;
  double green;
  double blue;
  constexpr double white() const { return red + green + blue; }
  /// Of 1 for white light.
  double of(double r, double g, double b) const { return (r * red + g * green + b * blue) / white(); }
};
constexpr Filter kRedFilter{0.95, 0.145, 0.075};
constexpr Filter kGreenFilter{0.07, 0.725, 0.26};
constexpr Filter kBlueFilter{0.145, 0.275, 0.765};
constexpr Filter kNoFilter{1, 1, 1};

constexpr Light kWhite{.red = 3.7, .green = 4.1, .blue = 3.4, .clear = 11.2};
constexpr double kWhite_lux = 400;

/// IEC 61966-2-1: the intensity of an sRGB value.
double linear(std::uint8_t value) {
  const double v = value / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

}  // namespace

Light light_of(const Lamp& lamp) {
  const double r = linear(lamp.red);
  const double g = linear(lamp.green);
  const double b = linear(lamp.blue);
  const double strength = lamp.illuminance_lux / kWhite_lux;
  return {.red = strength * kWhite.red * kRedFilter.of(r, g, b),
          .green = strength * kWhite.green * kGreenFilter.of(r, g, b),
          .blue = strength * kWhite.blue * kBlueFilter.of(r, g, b),
          .clear = strength * kWhite.clear * kNoFilter.of(r, g, b)};
}

}  // namespace cupola::world
