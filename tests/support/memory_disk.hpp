#pragma once

#include "runner/record/disk.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cupola::tests {

/// A disk in memory that keeps every single thing done to it, so that it can tell what might be left if the
/// power had failed at any moment: what was synced, plus any part of what was not. It promises only what
/// POSIX does: data are safe after the file's sync, names after their folder's. It holds a lock as the real
/// one does, and any of its operations can be made to fail.
class MemoryDisk final : public record::Disk {
 public:
  using Folder = std::map<std::string, std::string>;  ///< a whole disk: content by path; folders end in '/'

  MemoryDisk() = default;
  /// A disk on which all of `content` is safe.
  explicit MemoryDisk(const Folder& content);

  void make_folders(const Path& path) override;
  std::unique_ptr<record::AppendFile> open_append(const Path& path) override;
  bool exists(const Path& path) const override;
  std::string read(const Path& path) const override;
  std::vector<std::string> names_in(const Path& folder) const override;
  void write_whole(const Path& path, std::string_view content) override;
  void write_whole_unsynced(const Path& path, std::string_view content) override;
  void sync(const Path& folder) override;
  void remove(const Path& path) override;
  void reserve(const Path& path, std::size_t bytes) override;

  /// One operation of the operating system.
  struct Operation {
    enum class Kind { MakeFolder, Create, Write, Truncate, Rename, Unlink, SyncFile, SyncFolder, SyncAll };
    Kind kind = Kind::SyncAll;
    std::string path{};
    std::string to{};     ///< of Rename
    int file = 0;         ///< the file that a name stands for, or that is written to
    std::size_t at = 0;   ///< of Write; the size of Truncate
    std::string bytes{};  ///< of Write
    bool failed = false;
  };
  const std::vector<Operation>& operations() const { return operations_; }

  /// What the power cut does to everything that was not synced.
  enum class Loss {
    Nothing,    ///< all of it had just reached the disk
    All,        ///< none of it
    Data,       ///< names and sizes are there, zeros where data should be
    Names,      ///< data are there, names are not
    FirstPage,  ///< of each write, its first page is zeros: pages reach the disk in any order
    LastPage,
  };
  static constexpr Loss kLosses[] = {Loss::Nothing, Loss::All,       Loss::Data,
                                     Loss::Names,   Loss::FirstPage, Loss::LastPage};
  static constexpr std::size_t kPage = 512;

  /// What is left if the power fails before the operation `count`, of which, if it is a write, `part` bytes
  /// were done.
  Folder after_power_cut(std::size_t count, std::size_t part, Loss loss) const;

  /// The operation of this number fails with this error; a Write with ENOSPC takes `part` of its bytes, but
  /// never all. Later ones fail no more, as in Linux.
  struct Failure {
    std::size_t operation = 0;
    int error = 0;
    std::size_t part = 0;
  };
  std::optional<Failure> failure;

 private:
  class File;
  struct State;

  Operation& perform(Operation operation);
  int make_file(const std::string& path);
  void write_beside(const Path& path, std::string_view content, bool synced);
  bool settled(std::size_t index, std::size_t count) const;

  std::vector<Operation> operations_;
  std::map<std::string, int> names_;  ///< files by path
  std::set<std::string> folders_{"/"};
  std::map<int, std::string> contents_;
  std::set<std::string> locked_;
  int next_file_ = 1;
};

}  // namespace cupola::tests
