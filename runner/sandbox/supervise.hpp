#pragma once

#include "runner/sandbox/box.hpp"
#include "runner/sandbox/plan.hpp"

namespace cupola::sandbox {

/// Lets a started box go and stays with it until the kernel reports the death of its last process: cuts it at
/// its limits, keeps its output, moves its virtual clock. Every failure of ours is the verdict Internal with
/// a note.
Outcome supervise(Box box, const Plan& plan, const Hooks& hooks);

/// start() and supervise().
Outcome run(const Plan& plan, const Hooks& hooks = {});

}  // namespace cupola::sandbox
