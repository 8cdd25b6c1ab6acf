#include "runner/record/disk.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace cupola::record {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

class LockedFile final : public AppendFile {
 public:
  explicit LockedFile(const fs::path& path) : name_(path.native()) {
    fd_.reset(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!fd_.valid()) base::throw_errno("open", name_);
    if (::flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) base::throw_errno("lock", name_ + " (another flight is writing this log)");
      base::throw_errno("lock", name_);
    }
    // Also when it was there: a start that lost power before this may have made it.
    base::sync_folder(folder_of(path));
  }

  std::size_t append(std::string_view bytes) override {
    for (;;) {
      const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) base::throw_errno("write", name_);
    }
  }
  void sync() override {
    // Never tried again: after a failed sync the kernel may have dropped the pages and report success.
    if (::fdatasync(fd_.get()) != 0) base::throw_errno("sync", name_);
  }
  void truncate(std::uint64_t size) override {
    if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) base::throw_errno("cut", name_);
    sync();
  }
  const std::string& name() const override { return name_; }

 private:
  std::string name_;
  base::UniqueFd fd_;
};

}  // namespace

void SystemDisk::make_folders(const Path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return;
  const Path parent = folder_of(path);
  if (parent != path) make_folders(parent);
  if (::mkdir(path.c_str(), 0755) != 0 && (errno != EEXIST || !fs::is_directory(path, error))) {
    if (errno == EEXIST) errno = ENOTDIR;
    base::throw_errno("make the folder", path.native());
  }
  base::sync_folder(parent);
}

std::unique_ptr<AppendFile> SystemDisk::open_append(const Path& path) {
  return std::make_unique<LockedFile>(path);
}

bool SystemDisk::exists(const Path& path) const {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::string SystemDisk::read(const Path& path) const { return base::read_whole_file(path); }

std::vector<std::string> SystemDisk::names_in(const Path& folder) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator item{folder, error}; !error && item != fs::directory_iterator{};
       item.increment(error)) {
    names.push_back(item->path().filename().native());
  }
  if (error) base::throw_errno(error.value(), "read", folder.native());
  return names;
}

void SystemDisk::write_whole(const Path& path, std::string_view content) {
  base::write_whole_file(path, content);
}

void SystemDisk::write_whole_unsynced(const Path& path, std::string_view content) {
  base::write_whole_file_unsynced(path, content);
}

void SystemDisk::sync(const Path& folder) { base::sync_file_system(folder); }

void SystemDisk::remove(const Path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) base::throw_errno("remove", path.native());
}

void SystemDisk::reserve(const Path& path, std::size_t bytes) {
  const base::UniqueFd fd{::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)};
  if (!fd.valid()) base::throw_errno("open", path.native());
  const int error = ::posix_fallocate(fd.get(), 0, static_cast<off_t>(bytes));
  if (error == 0) return;
  ::unlink(path.c_str());
  base::throw_errno(error, "reserve " + std::to_string(bytes / 1024) + " KiB in", path.native());
}

}  // namespace cupola::record
