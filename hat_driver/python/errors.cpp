#include "hat_driver/python/errors.hpp"

#include <pybind11/pybind11.h>

#include <cerrno>
#include <stdexcept>
#include <string>

namespace py = pybind11;

namespace cupola::python {

void raise_os_error(const std::system_error& error) {
  std::string text = error.what();
  const std::string reason = ": " + error.code().message();
  if (text.ends_with(reason)) text.resize(text.size() - reason.size());
  if (error.code().value() == ENODEV) {
    PyErr_SetString(PyExc_OSError, text.c_str());
    return;
  }
  const auto arguments = py::make_tuple(error.code().value(), error.code().message() + ": " + text);
  PyErr_SetObject(PyExc_OSError, arguments.ptr());
}

void raise_pending() {
  try {
    throw;
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (const std::system_error& error) {
    raise_os_error(error);
  } catch (const std::invalid_argument& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
}

}  // namespace cupola::python
