#pragma once

namespace cupola::page {

/// A colour of the page, sRGB 0–1 with opacity.
struct Ink {
  double red = 0;
  double green = 0;
  double blue = 0;
  double alpha = 1;
  constexpr Ink with_alpha(double value) const { return {red, green, blue, value}; }
};

/// 0xRRGGBB as an ink.
constexpr Ink ink(unsigned rgb, double alpha = 1) {
  return {((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha};
}

/// `share` of `b` in a mix with `a`, 0–1; the opacity of `a`.
constexpr Ink mix(Ink a, Ink b, double share) {
  return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
          a.blue + (b.blue - a.blue) * share, a.alpha};
}

// Deep space for what is read, gold for ceremony, one red that appears once: at the place of the flight.
inline constexpr Ink kPaper = ink(0xffffff);
inline constexpr Ink kNight = ink(0x0b1f3f);
inline constexpr Ink kDusk = ink(0x27466f);
inline constexpr Ink kSlate = ink(0x5b6b80);
inline constexpr Ink kGold = ink(0xb98a35);
inline constexpr Ink kSea = ink(0xdfeaf4);
inline constexpr Ink kGraticule = ink(0xc3d5e6);
inline constexpr Ink kLand = ink(0xfbf8f0);
inline constexpr Ink kCoast = ink(0x6a8cb0);
inline constexpr Ink kOrbit = ink(0x6f7b8a);
inline constexpr Ink kFlown = ink(0xf08a1d);
inline constexpr Ink kMarker = ink(0xd3202f);
inline constexpr Ink kBoard = ink(0x0e1626);

}  // namespace cupola::page
