#include "runner/record/journal.hpp"

#include "runner/record/sha256.hpp"

namespace cupola::record {
namespace {

/// Follows seq and the hash chain from line to line.
class ChainReader {
 public:
  explicit ChainReader(Journal& journal) : journal_(journal) {}

  void add(std::string_view line) {
    ++line_;
    DecodedLine decoded = decode_line(line);
    if (decoded.record) return take(line, std::move(decoded));
    const std::size_t glued = whole_line_within(line);
    if (glued == 0) return skip(line, decoded.problem);
    problem("the newline of this record is damaged");
    take(line.substr(0, glued), decode_line(line.substr(0, glued)));
    line.remove_prefix(glued + 1);
    decoded = decode_line(line);
    if (decoded.record) return take(line, std::move(decoded));
    skip(line, decoded.problem);
  }

  /// The last line, which no newline ends. True if it is a whole record behind which another byte stands
  /// where the newline belongs; a whole record alone was never acknowledged.
  bool add_unended(std::string_view line) {
    const std::size_t whole = whole_line_within(line);
    if (whole == 0 || whole + 1 != line.size()) return false;
    ++line_;
    problem("the newline of this record is damaged");
    take(line.substr(0, whole), decode_line(line.substr(0, whole)));
    return true;
  }

 private:
  /// The length of a whole record with which `line` begins though more follows; 0 if there is none.
  static std::size_t whole_line_within(std::string_view line) {
    const std::size_t crc = line.find(R"(,"crc":")");
    if (crc == std::string_view::npos) return 0;
    const std::size_t length = crc + kCrcTail;
    return length < line.size() && decode_line(line.substr(0, length)).record ? length : 0;
  }

  void take(std::string_view line, DecodedLine decoded) {
    check_place(decoded);
    chain_known_ = true;
    earliest_seq_ = journal_.next_seq = decoded.seq + 1;
    journal_.lines.push_back({line_, decoded.seq, std::move(*decoded.record)});
    journal_.last_hash = sha256_hex(line);
  }

  void skip(std::string_view line, const std::string& what) {
    problem(what);
    // Its hash cannot be trusted, so the next line's `prev` has nothing to be compared with.
    chain_known_ = false;
    ++journal_.next_seq;
    journal_.last_hash = sha256_hex(line);
  }

  void check_place(const DecodedLine& decoded) {
    // A byte that became a newline makes two damaged lines of one, so fewer may be missing than were skipped.
    const bool expected = chain_known_ ? decoded.seq == journal_.next_seq : decoded.seq >= earliest_seq_;
    if (!expected) {
      problem("seq: is " + std::to_string(decoded.seq) + " where " + std::to_string(journal_.next_seq) +
              " belongs; lines before it were removed or added");
    } else if (chain_known_ && decoded.prev != journal_.last_hash) {
      problem("prev: does not fit the line before it, which was changed");
    }
  }
  void problem(std::string text) { journal_.problems.push_back({line_, std::move(text)}); }

  Journal& journal_;
  std::size_t line_ = 0;
  std::uint64_t earliest_seq_ = 0;  ///< one more than that of the last line that was read
  bool chain_known_ = true;
};

/// Whether these are the remains of a journal's first write, before which nothing can have flown. Text that
/// is no journal has neither zeros nor records.
bool is_unfinished_beginning(const Journal& journal, std::string_view bytes) {
  bool has_intent = false;
  for (const JournalLine& line : journal.lines) {
    has_intent = has_intent || std::holds_alternative<Intent>(line.record);
    if (std::holds_alternative<Header>(line.record) || std::holds_alternative<End>(line.record)) return false;
  }
  return has_intent || (!journal.problems.empty() && bytes.find('\0') != std::string_view::npos);
}

}  // namespace

Journal parse_journal(std::string_view bytes) {
  const std::string_view all = bytes;
  Journal journal;
  ChainReader chain{journal};
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) {
      journal.newline_damaged = chain.add_unended(bytes);
      const std::size_t kept = journal.newline_damaged ? bytes.size() - 1 : 0;
      journal.whole_bytes += kept;
      journal.torn_tail = bytes.substr(kept);
      break;
    }
    chain.add(bytes.substr(0, end));
    journal.whole_bytes += end + 1;
    bytes.remove_prefix(end + 1);
  }
  if (!is_unfinished_beginning(journal, all)) return journal;
  Journal empty;
  empty.torn_tail = all;
  return empty;
}

}  // namespace cupola::record
