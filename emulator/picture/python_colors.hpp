#pragma once

#include "emulator/picture/python_values.hpp"

#include <cupola/hat/frame.hpp>

#include <array>

namespace cupola::picture {

/// The colour a value of a program stands for: three whole numbers 0–255, "#ff8800", "#f80", 0xff8800 or a
/// name of describe.hpp. Throws std::invalid_argument "line 12: …", with `line` if the value has none.
hat::Color color_of(const PythonValue& value, int line);

/// The 64 colours of a list of 64, or of eight lists of eight. Throws std::invalid_argument, if it can with
/// the line of the row that is too short or too long.
std::array<hat::Color, hat::kPixelCount> colors_of(const PythonValue& value, int line);

}  // namespace cupola::picture
