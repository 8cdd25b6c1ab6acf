#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <linux/filter.h>

#include <vector>

namespace cupola::sandbox {

/// An unnamed file with the compiled deny list (docs/sandbox.md), positioned at its start, as bubblewrap
/// reads it. A refused call gets EPERM; code of another architecture is killed. Throws std::system_error.
base::UniqueFd make_seccomp_filter();

/// The same, as prctl takes it.
std::vector<sock_filter> seccomp_program();

}  // namespace cupola::sandbox
