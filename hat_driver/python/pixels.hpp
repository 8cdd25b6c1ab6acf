#pragma once

#include <cupola/hat/sense_hat.hpp>

#include <pybind11/pybind11.h>

#include <span>

namespace cupola::python {

/// Reads a colour that is a plain list or tuple of three plain ints of 0–255. False for anything else,
/// without an exception: the Python side then judges it in the original's own words.
bool read_colour(pybind11::handle object, hat::Color& colour);

/// Reads a plain list or tuple of 64 such colours; false as above.
bool read_pixels(pybind11::handle object, hat::Pixels& pixels);

/// [red, green, blue]
pybind11::object colour_list(const hat::Color& colour);
/// A list of those.
pybind11::object pixel_list(std::span<const hat::Color> pixels);

}  // namespace cupola::python
