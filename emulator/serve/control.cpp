#include "emulator/serve/control.hpp"

#include <cupola/hat/profile.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <stdexcept>

namespace cupola::serve {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kDirections{"up", "down", "left", "right", "middle"};

hat::Direction direction_from(const std::string& name) {
  for (std::size_t i = 0; i < kDirections.size(); ++i) {
    if (kDirections[i] == name) return static_cast<hat::Direction>(i);
  }
  throw std::invalid_argument("a direction must be up, down, left, right or middle, got \"" + name + "\"");
}

/// A name of a process may be in any encoding.
std::string text_of(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// Runs `read` on the object in the message; what the JSON library throws becomes our kind of error.
template <typename Read>
auto parsed(std::string_view message, Read read) {
  try {
    return read(ordered_json::parse(message));
  } catch (const ordered_json::exception& error) {
    throw std::invalid_argument(std::string("a message must be a JSON object of docs/emulator.md: ") +
                                error.what());
  }
}

ControlState state_from(const ordered_json& object) {
  ControlState state;
  state.profile = hat::parse_profile(object.at("profile").get<std::string>()).value_or(hat::Profile::Flight);
  state.changes = object.at("changes").get<std::uint64_t>();
  for (const ordered_json& program : object.at("programs")) {
    state.programs.push_back({.pid = program.at("pid").get<pid_t>(),
                              .name = program.at("name").get<std::string>(),
                              .running = program.at("running").get<bool>()});
  }
  return state;
}

}  // namespace

std::filesystem::path control_path(const std::filesystem::path& folder, std::string_view name) {
  return folder / (std::string(name) + ".control");
}

std::string request_text(const ControlRequest& request) {
  const std::string direction(kDirections.at(static_cast<std::size_t>(request.direction)));
  switch (request.kind) {
    case ControlRequest::Kind::Press:
      return text_of({{"press", direction}});
    case ControlRequest::Kind::Release:
      return text_of({{"release", direction}});
    case ControlRequest::Kind::Open:
      break;
  }
  return text_of({{"open", request.path}});
}

ControlRequest request_from(std::string_view message) {
  return parsed(message, [](const ordered_json& object) -> ControlRequest {
    using Kind = ControlRequest::Kind;
    if (object.contains("press"))
      return {.kind = Kind::Press,
              .direction = direction_from(object.at("press").get<std::string>()),
              .path = {}};
    if (object.contains("release"))
      return {.kind = Kind::Release,
              .direction = direction_from(object.at("release").get<std::string>()),
              .path = {}};
    ControlRequest request{.kind = Kind::Open, .path = object.at("open").get<std::string>()};
    if (!request.path.starts_with('/')) throw std::invalid_argument("open: the path must be absolute");
    return request;
  });
}

std::string state_text(const ControlState& state) {
  ordered_json programs = ordered_json::array();
  for (const Program& program : state.programs) {
    programs.push_back({{"pid", program.pid}, {"name", program.name}, {"running", program.running}});
  }
  return text_of(
      {{"programs", programs}, {"profile", hat::name_of(state.profile)}, {"changes", state.changes}});
}

std::string answer_text(const std::string& problem) {
  return problem.empty() ? text_of({{"done", true}}) : text_of({{"problem", problem}});
}

ControlMessage message_from(std::string_view message) {
  return parsed(message, [](const ordered_json& object) {
    ControlMessage read;
    if (object.contains("problem")) {
      read.answer = object.at("problem").get<std::string>();
    } else if (object.contains("done")) {
      read.answer = "";
    } else {
      read.state = state_from(object);
    }
    return read;
  });
}

}  // namespace cupola::serve
