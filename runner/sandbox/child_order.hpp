#pragma once

#include <linux/filter.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>

// What the cloned child needs to turn itself into a box, and how it says what went wrong. Everything is made
// before the clone, in the supervisor: the child follows pointers and makes system calls, nothing else.

namespace cupola::sandbox {

/// One thing in the box's root, made in order. Paths are relative to that root.
struct Place {
  enum class Kind : std::uint8_t {
    Folder,
    Link,        ///< to `source`
    File,        ///< with `data`, readable by everybody
    TreeFolder,  ///< the machine's folder `source` with all that is mounted in it
    TreeFile,    ///< the machine's file `source`
    Tmpfs,       ///< with the mount options `source`
    Proc,        ///< with the mount options `source`
  };
  Kind kind = Kind::Folder;
  const char* path = nullptr;
  const char* source = nullptr;
  std::uint64_t attributes = 0;  ///< MOUNT_ATTR_… of a tree
  bool optional = false;         ///< a tree that the machine need not have
  const char* data = nullptr;
  std::size_t size = 0;
  int tree = -1;  ///< the child's own note
};

struct ChildOrder {
  // Descriptors from 64 on, out of the way of those that the box will have.
  int armed = -1;             ///< write end: one byte says that our death with the supervisor is arranged
  int proceed = -1;           ///< read end: one byte says that the identities are mapped
  int trouble = -1;           ///< write end: a Trouble, or nothing
  int lifeline = -1;          ///< read end: its end-of-file says that the supervisor is gone
  const int* kept = nullptr;  ///< every descriptor named here, ascending: the others are closed at once
  std::size_t kept_count = 0;
  const int* descriptors = nullptr;  ///< become 0, 1, 2, …
  std::size_t descriptor_count = 0;

  uid_t uid = 0;  ///< in the box, user and group
  bool drop_groups = false;
  Place* places = nullptr;
  std::size_t place_count = 0;
  const char* root_options = nullptr;
  const char* host_name = nullptr;
  const char* folder = nullptr;  ///< the working directory
  const sock_filter* filter = nullptr;
  unsigned short filter_size = 0;

  const char* executable = nullptr;  ///< in the box
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
};

/// What the child was at when it gave up; the names are in own_box.cpp.
enum class Step : std::int32_t {
  Arm,
  Namespaces,
  MakePrivate,
  OpenTree,
  Identity,
  Root,
  MakePlace,
  Pivot,
  SealRoot,
  HostName,
  Loopback,
  Session,
  WorkingFolder,
  Privileges,
  Descriptors,
  Filter,
  Execute,
};

struct Trouble {
  Step step = Step::Arm;
  std::int32_t error = 0;
  char what[56] = {};  ///< the place's path, cut if need be, always ended by a zero
};

/// In a child cloned without shared memory: becomes PID 1 of the box and executes the launcher, or says why
/// not and exits with status 127. Allocates nothing and throws nothing (tests/runner/sandbox checks its
/// object file): another thread of the supervisor may have held any lock when the child was cloned.
[[noreturn]] void become_box(ChildOrder& order) noexcept;

}  // namespace cupola::sandbox
