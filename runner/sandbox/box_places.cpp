#include "runner/sandbox/box_places.hpp"

#include "runner/sandbox/box_parts.hpp"

#include <sys/mount.h>

#include <filesystem>

namespace cupola::sandbox {
namespace {

namespace fs = std::filesystem;
using Kind = Place::Kind;

constexpr std::uint64_t kReadOnly = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
/// Folders and the program among them; more than anybody keeps.
constexpr int kResultFiles = 4096;
constexpr std::uint64_t kDevice = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC;

/// "/cupola/python" as the child wants it: from the new root on.
const char* relative(const char* place) { return place + 1; }

}  // namespace

BoxPlaces::BoxPlaces(const Plan& plan) {
  constexpr std::size_t kFoldersAndLinks = std::size_t{1} << 20;
  root_options_ =
      keep("mode=755,nr_inodes=256,size=" + std::to_string(plan.program.size() + kFoldersAndLinks));
  add_system();
  add_devices();
  add({.kind = Kind::Tmpfs,
       .path = "tmp",
       .source = keep("mode=1777,nr_inodes=16384,size=" + std::to_string(plan.limits.tmp_bytes))});
  // Nothing of the kernel's but what belongs to the box's own processes.
  add({.kind = Kind::Proc, .path = "proc", .source = "subset=pid"});
  add_ours(plan);
}

const char* BoxPlaces::keep(std::string text) { return texts_.emplace_back(std::move(text)).c_str(); }

/// /usr, and /lib, /bin and the like: links into /usr on a merged system, folders on an old one.
void BoxPlaces::add_system() {
  add({.kind = Kind::TreeFolder, .path = "usr", .source = "/usr", .attributes = kReadOnly});
  for (const char* name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    std::error_code error;
    if (fs::is_symlink(name, error)) {
      add({.kind = Kind::Link,
           .path = relative(name),
           .source = keep(fs::read_symlink(name, error).string())});
    } else if (fs::is_directory(name, error)) {
      add({.kind = Kind::TreeFolder, .path = relative(name), .source = name, .attributes = kReadOnly});
    }
  }
  add({.kind = Kind::Folder, .path = "etc"});
  // Without these two numpy does not find its libblas.so.3.
  add({.kind = Kind::TreeFolder,
       .path = "etc/alternatives",
       .source = "/etc/alternatives",
       .attributes = kReadOnly,
       .optional = true});
  add({.kind = Kind::TreeFile,
       .path = "etc/ld.so.cache",
       .source = "/etc/ld.so.cache",
       .attributes = kReadOnly,
       .optional = true});
}

void BoxPlaces::add_devices() {
  add({.kind = Kind::Folder, .path = "dev"});
  for (const char* name : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}) {
    add({.kind = Kind::TreeFile, .path = relative(name), .source = name, .attributes = kDevice});
  }
  add({.kind = Kind::Link, .path = "dev/fd", .source = "/proc/self/fd"});
  add({.kind = Kind::Link, .path = "dev/stdin", .source = "/proc/self/fd/0"});
  add({.kind = Kind::Link, .path = "dev/stdout", .source = "/proc/self/fd/1"});
  add({.kind = Kind::Link, .path = "dev/stderr", .source = "/proc/self/fd/2"});
  add({.kind = Kind::Tmpfs,
       .path = "dev/shm",
       .source = keep(std::string{"mode=1777,nr_inodes=1024,size="} + kSharedMemoryBytes)});
}

void BoxPlaces::add_ours(const Plan& plan) {
  add({.kind = Kind::Folder, .path = "cupola"});
  add({.kind = Kind::TreeFile,
       .path = relative(kLauncherPlace),
       .source = plan.launcher.c_str(),
       .attributes = kReadOnly});
  if (!plan.python_packages.empty()) {
    add({.kind = Kind::TreeFolder,
         .path = relative(kPackagesPlace),
         .source = plan.python_packages.c_str(),
         .attributes = kReadOnly});
  }
  if (plan.virtual_clock) {
    add({.kind = Kind::TreeFile,
         .path = relative(kClockPlace),
         .source = plan.virtual_clock->library.c_str(),
         .attributes = kReadOnly});
  }
  if (plan.limits.results_bytes > 0) {
    add({.kind = Kind::Tmpfs,
         .path = relative(kProgramFolder),
         .source = keep("mode=755,nr_inodes=" + std::to_string(kResultFiles) +
                        ",size=" + std::to_string(plan.program.size() + plan.limits.results_bytes))});
  } else {
    add({.kind = Kind::Folder, .path = relative(kProgramFolder)});
  }
  add({.kind = Kind::File,
       .path = keep(std::string{relative(kProgramFolder)} + "/" + plan.name),
       .data = plan.program.data(),
       .size = plan.program.size()});
}

}  // namespace cupola::sandbox
