#include "emulator/ui/model/python_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace cupola::ui {
namespace {

constexpr auto kKeywords = std::to_array<std::string_view>({
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
});

constexpr auto kBuiltins = std::to_array<std::string_view>({
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "EOFError",
    "Ellipsis",
    "EnvironmentError",
    "Exception",
    "ExceptionGroup",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "ProcessLookupError",
    "RecursionError",
    "ReferenceError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "ValueError",
    "ZeroDivisionError",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
});

constexpr auto kModules = std::to_array<std::string_view>({
    "PIL",     "array",     "bisect",    "collections", "colorsys",   "copy",      "csv",    "datetime",
    "decimal", "fractions", "functools", "heapq",       "io",         "itertools", "json",   "logging",
    "math",    "numpy",     "operator",  "orbit",       "os",         "pathlib",   "queue",  "random",
    "re",      "sense_emu", "sense_hat", "signal",      "statistics", "string",    "struct", "subprocess",
    "sys",     "threading", "time",      "turtle",      "typing",
});

constexpr auto kSenseHatModuleNames = std::to_array<std::string_view>({
    "ACTION_HELD",
    "ACTION_PRESSED",
    "ACTION_RELEASED",
    "AstroPi",
    "ColourSensor",
    "DIRECTION_DOWN",
    "DIRECTION_LEFT",
    "DIRECTION_MIDDLE",
    "DIRECTION_RIGHT",
    "DIRECTION_UP",
    "InputEvent",
    "SenseHat",
    "SenseStick",
    "sense_emu",
    "sense_hat",
});

constexpr auto kSenseHatMembers = std::to_array<std::string_view>({
    "accel",
    "accel_raw",
    "accelerometer",
    "accelerometer_raw",
    "blue",
    "blue_raw",
    "brightness",
    "clear",
    "clear_raw",
    "color",
    "color_raw",
    "colour",
    "colour_raw",
    "compass",
    "compass_raw",
    "direction_any",
    "direction_down",
    "direction_left",
    "direction_middle",
    "direction_right",
    "direction_up",
    "extended_font",
    "flip_h",
    "flip_v",
    "gain",
    "gamma",
    "gamma_reset",
    "get_accelerometer",
    "get_accelerometer_raw",
    "get_compass",
    "get_compass_raw",
    "get_events",
    "get_gyroscope",
    "get_gyroscope_raw",
    "get_humidity",
    "get_orientation",
    "get_orientation_degrees",
    "get_orientation_radians",
    "get_pixel",
    "get_pixels",
    "get_pressure",
    "get_temperature",
    "get_temperature_from_humidity",
    "get_temperature_from_pressure",
    "green",
    "green_raw",
    "gyro",
    "gyro_raw",
    "gyroscope",
    "gyroscope_raw",
    "has_colour_sensor",
    "humidity",
    "integration_cycles",
    "integration_time",
    "load_image",
    "low_light",
    "max_raw",
    "orientation",
    "orientation_radians",
    "pressure",
    "red",
    "red_raw",
    "rgb",
    "rotation",
    "scroll_message",
    "set_imu_config",
    "set_pixel",
    "set_pixels",
    "set_rotation",
    "show_letter",
    "show_message",
    "stick",
    "temp",
    "temperature",
    "wait_for_event",
});

/// Letters to change, add, leave out or swap with their neighbour (optimal string alignment distance).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& each : text) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each + 32);
  }
  return text;
}

}  // namespace

std::span<const std::string_view> python_keywords() { return kKeywords; }
std::span<const std::string_view> python_builtins() { return kBuiltins; }
std::span<const std::string_view> python_modules() { return kModules; }
std::span<const std::string_view> sense_hat_module_names() { return kSenseHatModuleNames; }
std::span<const std::string_view> sense_hat_members() { return kSenseHatMembers; }

bool contains(std::span<const std::string_view> sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t kLongestName = 64;
  if (name.size() > kLongestName) return {};
  const std::string wanted = lower(name);
  std::string_view nearest;
  std::size_t least = (name.size() + 2) / 3 + 1;
  for (const std::string_view each : names) {
    if (each == name) continue;
    const std::size_t far = distance(wanted, lower(each));
    if (far < least) {
      least = far;
      nearest = each;
    }
  }
  return nearest;
}

}  // namespace cupola::ui
