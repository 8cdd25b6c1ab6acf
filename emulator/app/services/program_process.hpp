#pragma once

#include "hat_driver/base/child_process.hpp"
#include "hat_driver/base/clock.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// Which program to run, and where it finds its HAT.
struct ProgramStart {
  std::filesystem::path file;
  std::string board;                      ///< the board's name
  std::filesystem::path python_packages;  ///< our sense_hat; empty: whatever Python finds
};

enum class OutputStream { Out, Errors };

/// Bytes a program wrote; a character may be cut in two between one chunk and the next.
struct OutputChunk {
  OutputStream stream = OutputStream::Out;
  std::string text;
};

/// The child's own program: /usr/bin/python3, unbuffered, in the folder of its file. Never blocks: whoever
/// owns it polls `fds()` and calls `tick`. It dies with us.
class ProgramProcess {
 public:
  /// What one tick reads of each stream at most, and what of it is kept: a program that floods is neither
  /// held up for long nor slows the window.
  static constexpr std::size_t kReadPerTick = std::size_t{1} << 20;
  static constexpr std::size_t kKeptPerTick = std::size_t{1} << 16;
  static constexpr std::chrono::milliseconds kStopPatience{1000};

  /// Throws std::system_error if Python cannot be started or the file's folder cannot be entered.
  explicit ProgramProcess(const ProgramStart& start);

  /// Reads what it wrote, writes what it is to read, sees to its end. Cheap when there is nothing.
  void tick(base::Monotonic now);
  /// For poll: POLLIN on each of these means that a tick has something to do.
  std::vector<int> fds() const;
  /// When a tick has something to do whatever poll says.
  std::optional<base::Monotonic> due() const { return kill_at_; }

  /// What came since the last call, in the order it was read.
  std::vector<OutputChunk> take_output();
  /// Bytes that were thrown away because there were too many.
  std::uint64_t dropped() const { return dropped_; }

  /// What `input()` reads. Ignored once the program has closed its input.
  void write_input(std::string_view text);
  /// The end of its input, after what is on its way.
  void close_input();
  /// Whether it sits in a read of its standard input, as `input()` does. Asks the kernel: once a picture is
  /// often enough.
  bool waits_for_input() const;
  /// Tells it to end (SIGTERM), and kills it and its children if it has not within a second.
  void stop(base::Monotonic now);

  pid_t pid() const { return child_.pid(); }
  /// How it ended: when the process has, and all that it wrote has been read.
  const std::optional<base::ChildEnd>& end() const { return end_; }

 private:
  struct Stream {
    OutputStream kind;
    base::UniqueFd fd;
  };
  void read_from(Stream& stream);
  void keep(OutputStream kind, std::string_view bytes, std::size_t kept);
  void flush_input();

  base::ChildProcess child_;
  std::array<Stream, 2> streams_;
  std::vector<OutputChunk> output_;
  std::string input_;
  bool input_ends_ = false;
  std::uint64_t dropped_ = 0;
  std::optional<base::Monotonic> kill_at_;
  std::optional<base::ChildEnd> end_;
};

}  // namespace cupola::app
