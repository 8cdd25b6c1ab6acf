#pragma once

#include "runner/sandbox/launcher_order.hpp"
#include "runner/sandbox/launcher_report.hpp"

namespace cupola::sandbox {

/// In the forked child: gives up privileges, takes the limits, runs the program. Returns its exit status.
int be_program(const LauncherOrder& order);

/// Makes the interpreter ready as `python3 -I -u NAME` would be, waits for the byte on `order.go`, reports
/// the start and runs the program. Returns the exit status, or 3 after having reported why it could not be
/// made ready.
int run_interpreter(const LauncherOrder& order, const ReportWriter& report);

}  // namespace cupola::sandbox
