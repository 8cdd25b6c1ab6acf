#include "hat_driver/python/core.hpp"

#include "hat_driver/python/pixels.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cupola::python {
namespace {

namespace py = pybind11;

bool read_place(py::handle object, int& place) {
  if (!PyLong_CheckExact(object.ptr())) return false;
  int overflow = 0;
  const long value = PyLong_AsLongAndOverflow(object.ptr(), &overflow);
  if (overflow != 0 || value < 0 || value > 7) return false;
  place = static_cast<int>(value);
  return true;
}

/// The colour in `*args`: three ints, or one list or tuple of them.
bool read_arguments(py::handle arguments, hat::Color& colour) {
  const bool one = PyTuple_GET_SIZE(arguments.ptr()) == 1;
  return read_colour(one ? PyTuple_GET_ITEM(arguments.ptr(), 0) : arguments, colour);
}

const char* name_of(hat::Direction direction) {
  constexpr std::array<const char*, 5> kNames{"up", "down", "left", "right", "middle"};
  return kNames.at(static_cast<std::size_t>(direction));
}

const char* name_of(hat::Action action) {
  constexpr std::array<const char*, 3> kNames{"pressed", "released", "held"};
  return kNames.at(static_cast<std::size_t>(action));
}

py::object event_tuple(const std::optional<hat::StickEvent>& event) {
  if (!event) return py::none();
  return py::make_tuple(static_cast<double>(event->time_ns) / 1e9, name_of(event->direction),
                        name_of(event->action));
}

}  // namespace

bool Core::set_pixels(py::handle pixel_list) {
  hat::Pixels pixels;
  if (!read_pixels(pixel_list, pixels)) return false;
  hat_.set_pixels(pixels);
  return true;
}

py::object Core::get_pixels() const { return pixel_list(hat_.get_pixels()); }

bool Core::set_pixel(py::handle x, py::handle y, py::handle arguments) {
  int column = 0;
  int row = 0;
  hat::Color value;
  if (!read_place(x, column) || !read_place(y, row) || !read_arguments(arguments, value)) return false;
  hat_.set_pixel(column, row, value);
  return true;
}

py::object Core::get_pixel(int x, int y) const { return colour_list(hat_.get_pixel(x, y)); }

bool Core::clear(py::handle arguments) {
  hat::Color value;
  if (PyTuple_GET_SIZE(arguments.ptr()) != 0 && !read_arguments(arguments, value)) return false;
  hat_.clear(value);
  return true;
}

bool Core::show_columns(const py::bytes& columns, std::size_t start, py::handle text, py::handle back) {
  hat::TextColours colours;
  if (!read_colour(text, colours.text) || !read_colour(back, colours.back)) return false;
  const auto all = static_cast<std::string_view>(columns);
  if (start + hat::kSide > all.size()) throw std::invalid_argument("start must leave eight columns");
  std::array<hat::Column, hat::kSide> window{};
  std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(start), hat::kSide, window.begin());
  hat_.show_columns(window, colours);
  return true;
}

py::bytes Core::gamma() const {
  const hat::GammaTable table = hat_.gamma();
  return {reinterpret_cast<const char*>(table.data()), table.size()};
}

void Core::set_gamma(const py::bytes& table) {
  const auto values = static_cast<std::string_view>(table);
  hat::GammaTable gamma{};
  if (values.size() != gamma.size()) throw std::invalid_argument("Gamma array must be of length 32");
  std::copy(values.begin(), values.end(), gamma.begin());
  hat_.set_gamma(gamma);
}

py::object StickCore::wait(const py::object& timeout) {
  if (timeout.is_none()) return event_tuple(stick_.wait_for_event());
  const double given = PyFloat_AsDouble(timeout.ptr());
  if (PyErr_Occurred() != nullptr) throw py::error_already_set();
  if (std::isnan(given)) throw std::invalid_argument("timeout must be a number of seconds, got nan");
  const std::chrono::duration<double> seconds(std::clamp(given, 0.0, 1e9));
  return event_tuple(stick_.wait_for_event(std::chrono::duration_cast<std::chrono::nanoseconds>(seconds)));
}

py::object StickCore::next() { return event_tuple(stick_.next_event()); }

}  // namespace cupola::python
