#include "hat_driver/base/beneath.hpp"

#include "hat_driver/base/system_error.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>

namespace cupola::base {

UniqueFd open_beneath(int folder_fd, const std::string& name) {
  open_how how{};
  // O_NONBLOCK: a named pipe must fail the test below, not wait for a writer.
  how.flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  UniqueFd fd{static_cast<int>(::syscall(SYS_openat2, folder_fd, name.c_str(), &how, sizeof how))};
  if (!fd.valid()) throw_errno("open", name);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("look at", name);
  if (!S_ISREG(status.st_mode)) throw_errno(EINVAL, "open", name + " (no regular file)");
  if (status.st_nlink != 1) throw_errno(EINVAL, "open", name + " (it has another name, too)");
  return fd;
}

}  // namespace cupola::base
