#pragma once

#include "runner/flight/flight.hpp"
#include "runner/flight/log_state.hpp"
#include "runner/flight/run_files.hpp"
#include "runner/record/journal_writer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cupola::flight {

/// The log folder of a plan: made if needed, locked for this process, read, and found to belong to this
/// flight before anything in it is touched. Throws as `fly` does.
class OpenLog {
 public:
  OpenLog(const Plan& plan, record::Disk& disk);

  const RunFiles& files() const { return files_; }
  record::AppendFile& journal_file() { return *journal_file_; }
  const record::Journal& journal() const { return journal_; }
  const LogState& state() const { return state_; }
  /// What an operator should know of how the log was found; one line each.
  const std::vector<std::string>& notes() const { return notes_; }
  /// The entry whose END is on the disk and whose film or output is not: a power cut took them.
  const std::string& lost() const { return lost_; }

 private:
  void note_what_was_found();
  void look_for_lost_files();

  RunFiles files_;
  std::unique_ptr<record::AppendFile> journal_file_;
  record::Journal journal_;
  LogState state_;
  std::vector<std::string> notes_;
  std::string lost_;
};

}  // namespace cupola::flight
