#include "runner/sandbox/launcher_child.hpp"

#include "runner/sandbox/launcher_landlock.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace cupola::sandbox {
namespace {

/// The name of the step that failed, null if none did.
using Failure = const char*;

bool limit(__rlimit_resource what, std::int64_t soft, std::int64_t hard) {
  const rlimit value{static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
  return ::setrlimit(what, &value) == 0;
}

Failure take_limits(const LauncherOrder& order) {
  if (!limit(RLIMIT_CORE, 0, 0)) return "RLIMIT_CORE";
  if (!limit(RLIMIT_AS, order.memory, order.memory)) return "RLIMIT_AS";
  if (!limit(RLIMIT_NPROC, order.processes, order.processes)) return "RLIMIT_NPROC";
  if (!limit(RLIMIT_NOFILE, order.files, order.files)) return "RLIMIT_NOFILE";
  if (!limit(RLIMIT_FSIZE, order.file_size, order.file_size)) return "RLIMIT_FSIZE";
  if (!limit(RLIMIT_MEMLOCK, 0, 0)) return "RLIMIT_MEMLOCK";
  if (!limit(RLIMIT_NICE, 0, 0)) return "RLIMIT_NICE";
  if (!limit(RLIMIT_RTPRIO, 0, 0)) return "RLIMIT_RTPRIO";
  return nullptr;
}

/// If the machine runs out of memory, the program goes first.
void volunteer_for_the_oom_killer() {
  const int fd = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(fd, "1000", 4);
  ::close(fd);
}

Failure drop_privileges(std::int64_t uid) {
  if (uid >= 0) {
    const auto id = static_cast<uid_t>(uid);
    for (unsigned long capability = 0; capability <= CAP_LAST_CAP; ++capability) {
      ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    if (::setgroups(0, nullptr) != 0) return "setgroups";
    if (::setresgid(id, id, id) != 0) return "setresgid";
    if (::setresuid(id, id, id) != 0) return "setresuid";
  }
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  if (::syscall(SYS_capset, &header, none) != 0) return "capset";
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "no_new_privs";
  return nullptr;
}

/// Leaves 0, 1, 2, what was handed in, the report pipe and the starting gate; the last two not past an exec.
void keep_only_the_programs_descriptors(const LauncherOrder& order) {
  const int low = order.report < order.go ? order.report : order.go;
  const int high = order.report < order.go ? order.go : order.report;
  const auto close_between = [](int first, int last) {
    if (first <= last) ::close_range(static_cast<unsigned>(first), static_cast<unsigned>(last), 0);
  };
  close_between(3 + order.handed, low - 1);
  close_between(low + 1, high - 1);
  ::close_range(static_cast<unsigned>(high) + 1, ~0u, 0);
  ::fcntl(low, F_SETFD, FD_CLOEXEC);
  ::fcntl(high, F_SETFD, FD_CLOEXEC);
}

}  // namespace

int be_program(const LauncherOrder& order) {
  keep_only_the_programs_descriptors(order);
  const ReportWriter report{order.report};
  volunteer_for_the_oom_killer();
  Failure failure = take_limits(order);
  if (failure == nullptr) failure = drop_privileges(order.uid);
  if (failure != nullptr) {
    report.broken(std::string{failure} + ": " + std::strerror(errno));
    return 3;
  }
  // The working directory.
  confine_with_landlock(order.results != 0 ? "." : nullptr);
  // An ordinary process can look at itself in /proc; the change of user took that away.
  ::prctl(PR_SET_DUMPABLE, 1);
  return run_interpreter(order, report);
}

}  // namespace cupola::sandbox
