#pragma once

#include "runner/sandbox/box.hpp"

namespace cupola::sandbox {

/// Starts a box made by bubblewrap and leaves it waiting. Throws std::system_error if nothing was started.
Box start_bubblewrap(const Plan& plan);

}  // namespace cupola::sandbox
