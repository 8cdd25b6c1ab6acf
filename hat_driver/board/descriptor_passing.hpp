#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <array>
#include <optional>

namespace cupola::board {

/// Sends copies of two descriptors over a connected UNIX socket, with one byte; false if the other side is
/// gone or does not take them at once.
bool send_descriptors(int socket, const std::array<int, 2>& descriptors);

/// Receives what send_descriptors sent, close-on-exec; nothing if anything else came, or the end. Whatever
/// descriptors came with it are closed.
std::optional<std::array<base::UniqueFd, 2>> receive_descriptors(int socket);

}  // namespace cupola::board
