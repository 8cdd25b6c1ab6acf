#include "runner/sandbox/launcher_order.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace cupola::sandbox {
namespace {

struct Field {
  std::string_view key{};
  int LauncherOrder::*small = nullptr;
  std::int64_t LauncherOrder::*large = nullptr;
  std::string LauncherOrder::*text = nullptr;
};

constexpr std::array kFields{
    Field{.key = "status", .small = &LauncherOrder::status},
    Field{.key = "lifeline", .small = &LauncherOrder::lifeline},
    Field{.key = "report", .small = &LauncherOrder::report},
    Field{.key = "go", .small = &LauncherOrder::go},
    Field{.key = "handed", .small = &LauncherOrder::handed},
    Field{.key = "uid", .large = &LauncherOrder::uid},
    Field{.key = "memory", .large = &LauncherOrder::memory},
    Field{.key = "cpu", .large = &LauncherOrder::cpu_s},
    Field{.key = "processes", .large = &LauncherOrder::processes},
    Field{.key = "files", .large = &LauncherOrder::files},
    Field{.key = "file-size", .large = &LauncherOrder::file_size},
    Field{.key = "results", .small = &LauncherOrder::results},
    Field{.key = "name", .text = &LauncherOrder::name},
    Field{.key = "packages", .text = &LauncherOrder::packages},
    Field{.key = "preimports", .text = &LauncherOrder::preimports},
};

std::int64_t number(std::string_view text, const std::string& argument) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("launcher: not a number: " + argument);
  }
  return value;
}

void set(LauncherOrder& order, const Field& field, std::string_view value, const std::string& argument) {
  if (field.text != nullptr) {
    (order.*field.text).assign(value);
    return;
  }
  const std::int64_t parsed = number(value, argument);
  if (field.large != nullptr) {
    order.*field.large = parsed;
    return;
  }
  if (parsed < -1 || parsed > std::numeric_limits<int>::max()) {
    throw std::invalid_argument("launcher: out of range: " + argument);
  }
  order.*field.small = static_cast<int>(parsed);
}

}  // namespace

std::vector<std::string> to_arguments(const LauncherOrder& order) {
  std::vector<std::string> arguments;
  for (const Field& field : kFields) {
    std::string argument{field.key};
    argument += '=';
    if (field.text != nullptr) {
      argument += order.*field.text;
    } else {
      argument += std::to_string(field.large != nullptr ? order.*field.large : order.*field.small);
    }
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

LauncherOrder parse_order(const std::vector<std::string>& arguments) {
  LauncherOrder order;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    const std::string_view key = std::string_view{argument}.substr(0, equals);
    const Field* found = nullptr;
    for (const Field& field : kFields) {
      if (field.key == key) found = &field;
    }
    if (found == nullptr || equals == std::string::npos) {
      throw std::invalid_argument("launcher: unknown argument: " + argument);
    }
    set(order, *found, std::string_view{argument}.substr(equals + 1), argument);
  }
  return order;
}

}  // namespace cupola::sandbox
