#pragma once

#include "hat_driver/board/named_board.hpp"

#include <cupola/hat/waiting.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace cupola::backends {

inline constexpr const char* kEmulatorProgram = "cupola-emulator";

/// How long a started emulator may take until its board is there.
inline constexpr std::chrono::seconds kEmulatorPatience{5};

/// Whether DISPLAY or WAYLAND_DISPLAY names a display that the emulator could open its window on.
bool display_named();

/// The first executable `cupola-emulator` in the absolute folders of PATH. Others are passed over: the folder
/// a program happens to be started in may be anybody's.
std::optional<std::string> find_emulator();

/// The board of an emulator that is just starting, or nothing after kEmulatorPatience. What `waiting` throws
/// breaks it off; std::system_error if the folder of boards is somebody else's.
std::optional<board::BoardDescriptors> wait_for_emulator(hat::Waiting& waiting);

}  // namespace cupola::backends
