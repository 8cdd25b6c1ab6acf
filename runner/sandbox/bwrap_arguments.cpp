#include "runner/sandbox/bwrap_arguments.hpp"

#include "runner/sandbox/launcher_order.hpp"

#include <initializer_list>

namespace cupola::sandbox {
namespace {

namespace fs = std::filesystem;

class Arguments {
 public:
  void add(std::initializer_list<std::string> words) { words_.insert(words_.end(), words); }
  std::vector<std::string> take() { return std::move(words_); }

 private:
  std::vector<std::string> words_;
};

void add_namespaces(Arguments& arguments, const Starter& starter) {
  arguments.add({"--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"});
  // Not --die-with-parent: a bubblewrap killed half-way leaves a child that waits for it for ever. The
  // lifeline does it.
  arguments.add({"--as-pid-1", "--new-session", "--hostname", "cupola", "--cap-drop", "ALL"});
  if (starter.root) {
    // The launcher's: to become program_uid, to give these up for good, and to kill what it started.
    for (const char* capability : {"CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_KILL"}) {
      arguments.add({"--cap-add", capability});
    }
  } else {
    arguments.add({"--unshare-user", "--uid", "60000", "--gid", "60000"});
  }
}

/// /lib, /bin and the like: links into /usr on a merged system, folders on an old one.
void add_system(Arguments& arguments) {
  // Made here, because folders that bubblewrap makes on the way are closed to everybody but root.
  for (const char* folder : {"/etc", "/cupola", kProgramFolder})
    arguments.add({"--perms", "0755", "--dir", folder});
  arguments.add({"--ro-bind", "/usr", "/usr"});
  for (const char* name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    std::error_code error;
    if (fs::is_symlink(name, error)) {
      arguments.add({"--symlink", fs::read_symlink(name, error).string(), name});
    } else if (fs::is_directory(name, error)) {
      arguments.add({"--ro-bind", name, name});
    }
  }
  // Without these two numpy does not find its libblas.so.3.
  arguments.add({"--ro-bind-try", "/etc/alternatives", "/etc/alternatives"});
  arguments.add({"--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"});
}

void add_places(Arguments& arguments, const Plan& plan, const BoxDescriptors& numbers) {
  arguments.add({"--proc", "/proc", "--dev", "/dev"});
  arguments.add({"--perms", "1777", "--size", kSharedMemoryBytes, "--tmpfs", "/dev/shm"});
  arguments.add({"--perms", "1777", "--size", std::to_string(plan.limits.tmp_bytes), "--tmpfs", "/tmp"});
  arguments.add({"--ro-bind", plan.launcher.string(), kLauncherPlace});
  if (!plan.python_packages.empty())
    arguments.add({"--ro-bind", plan.python_packages.string(), kPackagesPlace});
  if (plan.virtual_clock) arguments.add({"--ro-bind", plan.virtual_clock->library.string(), kClockPlace});
  if (plan.limits.results_bytes > 0) {
    const std::string room = std::to_string(plan.program.size() + plan.limits.results_bytes);
    arguments.add({"--perms", "1777", "--size", room, "--tmpfs", kProgramFolder});
  }
  arguments.add({"--perms", "0444", "--ro-bind-data", std::to_string(numbers.program),
                 std::string{kProgramFolder} + "/" + plan.name, "--chdir", kProgramFolder});
  // Last: the folders above had to be made first.
  arguments.add({"--remount-ro", "/dev", "--remount-ro", "/"});
}

void add_environment(Arguments& arguments, const Plan& plan, const BoxDescriptors& numbers) {
  arguments.add({"--clearenv"});
  for (const auto& [name, value] : box_environment(plan, numbers.common.clock_socket)) {
    arguments.add({"--setenv", name, value});
  }
}

}  // namespace

std::vector<std::string> bwrap_arguments(const Plan& plan, const BoxDescriptors& numbers,
                                         const Starter& starter) {
  Arguments arguments;
  arguments.add({plan.bubblewrap.string()});
  add_namespaces(arguments, starter);
  add_system(arguments);
  add_places(arguments, plan, numbers);
  add_environment(arguments, plan, numbers);
  arguments.add({"--info-fd", std::to_string(numbers.info), "--seccomp", std::to_string(numbers.seccomp)});
  arguments.add({"--", kLauncherPlace});
  const std::int64_t uid = starter.root ? starter.program_uid : -1;
  for (std::string& word : to_arguments(launcher_order(plan, numbers.common, uid)))
    arguments.add({std::move(word)});
  return arguments.take();
}

}  // namespace cupola::sandbox
