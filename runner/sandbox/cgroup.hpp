#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/record/outcome.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cupola::sandbox {

/// The folder of the cgroup v2 hierarchy in which boxes may be made, and what can be limited there.
struct CgroupHome {
  std::filesystem::path folder{};  ///< empty: there is none
  bool memory = false;             ///< memory.max
  bool processes = false;          ///< pids.max
  std::string missing{};           ///< why something of this is not there; empty if all is
};

/// Looks for a cgroup v2 folder of our own in which we may make others (docs/sandbox.md), and makes
/// "cupola-<pid>" in it. With controllers to hand down, this process moves into a leaf of its own, because a
/// folder with processes cannot hand any down. Folders of supervisors that have died are removed. Throws
/// nothing: what cannot be had is said in `missing`.
CgroupHome make_cgroup_home(const std::filesystem::path& hierarchies = "/proc/self/mountinfo",
                            const std::filesystem::path& own = "/proc/self/cgroup");

/// Removes what make_cgroup_home made, as far as it is empty.
void remove_cgroup_home(const CgroupHome& home);

/// The cgroup of one box. Removed at the end of its life.
class Cgroup {
 public:
  Cgroup() = default;
  /// Makes one and sets its limits. Throws std::system_error.
  Cgroup(const CgroupHome& home, const record::Limits& limits);
  Cgroup(Cgroup&& other) noexcept = default;
  Cgroup& operator=(Cgroup&& other) noexcept;
  Cgroup(const Cgroup&) = delete;
  Cgroup& operator=(const Cgroup&) = delete;
  ~Cgroup();

  /// For CLONE_INTO_CGROUP; -1 if this is no cgroup.
  int fd() const { return folder_fd_.get(); }
  /// Kills everything in it (cgroup.kill).
  void kill() const;
  /// Nothing lives in it. True if this is no cgroup.
  bool empty() const;
  /// How often the kernel killed in it for want of memory.
  std::uint64_t memory_kills() const;

 private:
  std::filesystem::path folder_;
  base::UniqueFd folder_fd_;
};

}  // namespace cupola::sandbox
