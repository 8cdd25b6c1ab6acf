#pragma once

#include "runner/record/disk.hpp"
#include "runner/record/journal.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cupola::record {

/// Appends records to a journal. A record is acknowledged when `append` returns: from then on it survives a
/// power cut. After a failure nothing more is written: the file may end in half a line, which only a reader
/// may cut.
class JournalWriter {
 public:
  /// Borrows `file`. `next_seq` and `last_hash` as `parse_journal` gives them; the defaults begin a journal.
  explicit JournalWriter(AppendFile& file, std::uint64_t next_seq = 0,
                         std::string last_hash = std::string{kNoLine})
      : file_(file), next_seq_(next_seq), last_hash_(std::move(last_hash)) {}

  /// All records in one write and one sync. Throws std::system_error naming the file (ENOSPC for a short
  /// write); every later call throws too.
  void append(const std::vector<Record>& records);

 private:
  AppendFile& file_;
  std::uint64_t next_seq_;
  std::string last_hash_;
  bool failed_ = false;
};

/// `journal.jsonl` of a log folder.
std::filesystem::path journal_path(const std::filesystem::path& log);

/// Reads a log's journal, also while a flight writes it; `log` may be the file of a downlink instead of a
/// folder. Throws std::system_error if there is none, std::invalid_argument for a damaged downlink.
Journal read_journal(const std::filesystem::path& log);

/// Reads the journal that `file` holds locked. What a power cut left behind its last whole line is copied
/// aside
/// (`journal.torn-OFFSET` beside it) and cut, so that whole lines can follow; a last line that only lost its
/// newline gets it back. Throws std::system_error.
Journal recover_journal(Disk& disk, AppendFile& file);

}  // namespace cupola::record
