#pragma once

#include "emulator/picture/timed_picture.hpp"

#include <string>
#include <string_view>

namespace cupola::picture {

/// A Python program that shows an animation: short names for the colours, eight rows of eight for each
/// picture, set_pixels and sleep. Meant to be read and changed by children; read_frame_code() reads it back
/// exactly. Throws std::invalid_argument for an animation without pictures.
std::string write_frame_code(const Animation& animation);

/// The animation that a Python program draws with set_pixels, set_pixel, clear and sleep, as far as that can
/// be known without running it: names, lists and tuples of colours (tuples, "#ff8800", 0xff8800, "red"), +
/// and * of lists, functions without arguments, loops over ranges and lists, `while True` (repeats for ever).
/// A program that shows nothing gives the lists of 64 colours in it. A picture without a sleep after it lasts
/// half a second. Nothing is executed. Throws std::invalid_argument "line 12: what is wrong, and what would
/// be right".
Animation read_frame_code(std::string_view program);

}  // namespace cupola::picture
