#include "runner/sandbox/tiers.hpp"

#include "runner/sandbox/supervise.hpp"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <fstream>
#include <iterator>

namespace cupola::sandbox {
namespace {

std::string read_text(const char* path) {
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// Empty if an empty program finishes in the box.
std::string why_no_box(Plan plan) {
  plan.program.clear();
  plan.environment = {{"SENSE_HAT_BACKEND", "memory"}};
  plan.descriptors.clear();
  plan.virtual_clock.reset();
  try {
    const Outcome outcome = run(plan);
    if (outcome.verdict == record::Verdict::Finished) return {};
    return outcome.note.empty() ? "an empty program did not finish in it" : outcome.note;
  } catch (const std::exception& error) {
    return error.what();
  }
}

std::string remedy_for_box() {
  if (read_text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1") {
    return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (as root), or start it as root";
  }
  if (read_text("/proc/sys/kernel/unprivileged_userns_clone") == "0") {
    return "sysctl -w kernel.unprivileged_userns_clone=1 (as root), or start it as root";
  }
  if (read_text("/proc/sys/user/max_user_namespaces") == "0") {
    return "sysctl -w user.max_user_namespaces=1000 (as root)";
  }
  return "in a container, let it make user namespaces and see all of /proc, or start it outside";
}

Feature box_feature(const Plan& plan) {
  const std::string problem = why_no_box(plan);
  if (problem.empty()) {
    return {.name = "box",
            .there = true,
            .what = "user, pid, mount, net, ipc, uts and cgroup namespaces, seccomp"};
  }
  return {.name = "box", .what = problem, .remedy = remedy_for_box()};
}

Feature landlock_feature() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi > 0) return {.name = "Landlock", .there = true, .what = "version " + std::to_string(abi)};
  return {.name = "Landlock",
          .what = "the second wall around files is missing",
          .remedy = "boot with lsm=landlock added, if the kernel has it"};
}

Feature cgroup_feature(const CgroupHome& home) {
  if (!home.folder.empty()) return {.name = "cgroup", .there = true, .what = home.folder.native()};
  return {.name = "cgroup",
          .what = home.missing,
          .remedy = "start it with: systemd-run --user --scope -p Delegate=yes cupola …"};
}

Feature memory_feature(const CgroupHome& home) {
  if (home.memory)
    return {.name = "memory.max", .there = true, .what = "memory is limited for the whole box"};
  Feature feature{.name = "memory.max", .what = "memory is limited for each process only"};
  if (!home.missing.empty()) feature.what += ": " + home.missing;
  const bool off = read_text("/proc/cmdline").find("cgroup_disable=memory") != std::string::npos;
  feature.remedy = off ? "add cgroup_enable=memory to /boot/firmware/cmdline.txt and restart"
                       : "start it with: systemd-run --user --scope -p Delegate=yes cupola …";
  return feature;
}

Feature processes_feature(const CgroupHome& home) {
  if (home.processes)
    return {.name = "pids.max", .there = true, .what = "processes are counted by the cgroup"};
  return {.name = "pids.max", .what = "processes are counted by RLIMIT_NPROC instead"};
}

}  // namespace

std::string_view tier_name(Tier tier) {
  switch (tier) {
    case Tier::A:
      return "A";
    case Tier::B:
      return "B";
    case Tier::None:
      break;
  }
  return "none";
}

Survey survey(Plan plan) {
  plan.box = BoxKind::Own;
  const CgroupHome none;
  const CgroupHome& home = plan.cgroups != nullptr ? *plan.cgroups : none;
  Survey survey;
  survey.features = {box_feature(plan), landlock_feature(), cgroup_feature(home), memory_feature(home),
                     processes_feature(home)};
  if (survey.features[0].there) survey.tier = home.folder.empty() ? Tier::B : Tier::A;
  return survey;
}

std::string missing_line(const Survey& survey) {
  std::string line;
  for (const Feature& feature : survey.features) {
    if (!feature.there) line += (line.empty() ? "" : "; ") + feature.name + " missing (" + feature.what + ")";
  }
  return line;
}

}  // namespace cupola::sandbox
