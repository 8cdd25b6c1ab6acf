#include "runner/record/append_file.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace cupola::record {

LockedFile::LockedFile(const std::filesystem::path& path) : name_(path.native()) {
  struct stat before {};
  const bool made = ::stat(path.c_str(), &before) != 0;
  fd_.reset(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!fd_.valid()) base::throw_errno("open", name_);
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) base::throw_errno("lock", name_ + " (another flight is writing this log)");
    base::throw_errno("lock", name_);
  }
  if (made) base::sync_folder(path.parent_path());
}

std::size_t LockedFile::append(std::string_view bytes) {
  for (;;) {
    const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) base::throw_errno("write", name_);
  }
}

void LockedFile::sync() {
  // Never tried again: after a failed sync the kernel may have dropped the pages and report success.
  if (::fdatasync(fd_.get()) != 0) base::throw_errno("sync", name_);
}

void LockedFile::truncate(std::uint64_t size) {
  if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) base::throw_errno("cut", name_);
  sync();
}

void Ballast::reserve(std::size_t bytes) {
  const base::UniqueFd fd{::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)};
  if (!fd.valid()) base::throw_errno("open", path_.native());
  const int error = ::posix_fallocate(fd.get(), 0, static_cast<off_t>(bytes));
  if (error == 0) return;
  ::unlink(path_.c_str());
  base::throw_errno(error, "reserve " + std::to_string(bytes / 1024) + " KiB in", path_.native());
}

void Ballast::release() { ::unlink(path_.c_str()); }

}  // namespace cupola::record
