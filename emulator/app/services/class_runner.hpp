#pragma once

#include "emulator/ui/model/class_wall.hpp"
#include "hat_driver/base/child_process.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/temporary_folder.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// The programs of one folder, each run by `cupola run` as a process of its own on a clock where sleeping
/// costs no time. Never blocks for a program: what floods, never ends, crashes or cannot be started is one
/// entry's message.
class ClassRunner {
 public:
  /// More programs of a folder are left out, and counted.
  static constexpr std::size_t kMostPrograms = 200;
  /// How long a process may take before it is given up: twice the limit of a run and then some.
  static constexpr std::chrono::seconds kPatience{90};
  /// How often the folder is looked at. By its times, not by the kernel's notice, which says nothing of what
  /// pupils save on a share.
  static constexpr std::chrono::seconds kLookPeriod{2};

  /// `command`: the `cupola` to start, at most `at_once` (1 or more) at the same time.
  ClassRunner(std::filesystem::path command, std::size_t at_once);
  ClassRunner(const ClassRunner&) = delete;
  ClassRunner& operator=(const ClassRunner&) = delete;

  /// Lists the folder, sorted by name as people count, and breaks off what runs. A folder that cannot be read
  /// is the `problem`, and no program is listed.
  void open(const std::filesystem::path& folder, base::Monotonic now);
  const std::filesystem::path& folder() const { return folder_; }
  const std::string& problem() const { return problem_; }
  /// Valid until the next call that is not const.
  std::span<const ui::ClassEntry> entries() const { return entries_; }
  std::size_t left_out() const { return left_out_; }

  /// All anew; what runs is broken off.
  void run_all(base::Monotonic now);
  /// This one next, anew if it runs; an unknown name is nothing.
  void run(std::string_view name, base::Monotonic now);
  /// Breaks off what runs and forgets what waits.
  void stop();
  bool running() const { return !jobs_.empty(); }

  /// Reads what came, starts what waits and looks at the folder when it is time; true if an entry changed.
  bool tick(base::Monotonic now);
  /// For poll.
  std::vector<int> fds() const;
  std::optional<base::Monotonic> due() const;

 private:
  /// What tells that a file was written again.
  struct Stamp {
    std::int64_t time_ns = 0;
    std::int64_t size = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct File {
    std::string name;
    Stamp stamp;          ///< as it is
    Stamp ran;            ///< as it was when it ran last
    std::string trouble;  ///< why it is no program; empty: it can be run
  };
  struct Job {
    std::string name;
    base::ChildProcess child;
    std::filesystem::path film;
    base::Monotonic deadline;
    std::string output = {};
    std::string errors = {};
  };

  static File file_at(const std::filesystem::path& path);
  std::optional<std::vector<File>> list();
  bool look();
  std::optional<std::size_t> index_of(std::string_view name) const;
  void forget(std::string_view name);
  bool start_waiting(base::Monotonic now);
  void launch(File& file, ui::ClassEntry& entry, base::Monotonic now);
  bool serve(Job& job, base::Monotonic now);
  void finish(Job& job, const base::ChildEnd& end);

  std::filesystem::path command_;
  std::size_t at_once_;
  std::filesystem::path folder_;
  std::string problem_;
  std::size_t left_out_ = 0;
  std::vector<File> files_;
  std::vector<ui::ClassEntry> entries_;  // one for each of files_
  std::deque<std::string> waiting_;
  std::optional<base::TemporaryFolder> scratch_;  // made for the first film; outlives the jobs
  std::vector<Job> jobs_;
  std::uint64_t films_ = 0;
  base::Monotonic look_at_{0};
};

}  // namespace cupola::app
