#pragma once

#include "runner/sandbox/box_parts.hpp"
#include "runner/sandbox/plan.hpp"

#include <string>
#include <vector>

namespace cupola::sandbox {

/// Under which numbers bubblewrap and the launcher find their descriptors.
struct BoxDescriptors {
  CommonDescriptors common{};
  int info = -1;
  int seccomp = -1;
  int program = -1;
};

/// Who starts the box. Root makes namespaces without a user namespace, because RLIMIT_NPROC is not enforced
/// for a user namespace that belongs to uid 0; the launcher then takes `program_uid`. Anybody else needs a
/// user namespace.
struct Starter {
  bool root = false;
  std::int64_t program_uid = -1;
};

/// The command line of bubblewrap, program name first. Looks at the machine's /lib and /bin links, nothing
/// else.
std::vector<std::string> bwrap_arguments(const Plan& plan, const BoxDescriptors& numbers,
                                         const Starter& starter);

}  // namespace cupola::sandbox
