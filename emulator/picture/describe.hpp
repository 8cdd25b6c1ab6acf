#pragma once

#include <cupola/hat/frame.hpp>

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::picture {

/// 64 colours in the order of a picture, for example from led_colors().
using Colors = std::array<hat::Color, hat::kPixelCount>;

/// A colour with the name a person would give it.
struct NamedColor {
  std::string_view name;  ///< English, lower case: a key of the catalogue
  char letter = '.';      ///< different for every name
  hat::Color color;
};

/// The colours there are names for; the first is "off", black.
std::span<const NamedColor> named_colors();

/// The named colour that looks most like this one (nearest in OKLab, Ottosson 2020). Only a colour too dark
/// to be told from black is "off".
const NamedColor& nearest_named_color(hat::Color color);

/// Gives an English text in the reader's language, as a catalogue does; placeholders like {color} stay as
/// they are.
using Words = std::function<std::string(std::string_view english)>;

/// The catalogue of English itself.
std::string english(std::string_view text);

/// Every text the functions below ask `Words` for.
std::vector<std::string_view> description_words();

/// A picture as letters.
struct TextGrid {
  std::array<std::string, hat::kSide> rows;  ///< eight letters with a space between them
  std::vector<std::string> legend;           ///< "r = red", in the order in which the colours come
  /// Ten lines or so: the rows, an empty line, the legend on one line.
  std::string text() const;
};

TextGrid text_grid(const Colors& colors, const Words& words = english);

/// A picture in one line without a full stop: "mostly red, 12 lights on, left half".
std::string describe(const Colors& colors, const Words& words = english);

/// What changed, a line for every row of LEDs in which something did: "row 3: lights 2–4 from off to blue".
/// Rows and lights count from 1, as people do. One line instead if all LEDs went off, if a plain picture
/// became another plain one, or if something changed but no colour's name did. Empty if nothing changed.
std::vector<std::string> describe_changes(const Colors& before, const Colors& now,
                                          const Words& words = english);

}  // namespace cupola::picture
