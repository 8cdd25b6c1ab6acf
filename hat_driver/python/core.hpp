#pragma once

#include "hat_driver/python/waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <pybind11/pybind11.h>

#include <memory>
#include <string>

namespace cupola::python {

/// One HAT, shared by every object of the process that stands on it.
struct SharedBackend {
  std::shared_ptr<hat::Backend> backend;
};

/// What the Python class SenseHat calls. The drawing calls give back False, having done nothing, when an
/// argument is not of the plain kind they read themselves; the Python side then takes the long way.
class Core {
 public:
  explicit Core(const SharedBackend& shared) : backend_(shared.backend), hat_(*backend_, waiting_) {}

  int rotation() const { return hat_.rotation(); }
  void set_rotation(int degrees) { hat_.set_rotation(degrees, hat::Redraw::No); }
  bool set_pixels(pybind11::handle pixel_list);
  pybind11::object get_pixels() const;
  /// `arguments`: the tuple of what came after x and y.
  bool set_pixel(pybind11::handle x, pybind11::handle y, pybind11::handle arguments);
  pybind11::object get_pixel(int x, int y) const;
  /// `arguments`: the tuple of what clear() was called with.
  bool clear(pybind11::handle arguments);
  /// Eight columns from `start` of a bytes object of columns.
  bool show_columns(const pybind11::bytes& columns, std::size_t start, pybind11::handle text,
                    pybind11::handle back);
  void note_text(const std::string& text) { backend_->note_text(text); }
  pybind11::bytes gamma() const;
  void set_gamma(const pybind11::bytes& table);

  hat::SenseHat& hat() { return hat_; }

 private:
  std::shared_ptr<hat::Backend> backend_;
  PythonWaiting waiting_;
  hat::SenseHat hat_;
};

/// The joystick and the colour sensor, each keeping the HAT alive for itself.
class StickCore {
 public:
  explicit StickCore(const SharedBackend& shared) : backend_(shared.backend), stick_(*backend_, waiting_) {}
  /// (timestamp, direction, action) or None; `timeout` in seconds or None for ever.
  pybind11::object wait(const pybind11::object& timeout);
  pybind11::object next();
  std::uint64_t cursor() const { return stick_.cursor(); }
  void set_cursor(std::uint64_t cursor) { stick_.set_cursor(cursor); }

 private:
  std::shared_ptr<hat::Backend> backend_;
  PythonWaiting waiting_;
  hat::SenseStick stick_;
};

class ColourCore {
 public:
  explicit ColourCore(const SharedBackend& shared) : backend_(shared.backend), sensor_(*backend_, waiting_) {}
  hat::ColourSensor& sensor() { return sensor_; }

 private:
  std::shared_ptr<hat::Backend> backend_;
  PythonWaiting waiting_;
  hat::ColourSensor sensor_;
};

}  // namespace cupola::python
