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
    if (!decoded.record) {
      problem(decoded.problem);
      // Its hash cannot be trusted, so the next line's `prev` has nothing to be compared with.
      chain_known_ = false;
      ++journal_.next_seq;
    } else {
      check_place(decoded);
      chain_known_ = true;
      journal_.next_seq = decoded.seq + 1;
      journal_.lines.push_back({line_, decoded.seq, std::move(*decoded.record)});
    }
    journal_.last_hash = sha256_hex(line);
  }

 private:
  void check_place(const DecodedLine& decoded) {
    // A damaged newline glues two lines together, so after damage more may be missing than lines were
    // skipped.
    const bool expected = chain_known_ ? decoded.seq == journal_.next_seq : decoded.seq >= journal_.next_seq;
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
  bool chain_known_ = true;
};

}  // namespace

Journal parse_journal(std::string_view bytes) {
  Journal journal;
  ChainReader chain{journal};
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) {
      journal.torn_tail = bytes;
      break;
    }
    chain.add(bytes.substr(0, end));
    journal.whole_bytes += end + 1;
    bytes.remove_prefix(end + 1);
  }
  return journal;
}

}  // namespace cupola::record
