#pragma once

#include "certificates/page/canvas.hpp"
#include "certificates/page/type.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace cupola::page {

/// The inks of what is read.
struct Palette {
  Ink paper;
  Ink heading;
  Ink name;
  Ink text;
  Ink quiet;   ///< small remarks
  Ink accent;  ///< labels, rules, ornaments
};

enum class NightLook {
  Shade,  ///< deeper in three steps of twilight
  Hatch,  ///< thin slanted lines, for printers without colour
};

/// How maps and the globe look.
struct MapLook {
  Ink sea;
  Ink land;
  Ink coast;
  Ink graticule;
  Ink border;
  Ink night;  ///< one layer of shade, or the hatching
  Ink label;
  Ink halo;  ///< around orbit and labels
  Ink orbit;
  Ink flown;
  Ink marker;
  Ink globe_sea;
  Ink globe_land;
  Ink globe_night;
  Ink air;  ///< the glow around the globe; alpha 0 for none
  NightLook night_look = NightLook::Shade;
  double corner = 5;  ///< radius of the map's corners, points
};

/// How a picture in lights looks.
struct LightsLook {
  Ink board;
  Ink dark;          ///< a light that is off
  bool glow = true;  ///< else flat dots with an outline, which need no dark board
  double corner = 0.05;
};

/// How the words are set.
struct Voice {
  Face heading = Face::Serif;
  Slant heading_slant = Slant::Upright;
  Weight heading_weight = Weight::Regular;
  double heading_pt = 30;
  Face name = Face::Display;
  double name_pt = 50;
  Face text = Face::Serif;
  double text_pt = 12;
  Align align = Align::Centre;
  Align facts_align = Align::Centre;
  double fine_pt = 5.4;      ///< the small print
  double code_pt = 4.6;      ///< what the code says as text
  double fine_least_pt = 3;  ///< both shrink so far to stay on one line; below it they wrap
  double fine_share = 0.5;   ///< of their box, for the small print
};

/// Where everything stands on the page. A box without width is left out.
struct Slots {
  Box title;  ///< heading, mission, kind of flight and day
  Box names;  ///< team, members, school; and what happened, unless it has a place of its own
  Box story;
  Box lights;
  Box strip;  ///< the film, beside or below the large picture
  Box map;
  Box globe;
  Box facts;
  int fact_columns = 6;
  Box code;   ///< the QR code
  Box patch;  ///< of the mission; the emblem if it has none
  Box fine;   ///< the small print, and what the code says as text
};

/// One way to make a certificate: data, and two small functions.
struct Design {
  std::string_view name;     ///< as `--design` takes it
  std::string_view summary;  ///< one line for people
  Palette palette;
  MapLook map;
  LightsLook lights;
  Voice voice;
  Slots (*slots)(const Box& page);
  /// Paper and ornaments, below everything.
  void (*backdrop)(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
  bool divider = false;  ///< a rule with a star above the story
};

/// All designs; the first is the one taken without a choice.
std::span<const Design> designs();
/// Null if there is none of that name.
const Design* find_design(std::string_view name);

}  // namespace cupola::page
