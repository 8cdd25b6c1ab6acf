#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <opcode.h>

#include "runner/sandbox/launcher_child.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace cupola::sandbox {
namespace {

/// What the audit hook needs; lives in run_interpreter, which outlives the interpreter.
struct Listener {
  const ReportWriter& report;
  std::string path;  ///< the program's file as tracebacks name it
  bool asked_for_input = false;
};

/// Owns one reference.
class Object {
 public:
  explicit Object(PyObject* object) : object_(object) {
    if (object_ == nullptr) PyErr_Clear();
  }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object() { Py_XDECREF(object_); }
  PyObject* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  Object attribute(const char* name) const {
    return Object{object_ == nullptr ? nullptr : PyObject_GetAttrString(object_, name)};
  }

 private:
  PyObject* object_;
};

/// UTF-8 of `str(object)`, lone surrogates escaped; empty if even that raises.
std::string text_of(PyObject* object) {
  if (object == nullptr || object == Py_None) return {};
  const Object text{PyObject_Str(object)};
  if (!text) return {};
  const Object bytes{PyUnicode_AsEncodedString(text.get(), "utf-8", "backslashreplace")};
  if (!bytes) return {};
  return {PyBytes_AS_STRING(bytes.get()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.get()))};
}

int number_of(const Object& object) {
  if (!object || PyLong_Check(object.get()) == 0) return 0;
  const long value = PyLong_AsLong(object.get());
  if (value == -1) PyErr_Clear();
  return value > 0 && value < 1'000'000'000 ? static_cast<int>(value) : 0;
}

/// The class's own name, without the module: stderr has the traceback with both.
std::string type_name(PyObject* type) {
  const Object owned{Py_NewRef(type)};
  return text_of(owned.attribute("__qualname__").get());
}

/// The innermost line of the program's own file in a traceback.
int last_own_line(PyObject* traceback, const std::string& path) {
  int line = 0;
  PyObject* current = Py_NewRef(traceback == nullptr ? Py_None : traceback);
  while (current != nullptr && current != Py_None) {
    const Object here{current};
    const Object file = here.attribute("tb_frame").attribute("f_code").attribute("co_filename");
    if (text_of(file.get()) == path) line = number_of(here.attribute("tb_lineno"));
    current = PyObject_GetAttrString(here.get(), "tb_next");
  }
  if (current == nullptr) PyErr_Clear();
  Py_XDECREF(current);
  return line;
}

/// The file is small, and nothing may be allocated: memory is what is missing.
bool is_near_the_memory_limit() {
  rlimit most{};
  ::getrlimit(RLIMIT_AS, &most);
  std::array<char, 4096> text{};
  const int file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  const ssize_t size = file < 0 ? -1 : ::read(file, text.data(), text.size() - 1);
  ::close(file);
  const char* const peak = size > 0 ? std::strstr(text.data(), "VmPeak:") : nullptr;
  return peak != nullptr && std::strtoull(peak + 7, nullptr, 10) * 1024 >= most.rlim_cur / 8 * 7;
}

/// Where the exception came from is the last instruction of the innermost frame.
bool was_raised_by_hand(PyObject* traceback) {
  PyObject* innermost = Py_NewRef(traceback);
  for (;;) {
    PyObject* const next = PyObject_GetAttrString(innermost, "tb_next");
    if (next == nullptr || next == Py_None) {
      PyErr_Clear();
      Py_XDECREF(next);
      break;
    }
    Py_DECREF(std::exchange(innermost, next));
  }
  const Object here{innermost};
  const Object code = here.attribute("tb_frame").attribute("f_code").attribute("co_code");
  const Object place = here.attribute("tb_lasti");
  if (!code || !place || PyBytes_Check(code.get()) == 0) return false;
  const long at = PyLong_AsLong(place.get());
  if (at < 0 || at >= PyBytes_GET_SIZE(code.get())) return false;
  return static_cast<unsigned char>(PyBytes_AS_STRING(code.get())[at]) == RAISE_VARARGS;
}

/// The interpreter raises MemoryError where it has no memory; a program may raise it for fun, and the parser
/// does for too deep a nesting, before there is any traceback.
bool is_want_of_memory(PyObject* type, PyObject* traceback) {
  if (PyErr_GivenExceptionMatches(type, PyExc_MemoryError) == 0) return false;
  if (traceback == nullptr || traceback == Py_None) return is_near_the_memory_limit();
  return !was_raised_by_hand(traceback);
}

void report_exception(const Listener& listener, PyObject* type, PyObject* value, PyObject* traceback) {
  const Object exception{Py_NewRef(value)};
  std::string message = text_of(value);
  int line = last_own_line(traceback, listener.path);
  if (PyErr_GivenExceptionMatches(type, PyExc_SyntaxError) != 0 &&
      text_of(exception.attribute("filename").get()) == listener.path) {
    line = number_of(exception.attribute("lineno"));
    message = text_of(exception.attribute("msg").get());
  }
  listener.report.error(type_name(type), message, line);
  if (is_want_of_memory(type, traceback)) listener.report.memory();
}

/// os.kill and signal.pthread_kill: whom, and which signal. A death by SIGSYS would otherwise look like a
/// refused call.
void note_signal(const Listener& listener, PyObject* args) {
  if (PyTuple_Check(args) == 0 || PyTuple_GET_SIZE(args) != 2) return;
  const Object number{Py_NewRef(PyTuple_GET_ITEM(args, 1))};
  if (number_of(number) == SIGSYS) listener.report.sigsys();
}

/// Called for every audited event. sys.excepthook is raised for the exception that ends the program, whatever
/// hook the program has set; args are hook, type, value, traceback.
int listen(const char* event, PyObject* args, void* data) {
  auto& listener = *static_cast<Listener*>(data);
  if (!listener.asked_for_input && std::strcmp(event, "builtins.input") == 0) {
    listener.asked_for_input = true;
    listener.report.input();
  } else if (std::strcmp(event, "os.kill") == 0 || std::strcmp(event, "signal.pthread_kill") == 0) {
    note_signal(listener, args);
  } else if (std::strcmp(event, "sys.excepthook") == 0 && PyTuple_Check(args) != 0 &&
             PyTuple_GET_SIZE(args) == 4) {
    report_exception(listener, PyTuple_GET_ITEM(args, 1), PyTuple_GET_ITEM(args, 2),
                     PyTuple_GET_ITEM(args, 3));
  }
  return 0;
}

PyStatus preinitialize() {
  PyPreConfig config;
  PyPreConfig_InitPythonConfig(&config);
  config.isolated = 1;
  config.use_environment = 0;
  return Py_PreInitialize(&config);
}

PyStatus set_names(PyConfig& config, const std::string& name) {
  PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, "/usr/bin/python3");
  if (PyStatus_Exception(status) != 0) return status;
  status = PyConfig_SetBytesString(&config, &config.run_filename, name.c_str());
  if (PyStatus_Exception(status) != 0) return status;
  std::string python = "/usr/bin/python3";
  std::string isolated = "-I";
  std::string unbuffered = "-u";
  std::string program = name;
  std::array<char*, 1> arguments{program.data()};
  status = PyConfig_SetBytesArgv(&config, arguments.size(), arguments.data());
  if (PyStatus_Exception(status) != 0) return status;
  for (const std::string* word : {&python, &isolated, &unbuffered, &program}) {
    wchar_t* const wide = Py_DecodeLocale(word->c_str(), nullptr);
    if (wide == nullptr) return PyStatus_NoMemory();
    status = PyWideStringList_Append(&config.orig_argv, wide);
    PyMem_RawFree(wide);
    if (PyStatus_Exception(status) != 0) return status;
  }
  return status;
}

/// As `python3 -I -u NAME`. PyConfig_InitIsolatedConfig would not do: it installs no signal handlers, so
/// SIGPIPE, SIGXFSZ and Ctrl+C would differ from a program's life on the desktop.
PyStatus initialize(const std::string& name) {
  PyStatus status = preinitialize();
  if (PyStatus_Exception(status) != 0) return status;
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.isolated = 1;
  config.safe_path = 1;
  config.buffered_stdio = 0;
  config.parse_argv = 0;
  status = set_names(config, name);
  if (PyStatus_Exception(status) == 0) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  return status;
}

/// After the standard library and before dist-packages, so that ours is the sense_hat that programs get.
bool add_packages(const std::string& folder) {
  if (folder.empty()) return true;
  PyObject* const path = PySys_GetObject("path");
  if (path == nullptr || PyList_Check(path) == 0) return false;
  Py_ssize_t place = 0;
  while (place < PyList_GET_SIZE(path) &&
         text_of(PyList_GET_ITEM(path, place)).find("dist-packages") == std::string::npos) {
    ++place;
  }
  const Object entry{PyUnicode_DecodeFSDefault(folder.c_str())};
  return entry && PyList_Insert(path, place, entry.get()) == 0;
}

/// Importing sense_hat costs a slow machine seconds, numpy too; done here, they are not the program's. What
/// cannot be imported raises again where the program asks for it.
void preimport(const std::string& modules) {
  std::istringstream names{"sense_hat " + modules};
  for (std::string name; names >> name;) const Object module{PyImport_ImportModule(name.c_str())};
}

/// What has been imported so far is taken out of the garbage collector's sight: neither the program's
/// collections nor its end go through it. With numpy that shortens its end from 30 ms to 7. The program's own
/// module is left in: at the end its circles are collected, as ever.
void set_aside_what_is_there() {
  PyObject* const own = PyImport_AddModule("__main__");
  const std::array<PyObject*, 2> kept{own, own == nullptr ? nullptr : PyModule_GetDict(own)};
  PyGC_Collect();
  for (PyObject* const each : kept) {
    if (each != nullptr && PyObject_GC_IsTracked(each) != 0) PyObject_GC_UnTrack(each);
  }
  const Object collector{PyImport_ImportModule("gc")};
  const Object done{collector ? PyObject_CallMethod(collector.get(), "freeze", nullptr) : nullptr};
  for (PyObject* const each : kept) {
    if (each != nullptr && PyObject_GC_IsTracked(each) == 0) PyObject_GC_Track(each);
  }
}

/// False if the supervisor went away instead.
bool wait_for_go(int gate) {
  char byte = 0;
  ssize_t count = 0;
  do {
    count = ::read(gate, &byte, 1);
  } while (count < 0 && errno == EINTR);
  ::close(gate);
  return count == 1;
}

std::int64_t clock_ns(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

std::int64_t monotonic_ns() { return clock_ns(CLOCK_MONOTONIC); }
std::int64_t cpu_ns() { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }

/// A second line behind the supervisor, which looks at all processes together: the soft limit says SIGXCPU,
/// and who ignores that is killed by the hard one.
void limit_cpu(std::int64_t seconds) {
  const rlimit value{static_cast<rlim_t>(seconds), static_cast<rlim_t>(seconds + 1)};
  ::setrlimit(RLIMIT_CPU, &value);
}

std::string working_folder() {
  std::array<char, 4096> buffer{};
  return ::getcwd(buffer.data(), buffer.size()) != nullptr ? buffer.data() : "";
}

}  // namespace

int run_interpreter(const LauncherOrder& order, const ReportWriter& report) {
  Listener listener{.report = report, .path = working_folder() + "/" + order.name};
  PyStatus status = initialize(order.name);
  if (PyStatus_Exception(status) != 0) {
    report.broken(std::string{"python: "} + (status.err_msg != nullptr ? status.err_msg : "cannot start"));
    return 3;
  }
  if (PySys_AddAuditHook(listen, &listener) != 0 || !add_packages(order.packages)) {
    report.broken("python: cannot prepare sys.path");
    return 3;
  }
  preimport(order.preimports);
  set_aside_what_is_there();
  const std::int64_t used_ns = cpu_ns();
  limit_cpu(order.cpu_s + used_ns / 1'000'000'000 + 1);
  report.ready(used_ns);
  if (!wait_for_go(order.go)) return 3;
  report.start(monotonic_ns());
  return Py_RunMain();
}

}  // namespace cupola::sandbox
