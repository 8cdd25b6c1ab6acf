#pragma once

#include <pybind11/pybind11.h>

namespace cupola::python {

/// Decodes a PNG, JPEG, BMP or GIF (its first picture) to a list of [r, g, b], row by row; transparency is
/// dropped, grey becomes equal channels. None for anything else.
pybind11::object read_image(const pybind11::bytes& file);

}  // namespace cupola::python
