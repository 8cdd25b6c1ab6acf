#pragma once

#include <string>
#include <string_view>

namespace cupola::base {

/// Throws std::system_error for the current errno; says what was tried: "open /dev/fb1: Permission denied".
[[noreturn]] void throw_errno(std::string_view action, std::string_view subject);

/// The same for an error number that a call returned instead of setting errno.
[[noreturn]] void throw_errno(int error, std::string_view action, std::string_view subject);

/// The message of an error number, as strerror would give it, safe from any thread.
std::string errno_text(int error);

}  // namespace cupola::base
