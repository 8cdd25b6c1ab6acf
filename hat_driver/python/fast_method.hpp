// The way into C++ for calls that take less time than pybind11 needs to find out what to call: no overloads,
// no keywords, no conversions, a bool as the result.
#pragma once

#include "hat_driver/python/errors.hpp"

#include <pybind11/pybind11.h>

#include <array>
#include <utility>

namespace cupola::python {

template <auto Method>
struct FastMethod;

/// `Method` takes Python objects as they are and gives back a bool.
template <typename Class, typename... Arguments, bool (Class::*Method)(Arguments...)>
struct FastMethod<Method> {
  static PyObject* call(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
    if (count != static_cast<Py_ssize_t>(sizeof...(Arguments))) {
      PyErr_SetString(PyExc_TypeError, "wrong number of arguments");
      return nullptr;
    }
    // Python has seen to it that `self` is of this class.
    auto* object = reinterpret_cast<pybind11::detail::instance*>(self)
                       ->get_value_and_holder()
                       .template value_ptr<Class>();
    if (object == nullptr) {
      PyErr_SetString(PyExc_TypeError, "__init__() has not been called");
      return nullptr;
    }
    try {
      return PyBool_FromLong(invoke(*object, arguments, std::index_sequence_for<Arguments...>()) ? 1 : 0);
    } catch (...) {
      raise_pending();
      return nullptr;
    }
  }

 private:
  template <std::size_t... Places>
  static bool invoke(Class& object, PyObject* const* arguments, std::index_sequence<Places...> /*places*/) {
    return (object.*Method)(pybind11::handle(arguments[Places])...);
  }
};

/// Gives a pybind11 class such a method. `name` must last as long as the class.
template <auto Method>
void define_fast(pybind11::handle type, const char* name) {
  static PyMethodDef definition{
      name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&FastMethod<Method>::call)),
      METH_FASTCALL, nullptr};
  auto* descriptor = PyDescr_NewMethod(reinterpret_cast<PyTypeObject*>(type.ptr()), &definition);
  if (descriptor == nullptr) throw pybind11::error_already_set();
  pybind11::setattr(type, name, pybind11::reinterpret_steal<pybind11::object>(descriptor));
}

}  // namespace cupola::python
