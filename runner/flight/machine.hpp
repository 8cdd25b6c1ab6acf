#pragma once

#include <string>
#include <string_view>

namespace cupola::flight {

/// The kernel's id of this boot, empty if it tells none. CLOCK_MONOTONIC means nothing across two of them.
std::string boot_id();

/// `version`, "+", and the first 12 hex digits of the SHA-256 of the program that runs now.
std::string build_name(std::string_view version);

}  // namespace cupola::flight
