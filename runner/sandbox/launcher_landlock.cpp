#include "runner/sandbox/launcher_landlock.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace cupola::sandbox {
namespace {

/// struct landlock_ruleset_attr as of ABI 6; older kernels take its beginning.
struct Ruleset {
  std::uint64_t handled_fs = 0;
  std::uint64_t handled_net = 0;
  std::uint64_t scoped = 0;
};

// landlock(7); Debian 12's header ends with ABI 2.
constexpr std::uint64_t kTruncate = 1u << 14;
constexpr std::uint64_t kScopeAbstractSocketAndSignal = 3;

constexpr std::uint64_t kRead =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
/// Bits 0 to 12, all that ABI 1 knows.
constexpr std::uint64_t kAllOfFirst = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

void allow(int ruleset, const char* folder, std::uint64_t access) {
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = ::open(folder, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0) return;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  ::close(rule.parent_fd);
}

}  // namespace

void confine_with_landlock(const char* results) {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return;
  Ruleset wanted{.handled_fs = kAllOfFirst, .handled_net = 0, .scoped = 0};
  if (abi >= 2) wanted.handled_fs |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3) wanted.handled_fs |= kTruncate;
  if (abi >= 6) wanted.scoped = kScopeAbstractSocketAndSignal;
  const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, size, 0));
  if (ruleset < 0) return;
  const std::uint64_t write = LANDLOCK_ACCESS_FS_WRITE_FILE | (wanted.handled_fs & kTruncate);
  allow(ruleset, "/", kRead);
  allow(ruleset, "/dev", kRead | write);
  for (const char* folder : {"/tmp", "/dev/shm"}) allow(ruleset, folder, wanted.handled_fs);
  if (results != nullptr) allow(ruleset, results, wanted.handled_fs);
  ::syscall(SYS_landlock_restrict_self, ruleset, 0);
  ::close(ruleset);
}

}  // namespace cupola::sandbox
