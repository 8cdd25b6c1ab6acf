#include "hat_driver/python/core.hpp"
#include "hat_driver/python/errors.hpp"
#include "hat_driver/python/fast_method.hpp"
#include "hat_driver/python/pixels.hpp"
#include "hat_driver/python/waiting.hpp"

#include <cupola/hat/image.hpp>
#include <cupola/hat/open_backend.hpp>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <system_error>
#include <utility>

namespace py = pybind11;
using namespace py::literals;
using cupola::python::ColourCore;
using cupola::python::Core;
using cupola::python::SharedBackend;
using cupola::python::StickCore;
namespace hat = cupola::hat;

namespace {

void translate(std::exception_ptr pending) {
  try {
    if (pending) std::rethrow_exception(std::move(pending));
  } catch (const std::system_error& error) {
    cupola::python::raise_os_error(error);
  }
}

SharedBackend open_backend(const std::string& backend, const std::string& board, const std::string& profile) {
  cupola::python::PythonWaiting waiting;
  return {hat::open_backend({.backend = backend, .board = board, .profile = profile}, waiting)};
}

py::tuple choice_of_environment() {
  const auto choice = hat::choice_of_environment();
  return py::make_tuple(choice.backend, choice.board, choice.profile);
}

py::bytes as_bytes(std::span<const hat::Column> columns) {
  return {reinterpret_cast<const char*>(columns.data()), columns.size()};
}

/// Code point by code point: a str may hold lone surrogates, which no encoding takes.
std::u32string characters_of(const py::str& text) {
  std::u32string characters;
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text.ptr());
  for (Py_ssize_t i = 0; i < length; ++i) characters.push_back(PyUnicode_READ_CHAR(text.ptr(), i));
  return characters;
}

/// The pixels of a picture file, or None if it is of no kind that we decode ourselves.
py::object read_image(const py::bytes& file) {
  const auto image = hat::decode_image(std::as_bytes(std::span(static_cast<std::string_view>(file))));
  if (!image) return py::none();
  return cupola::python::pixel_list(image->pixels);
}

py::object as_tuple(const std::optional<hat::Vec3>& vector) {
  if (!vector) return py::none();
  return py::make_tuple(vector->x, vector->y, vector->z);
}

py::object as_tuple(const std::optional<hat::Orientation>& pose) {
  if (!pose) return py::none();
  return py::make_tuple(pose->roll, pose->pitch, pose->yaw);
}

hat::Font font_of(bool extended) { return extended ? hat::Font::Extended : hat::Font::Flight; }

void bind_text(py::module_& module) {
  module.def(
      "has_glyph",
      [](std::uint32_t character, bool extended) { return hat::has_glyph(character, font_of(extended)); },
      "character"_a, "extended"_a = false);
  module.def(
      "letter_columns",
      [](std::uint32_t character, bool extended) {
        return as_bytes(hat::letter_columns(character, font_of(extended)));
      },
      "character"_a, "extended"_a = false);
  module.def(
      "message_columns",
      [](const py::str& text, bool extended) {
        return as_bytes(hat::message_columns(characters_of(text), font_of(extended)));
      },
      "text"_a, "extended"_a = false);
  module.def("read_image", &read_image);
}

void bind_sensors(py::class_<Core>& core) {
  core.def("get_humidity", [](Core& self) { return self.hat().get_humidity(); })
      .def("get_temperature_from_humidity",
           [](Core& self) { return self.hat().get_temperature_from_humidity(); })
      .def("get_temperature_from_pressure",
           [](Core& self) { return self.hat().get_temperature_from_pressure(); })
      .def("get_pressure", [](Core& self) { return self.hat().get_pressure(); })
      .def("set_imu_config",
           [](Core& self, bool compass, bool gyroscope, bool accelerometer) {
             self.hat().set_imu_config({compass, gyroscope, accelerometer});
           })
      .def("get_orientation_radians",
           [](Core& self) { return as_tuple(self.hat().get_orientation_radians()); })
      .def("get_compass", [](Core& self) { return self.hat().get_compass(); })
      .def("get_gyroscope", [](Core& self) { return as_tuple(self.hat().get_gyroscope()); })
      .def("get_accelerometer", [](Core& self) { return as_tuple(self.hat().get_accelerometer()); })
      .def("get_compass_raw", [](Core& self) { return as_tuple(self.hat().get_compass_raw()); })
      .def("get_gyroscope_raw", [](Core& self) { return as_tuple(self.hat().get_gyroscope_raw()); })
      .def("get_accelerometer_raw", [](Core& self) { return as_tuple(self.hat().get_accelerometer_raw()); });
}

void bind_core(py::module_& module) {
  py::class_<Core> core(module, "Core");
  core.def(py::init<const SharedBackend&>())
      .def_property("rotation", &Core::rotation, &Core::set_rotation)
      .def("get_pixels", &Core::get_pixels)
      .def("get_pixel", &Core::get_pixel)
      .def("show_columns", &Core::show_columns)
      .def("note_text", &Core::note_text)
      .def("gamma", &Core::gamma)
      .def("set_gamma", &Core::set_gamma)
      .def("gamma_reset", [](Core& self) { self.hat().gamma_reset(); })
      .def("low_light", [](Core& self) { return self.hat().low_light(); })
      .def("set_low_light", [](Core& self, bool on) { self.hat().set_low_light(on); })
      .def("has_colour_sensor", [](Core& self) { return self.hat().has_colour_sensor(); });
  cupola::python::define_fast<&Core::set_pixels>(core, "set_pixels");
  cupola::python::define_fast<&Core::set_pixel>(core, "set_pixel");
  cupola::python::define_fast<&Core::clear>(core, "clear");
  bind_sensors(core);
}

void bind_stick(py::module_& module) {
  py::class_<StickCore>(module, "Stick")
      .def(py::init<const SharedBackend&>())
      .def("wait", &StickCore::wait)
      .def("next", &StickCore::next)
      .def_property("cursor", &StickCore::cursor, &StickCore::set_cursor);
}

void bind_colour(py::module_& module) {
  py::class_<ColourCore>(module, "Colour")
      .def(py::init<const SharedBackend&>())
      .def("gains", [](ColourCore& self) { return py::tuple(py::cast(self.sensor().chip().gains)); })
      .def("cycle_seconds",
           [](ColourCore& self) { return std::chrono::duration<double>(self.sensor().chip().cycle).count(); })
      .def("gain", [](ColourCore& self) { return self.sensor().gain(); })
      .def("set_gain", [](ColourCore& self, int gain) { self.sensor().set_gain(gain); })
      .def("integration_cycles", [](ColourCore& self) { return self.sensor().integration_cycles(); })
      .def("set_integration_cycles", [](ColourCore& self, int n) { self.sensor().set_integration_cycles(n); })
      .def("enabled", [](ColourCore& self) { return self.sensor().enabled(); })
      .def("set_enabled", [](ColourCore& self, bool on) { self.sensor().set_enabled(on); })
      .def("raw", [](ColourCore& self) { return py::tuple(py::cast(self.sensor().colour_raw())); });
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  module.doc() = "What is fast in sense_hat. Programs use the classes of the package instead.";
  py::register_local_exception_translator(&translate);
  const py::class_<SharedBackend> backend(module, "Backend");
  module.def("open_backend", &open_backend, "backend"_a, "board"_a, "profile"_a);
  module.def("choice_of_environment", &choice_of_environment);
  bind_text(module);
  bind_core(module);
  bind_stick(module);
  bind_colour(module);
}
