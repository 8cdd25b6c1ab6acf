#pragma once

#include <sys/types.h>

#include <optional>
#include <string_view>

namespace cupola::sandbox {

/// "child-pid" of what bubblewrap writes to --info-fd; nothing if it is not there or no process number.
std::optional<pid_t> parse_child_pid(std::string_view json);

/// Reads the info pipe to its end, at most 10 s long; nothing if bubblewrap gave up or is stuck.
std::optional<pid_t> read_child_pid(int info);

}  // namespace cupola::sandbox
