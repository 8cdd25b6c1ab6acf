#pragma once

#include "emulator/serve/programs.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The messages of the control socket beside a board's door (docs/emulator.md): one JSON object each.

namespace cupola::serve {

/// The longest request; a state may be longer.
inline constexpr std::size_t kLongestRequest = 8192;
inline constexpr std::size_t kLongestState = 65536;

/// Where the socket is.
std::filesystem::path control_path(const std::filesystem::path& folder, std::string_view name);

/// What a client asks of the host.
struct ControlRequest {
  enum class Kind { Press, Release, Open };
  Kind kind = Kind::Press;
  hat::Direction direction = hat::Direction::Up;  ///< of Press and Release
  std::string path;                               ///< of Open: absolute
  friend bool operator==(const ControlRequest&, const ControlRequest&) = default;
};
std::string request_text(const ControlRequest& request);
/// Throws std::invalid_argument that says what is wrong with the message.
ControlRequest request_from(std::string_view message);

/// What the host tells everybody whenever it changes.
struct ControlState {
  std::vector<Program> programs;
  hat::Profile profile = hat::Profile::Flight;
  std::uint64_t changes = 0;  ///< goes up with every change a program made, many at once perhaps
};
std::string state_text(const ControlState& state);

/// What the host sends back: its state, or the answer to an Open (empty: done, else why not).
struct ControlMessage {
  std::optional<ControlState> state;
  std::optional<std::string> answer;
};
std::string answer_text(const std::string& problem);
/// Throws std::invalid_argument.
ControlMessage message_from(std::string_view message);

}  // namespace cupola::serve
