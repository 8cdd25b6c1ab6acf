#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace cupola::app {

/// Appends what a pipe that does not block holds now, up to `most` bytes in all; at its end closes it.
void read_available(std::string& text, base::UniqueFd& fd, std::size_t most);

/// What is before the first line's end.
std::string first_line(std::string_view text);

}  // namespace cupola::app
