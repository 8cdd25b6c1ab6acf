#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <filesystem>

namespace cupola::base {

/// Listens on a UNIX socket of `type` (SOCK_STREAM, SOCK_SEQPACKET) at `path`, mode 0600, non-blocking. What
/// lies there already is removed: call it only if it can be nobody else's. Throws std::system_error
/// (ENAMETOOLONG: the path does not fit an address).
UniqueFd listen_at(const std::filesystem::path& path, int type);

/// Connects to one, non-blocking. Throws std::system_error that names the path.
UniqueFd connect_to(const std::filesystem::path& path, int type);

}  // namespace cupola::base
