#include "runner/record/journal_writer.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/record/downlink.hpp"
#include "runner/record/sha256.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace cupola::record {
namespace {

namespace fs = std::filesystem;

/// A name in the log's folder that is not taken: an earlier torn tail is never overwritten.
fs::path name_for_tail(const Disk& disk, const fs::path& journal, std::uint64_t offset) {
  const std::string name = "journal.torn-" + std::to_string(offset);
  fs::path path = journal.parent_path() / name;
  for (int number = 2; disk.exists(path); ++number) {
    path = journal.parent_path() / (name + "-" + std::to_string(number));
  }
  return path;
}

}  // namespace

void JournalWriter::append(const std::vector<Record>& records) {
  if (failed_) base::throw_errno(EIO, "write (after an earlier failure)", file_.name());
  std::string bytes;
  std::uint64_t seq = next_seq_;
  std::string hash = last_hash_;
  for (const Record& record : records) {
    const std::string line = encode_line(record, seq++, hash);
    hash = sha256_hex(line);
    bytes.append(line).push_back('\n');
  }
  failed_ = true;
  if (file_.append(bytes) != bytes.size()) base::throw_errno(ENOSPC, "write", file_.name());
  file_.sync();
  failed_ = false;
  next_seq_ = seq;
  last_hash_ = std::move(hash);
}

fs::path journal_path(const fs::path& log) { return log / "journal.jsonl"; }

Journal read_journal(const fs::path& log) {
  std::error_code ignored;
  if (!fs::is_regular_file(log, ignored)) return parse_journal(base::read_whole_file(journal_path(log)));
  try {
    return decode_downlink(base::read_whole_file(log));
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(log.native() + ": " + error.what());
  }
}

Journal recover_journal(Disk& disk, AppendFile& file) {
  Journal journal = parse_journal(disk.read(file.name()));
  if (journal.torn_tail.empty()) return journal;
  disk.write_whole(name_for_tail(disk, file.name(), journal.whole_bytes), journal.torn_tail);
  file.truncate(journal.whole_bytes);
  if (!journal.newline_damaged) return journal;
  if (file.append("\n") != 1) base::throw_errno(ENOSPC, "write", file.name());
  file.sync();
  return journal;
}

}  // namespace cupola::record
