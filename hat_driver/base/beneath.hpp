#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <string>

namespace cupola::base {

/// Opens a regular file that lies directly or deeper in an open folder, for reading, wherever its owner would
/// rather lead us: no symbolic link anywhere in `name`, no way out of the folder, no pipe or device
/// (openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS), and no second name elsewhere for the same file.
/// Throws std::system_error that names `name` (ELOOP, EXDEV, EINVAL for what is no such file, ENOSYS before
/// Linux 5.6).
UniqueFd open_beneath(int folder_fd, const std::string& name);

}  // namespace cupola::base
