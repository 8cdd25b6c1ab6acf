#include "hat_driver/base/whole_file.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace cupola::base {
namespace {

namespace fs = std::filesystem;

/// Removes the temporary file unless it was renamed into place.
class TemporaryName {
 public:
  explicit TemporaryName(fs::path path) : path_(std::move(path)) {}
  TemporaryName(const TemporaryName&) = delete;
  TemporaryName& operator=(const TemporaryName&) = delete;
  ~TemporaryName() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  const fs::path& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

/// A file beside `path` that holds `content`, not yet under its name.
class Beside {
 public:
  Beside(const fs::path& path, std::string_view content, mode_t mode)
      : path_(path),
        temporary_(folder_of(path) /
                   ("." + path.filename().native() + "." + std::to_string(::getpid()) + ".tmp")) {
    ::unlink(temporary_.path().c_str());
    fd_.reset(::open(temporary_.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!fd_.valid()) throw_errno("write", path_.native());
    write_fully(fd_.get(), content, path_.native());
  }
  void sync() const {
    if (::fsync(fd_.get()) != 0) throw_errno("sync", path_.native());
  }
  /// Gives it its name; `flags` as of renameat2.
  void rename(unsigned flags) {
    if (::renameat2(AT_FDCWD, temporary_.path().c_str(), AT_FDCWD, path_.c_str(), flags) != 0) {
      throw_errno("write", path_.native());
    }
    temporary_.keep();
  }

 private:
  const fs::path& path_;
  TemporaryName temporary_;
  UniqueFd fd_;
};

}  // namespace

void write_fully(int fd, std::string_view content, std::string_view subject) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("write", subject);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync_folder(const fs::path& folder) {
  const UniqueFd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd.valid()) throw_errno("open", folder.native());
  if (::fsync(fd.get()) != 0) throw_errno("sync", folder.native());
}

void sync_file_system(const fs::path& folder) {
  const UniqueFd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd.valid()) throw_errno("open", folder.native());
  if (::syncfs(fd.get()) != 0) throw_errno("sync", folder.native());
}

void write_whole_file(const fs::path& path, std::string_view content) {
  Beside file{path, content, 0644};
  file.sync();
  file.rename(0);
  sync_folder(folder_of(path));
}

void write_whole_file_unsynced(const fs::path& path, std::string_view content) {
  Beside{path, content, 0644}.rename(0);
}

void write_new_file(const fs::path& path, std::string_view content, Readers readers) {
  Beside file{path, content, readers == Readers::OwnerOnly ? mode_t{0600} : mode_t{0644}};
  file.sync();
  file.rename(RENAME_NOREPLACE);
  sync_folder(folder_of(path));
}

std::string read_whole_file(const fs::path& path, std::size_t largest) {
  // O_NONBLOCK: opening a named pipe must fail the regular-file test below, not wait for a writer.
  const UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (!fd.valid()) throw_errno("read", path.native());
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("read", path.native());
  if (S_ISDIR(status.st_mode)) throw_errno(EISDIR, "read", path.native());
  if (!S_ISREG(status.st_mode)) throw_errno(EINVAL, "read", path.native());
  if (static_cast<std::size_t>(status.st_size) > largest) throw_errno(EFBIG, "read", path.native());
  std::string content;
  content.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t count = ::read(fd.get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_errno("read", path.native());
    if (count == 0) return content;
    content.append(block.data(), static_cast<std::size_t>(count));
    if (content.size() > largest) throw_errno(EFBIG, "read", path.native());
  }
}

}  // namespace cupola::base
