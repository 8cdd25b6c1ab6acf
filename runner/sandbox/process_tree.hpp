#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace cupola::sandbox {

/// One look at every task (thread) of a box. Its init is no task of the program's, but while it has something
/// to do (the program's process has ended, say) the box is not blocked. Processes that end or begin during
/// the look make it say "not blocked".
struct Census {
  std::size_t tasks = 0;     ///< those that have ended and were not yet waited for, too
  std::size_t living = 0;    ///< those that have not ended
  pid_t alone = -1;          ///< the process of the only task, if it is the only one and not about to end
  bool all_blocked = false;  ///< some are living; none runs, can run, waits for a disk or is about to end
  /// Changes whenever a task ran, began or ended. Two looks with equal marks that both say "all blocked"
  /// prove that nothing in the box ran from the end of the first to the start of the second.
  std::uint64_t mark = 0;
};

/// `init`: process number of the box's PID 1 as we see it.
Census look_at_tasks(pid_t init);

/// Whether the box's processes together hold more than `limit` bytes of memory of their own (not of files),
/// pages that they share counted once. Cheap as long as the answer is a clear no.
bool holds_more_memory(pid_t init, std::uint64_t limit);

/// CPU time, user and system, that the box's processes have used, those already reaped included; s, to 10 ms.
double cpu_seconds(pid_t init);

}  // namespace cupola::sandbox
