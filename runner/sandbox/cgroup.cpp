#include "runner/sandbox/cgroup.hpp"

#include "hat_driver/base/system_error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace cupola::sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "cupola-";

std::string read_text(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// cgroup files take a whole answer in one write, or refuse it.
bool write_text(const fs::path& path, std::string_view text) {
  const base::UniqueFd file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
  return file.valid() && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

bool has_word(const std::string& text, std::string_view word) {
  std::istringstream words{text};
  for (std::string each; words >> each;) {
    if (each == word) return true;
  }
  return false;
}

/// Our folder in the hierarchy of version 2, as cgroups(7) and proc(5) describe these files.
fs::path own_folder(const fs::path& hierarchies, const fs::path& own) {
  std::string inside;
  std::istringstream memberships{read_text(own)};
  for (std::string line; std::getline(memberships, line);) {
    if (line.starts_with("0::/")) inside = line.substr(4);
  }
  std::istringstream mounts{read_text(hierarchies)};
  for (std::string line; std::getline(mounts, line);) {
    if (line.find(" - cgroup2 ") == std::string::npos) continue;
    std::istringstream words{line};
    std::string skipped;
    std::string root;
    std::string place;
    words >> skipped >> skipped >> skipped >> root >> place;
    if (root == "/") return fs::path{place} / inside;
  }
  return {};
}

/// Folders of supervisors that were killed; the kernel refuses to remove one that is in use.
void sweep(const fs::path& parent) {
  std::error_code error;
  for (const fs::directory_entry& item : fs::directory_iterator{parent, error}) {
    const std::string name = item.path().filename();
    pid_t pid = 0;
    if (!name.starts_with(kPrefix)) continue;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), pid);
    if (pid <= 0 || ::kill(pid, 0) == 0 || errno != ESRCH) continue;
    for (const fs::directory_entry& box : fs::directory_iterator{item.path(), error}) {
      if (box.is_directory(error)) ::rmdir(box.path().c_str());
    }
    ::rmdir(item.path().c_str());
  }
}

/// Hands memory and pids down to the boxes, if we have them.
void hand_down(const fs::path& parent, CgroupHome& home) {
  const std::string here = read_text(parent / "cgroup.controllers");
  std::string wanted;
  for (const std::string_view controller : {"memory", "pids"}) {
    if (has_word(here, controller)) wanted += (wanted.empty() ? "+" : " +") + std::string{controller};
  }
  if (wanted.empty()) {
    home.missing = "the controllers memory and pids are not in " + parent.native();
    return;
  }
  if (!has_word(read_text(parent / "cgroup.subtree_control"), "pids")) {
    const fs::path leaf = parent / (std::string{kPrefix} + "supervisor");
    const std::string self = std::to_string(::getpid());
    ::mkdir(leaf.c_str(), 0755);
    write_text(leaf / "cgroup.procs", self);
    if (!write_text(parent / "cgroup.subtree_control", wanted)) {
      // Somebody else's processes are in there too: back to where we were put.
      write_text(parent / "cgroup.procs", self);
      ::rmdir(leaf.c_str());
    }
  }
  write_text(home.folder / "cgroup.subtree_control", wanted);
  const std::string handed = read_text(home.folder / "cgroup.subtree_control");
  home.memory = has_word(handed, "memory");
  home.processes = has_word(handed, "pids");
  if (!home.memory && has_word(here, "memory")) {
    home.missing = parent.native() + " holds other processes too, so it cannot hand memory down";
  } else if (!home.memory) {
    home.missing = "the controller memory is off in this kernel";
  }
}

}  // namespace

CgroupHome make_cgroup_home(const fs::path& hierarchies, const fs::path& own) {
  CgroupHome home;
  const fs::path parent = own_folder(hierarchies, own);
  if (parent.empty()) {
    home.missing = "no cgroup v2 hierarchy is mounted";
    return home;
  }
  sweep(parent);
  const fs::path folder = parent / (std::string{kPrefix} + std::to_string(::getpid()));
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) {
    home.missing = parent.native() + " is not ours (" + base::errno_text(errno) + ")";
    return home;
  }
  if (::access((folder / "cgroup.kill").c_str(), W_OK) != 0) {
    home.missing = "this kernel has no cgroup.kill";
    ::rmdir(folder.c_str());
    return home;
  }
  home.folder = folder;
  hand_down(parent, home);
  return home;
}

void remove_cgroup_home(const CgroupHome& home) {
  if (!home.folder.empty()) ::rmdir(home.folder.c_str());
}

Cgroup::Cgroup(const CgroupHome& home, const record::Limits& limits) {
  std::array<char, 32> name{"box-XXXXXX"};
  std::string path = (home.folder / name.data()).native();
  if (::mkdtemp(path.data()) == nullptr) base::throw_errno("make a cgroup in", home.folder.native());
  folder_ = path;
  folder_fd_.reset(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder_fd_.valid()) base::throw_errno("open", path);
  const auto set = [&](const char* file, const std::string& value) {
    if (!write_text(folder_ / file, value)) base::throw_errno("set", path + "/" + file);
  };
  if (home.memory) {
    // What a program writes into its tmpfs is charged to it, too.
    set("memory.max", std::to_string(limits.memory_bytes + limits.results_bytes));
    set("memory.oom.group", "1");
    // Not every kernel accounts for swap; where there is none, nothing can go there.
    write_text(folder_ / "memory.swap.max", "0");
  }
  // The init is one of them.
  if (home.processes) set("pids.max", std::to_string(limits.processes + 1));
}

Cgroup& Cgroup::operator=(Cgroup&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(folder_fd_, other.folder_fd_);
  return *this;
}

Cgroup::~Cgroup() {
  if (folder_fd_.valid()) ::rmdir(folder_.c_str());
}

void Cgroup::kill() const {
  if (folder_fd_.valid()) write_text(folder_ / "cgroup.kill", "1");
}

bool Cgroup::empty() const {
  return !folder_fd_.valid() || read_text(folder_ / "cgroup.events").find("populated 0") != std::string::npos;
}

std::uint64_t Cgroup::memory_kills() const {
  if (!folder_fd_.valid()) return 0;
  std::istringstream words{read_text(folder_ / "memory.events")};
  std::string name;
  for (std::uint64_t count = 0; words >> name >> count;) {
    if (name == "oom_kill") return count;
  }
  return 0;
}

}  // namespace cupola::sandbox
