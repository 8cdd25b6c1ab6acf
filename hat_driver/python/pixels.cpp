#include "hat_driver/python/pixels.hpp"

namespace cupola::python {
namespace {

/// The items of a plain list or tuple of `count`; null for anything else. Valid while nobody changes the
/// list, and nobody can while we hold the GIL and call no Python code.
PyObject* const* plain_items(PyObject* object, Py_ssize_t count) {
  if (!PyList_CheckExact(object) && !PyTuple_CheckExact(object)) return nullptr;
  return PySequence_Fast_GET_SIZE(object) == count ? PySequence_Fast_ITEMS(object) : nullptr;
}

bool read_channel(PyObject* object, std::uint8_t& channel) {
  if (!PyLong_CheckExact(object)) return false;
  int overflow = 0;
  const long value = PyLong_AsLongAndOverflow(object, &overflow);
  if (overflow != 0 || value < 0 || value > 255) return false;
  channel = static_cast<std::uint8_t>(value);
  return true;
}

bool read_plain_colour(PyObject* object, hat::Color& colour) {
  PyObject* const* items = plain_items(object, 3);
  return items != nullptr && read_channel(items[0], colour.red) && read_channel(items[1], colour.green) &&
         read_channel(items[2], colour.blue);
}

PyObject* new_colour_list(const hat::Color& colour) {
  PyObject* list = PyList_New(3);
  if (list == nullptr) throw pybind11::error_already_set();
  PyList_SET_ITEM(list, 0, PyLong_FromLong(colour.red));
  PyList_SET_ITEM(list, 1, PyLong_FromLong(colour.green));
  PyList_SET_ITEM(list, 2, PyLong_FromLong(colour.blue));
  return list;
}

}  // namespace

bool read_colour(pybind11::handle object, hat::Color& colour) {
  return read_plain_colour(object.ptr(), colour);
}

bool read_pixels(pybind11::handle object, hat::Pixels& pixels) {
  PyObject* const* items = plain_items(object.ptr(), static_cast<Py_ssize_t>(pixels.size()));
  if (items == nullptr) return false;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (!read_plain_colour(items[i], pixels[i])) return false;
  }
  return true;
}

pybind11::object colour_list(const hat::Color& colour) {
  return pybind11::reinterpret_steal<pybind11::object>(new_colour_list(colour));
}

pybind11::object pixel_list(std::span<const hat::Color> pixels) {
  pybind11::list list(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    PyList_SET_ITEM(list.ptr(), static_cast<Py_ssize_t>(i), new_colour_list(pixels[i]));
  }
  return list;
}

}  // namespace cupola::python
