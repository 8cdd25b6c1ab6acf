#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace cupola::app {

/// Learns when files of one folder change, however an editor saves them: written in place, or written beside
/// and renamed. Never blocks; whoever owns it polls `fd()` and calls `tick`.
class FileWatch {
 public:
  /// Throws std::system_error if the kernel gives no more watches.
  FileWatch();

  /// From now on the folder of these files; before it, what is not fetched is forgotten. A folder that cannot
  /// be watched (it is gone, or may not be read) is a false, and nothing is watched.
  bool watch(const std::filesystem::path& folder);
  const std::filesystem::path& folder() const { return folder_; }

  /// For poll.
  int fd() const { return inotify_.get(); }
  void tick();
  /// The names of the files that were written, came, went or were renamed since the last call. Look for
  /// yourself what is there now: the folder itself may be gone, and after a storm of changes the names are
  /// those of all files there.
  std::set<std::string> take_changed();

 private:
  void note_everything();

  base::UniqueFd inotify_;
  std::filesystem::path folder_;
  std::optional<int> watch_;
  std::set<std::string> changed_;
};

}  // namespace cupola::app
