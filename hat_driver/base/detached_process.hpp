#pragma once

#include <string>
#include <vector>

namespace cupola::base {

/// Starts the executable `arguments[0]` (an absolute path) in a session of its own, with our environment,
/// /dev/null as its standard streams, no other descriptor, and nobody here as its parent: it outlives the
/// program, whose own children are left alone. Returns once it runs; throws std::system_error if it cannot be
/// executed.
void start_detached(std::vector<std::string> arguments);

}  // namespace cupola::base
