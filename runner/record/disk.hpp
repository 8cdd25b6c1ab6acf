#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::record {

/// A file that is only ever added to, locked as long as it lives: one flight per log. Throws
/// std::system_error that names the file.
class AppendFile {
 public:
  AppendFile() = default;
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  virtual ~AppendFile() = default;

  /// One write at the end; how many bytes it took, which on a full disk can be fewer.
  virtual std::size_t append(std::string_view bytes) = 0;
  /// Returns when everything appended is on the disk. After a failure nobody knows what is there.
  virtual void sync() = 0;
  /// Cuts the file to its first `size` bytes and syncs it: only for a torn tail that was copied aside.
  virtual void truncate(std::uint64_t size) = 0;
  virtual const std::string& name() const = 0;
};

/// All that a flight asks of a disk; small, so that a test can stand in for it and lose power at every byte.
/// Throws std::system_error that names the path.
class Disk {
 public:
  using Path = std::filesystem::path;

  Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  virtual ~Disk() = default;

  /// Makes the folders of `path` that are missing; on the disk when it returns.
  virtual void make_folders(const Path& path) = 0;
  /// Opens or makes a file; its name is on the disk when this returns. If another process has it locked:
  /// EWOULDBLOCK and a text that says that a flight is writing there.
  virtual std::unique_ptr<AppendFile> open_append(const Path& path) = 0;
  virtual bool exists(const Path& path) const = 0;
  virtual std::string read(const Path& path) const = 0;
  virtual std::vector<std::string> names_in(const Path& folder) const = 0;
  /// Makes `path` hold `content` or leaves it as it was; on the disk when it returns.
  virtual void write_whole(const Path& path, std::string_view content) = 0;
  /// The same, but a power cut may take it until `sync` has returned.
  virtual void write_whole_unsynced(const Path& path, std::string_view content) = 0;
  /// Returns when everything written to the disk that holds `folder` is on it.
  virtual void sync(const Path& folder) = 0;
  /// Removes a file if it is there; may come back after a power cut.
  virtual void remove(const Path& path) = 0;
  /// Makes a file that really takes `bytes` of room. Leaves nothing behind if there is not enough.
  virtual void reserve(const Path& path, std::size_t bytes) = 0;
};

/// The machine's own files.
class SystemDisk final : public Disk {
 public:
  void make_folders(const Path& path) override;
  std::unique_ptr<AppendFile> open_append(const Path& path) override;
  bool exists(const Path& path) const override;
  std::string read(const Path& path) const override;
  std::vector<std::string> names_in(const Path& folder) const override;
  void write_whole(const Path& path, std::string_view content) override;
  void write_whole_unsynced(const Path& path, std::string_view content) override;
  void sync(const Path& folder) override;
  void remove(const Path& path) override;
  void reserve(const Path& path, std::size_t bytes) override;
};

/// Room kept on the disk of a log, to be given up when the disk is full, so that the record of the run that
/// just ended still finds room. Borrows the disk.
class Ballast {
 public:
  Ballast(Disk& disk, std::filesystem::path path) : disk_(disk), path_(std::move(path)) {}
  /// Really takes the room. Throws as `Disk::reserve` does.
  void reserve(std::size_t bytes) { disk_.reserve(path_, bytes); }
  void release() { disk_.remove(path_); }

 private:
  Disk& disk_;
  std::filesystem::path path_;
};

}  // namespace cupola::record
