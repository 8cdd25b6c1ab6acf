#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cupola::record {

/// All that the journal asks of a disk; small, so that a test can stand in for it and stop at every byte.
class AppendFile {
 public:
  AppendFile() = default;
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  virtual ~AppendFile() = default;

  /// One write at the end; how many bytes it took, which on a full disk can be fewer. Throws
  /// std::system_error.
  virtual std::size_t append(std::string_view bytes) = 0;
  /// Returns when everything appended is on the disk. Throws std::system_error; then nobody knows what is
  /// there.
  virtual void sync() = 0;
  virtual const std::string& name() const = 0;
};

/// A file of the log folder, opened for appending and locked: one flight per log.
class LockedFile final : public AppendFile {
 public:
  /// Opens or makes `path` and syncs its folder if it made it. Throws std::system_error; if another process
  /// has it locked, with EWOULDBLOCK and a text that says that a flight is writing there.
  explicit LockedFile(const std::filesystem::path& path);
  std::size_t append(std::string_view bytes) override;
  void sync() override;
  const std::string& name() const override { return name_; }
  /// Cuts the file to its first `size` bytes and syncs it: only for a torn tail that was copied aside.
  void truncate(std::uint64_t size);

 private:
  std::string name_;
  base::UniqueFd fd_;
};

/// Room kept on the disk of a log, to be given up when the disk is full, so that the record of the run
/// that just ended still finds room.
class Ballast {
 public:
  explicit Ballast(std::filesystem::path path) : path_(std::move(path)) {}
  /// Really takes the room. Throws std::system_error and leaves nothing behind if there is not enough.
  void reserve(std::size_t bytes);
  void release();

 private:
  std::filesystem::path path_;
};

}  // namespace cupola::record
