#include "hat_driver/python/waiting.hpp"

#include <pybind11/pybind11.h>

#include <ctime>

namespace cupola::python {

std::int64_t PythonWaiting::now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// The GIL is given back by hand and not by pybind11's guard: when the interpreter ends, taking it in a daemon
// thread ends that thread by unwinding, which must not pass through a destructor. And the sleep is libc's
// clock_nanosleep and nothing else, because that is what the runner's virtual clock stands in for.
void PythonWaiting::wait(std::chrono::nanoseconds duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
  timespec left{};
  left.tv_sec = seconds.count();
  left.tv_nsec = (duration - seconds).count();
  PyThreadState* thread = PyEval_SaveThread();
  clock_nanosleep(CLOCK_MONOTONIC, 0, &left, nullptr);
  PyEval_RestoreThread(thread);
  if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
}

}  // namespace cupola::python
