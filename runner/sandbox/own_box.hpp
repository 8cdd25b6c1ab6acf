#pragma once

#include "runner/sandbox/box.hpp"

#include <string>

namespace cupola::sandbox {

/// Starts our own box (docs/sandbox.md) and leaves it waiting. Throws std::system_error if none was started.
Box start_own(const Plan& plan);

/// What the cloned child said on its way, as one clause; empty if it said nothing.
std::string read_trouble(int fd);

}  // namespace cupola::sandbox
