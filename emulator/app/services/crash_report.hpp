#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// From now on a crash of this process (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, an exception that nobody
/// catches) leaves `folder/crash-<UTC>-<pid>.txt`: the build, the signal, the note, and where every function
/// on the stack was. Then the process ends as it would have without. Once in a process. A folder that cannot
/// be made means no report, and nothing else.
void install_crash_report(const std::filesystem::path& folder, std::string_view build);

/// What the report says beside the stack, for example where the session was saved. At most 500 bytes.
void set_crash_note(std::string_view note);

/// The reports in a folder, oldest first.
std::vector<std::filesystem::path> crash_reports(const std::filesystem::path& folder);

}  // namespace cupola::app
