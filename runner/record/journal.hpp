#pragma once

#include "hat_driver/base/utc.hpp"
#include "runner/record/anchor.hpp"
#include "runner/record/outcome.hpp"
#include "runner/record/result_count.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cupola::record {

// The records of a flight's journal; docs/journal.md is the format. None of them holds a name, a text the
// program wrote, or a message of an exception: those stay in the log's output/.

/// Which part of a bundle a flight takes, so that several units share one.
struct Unit {
  enum class Share { Alternate, Blocks };  ///< every n-th entry; or one of n parts in a row
  std::uint32_t number = 1;                ///< from 1
  std::uint32_t of = 1;
  Share share = Share::Alternate;
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// Written at every start of a flight, so that a log says on what each of its parts ran.
struct Header {
  std::string mission;
  std::string bundle_sha256;
  HatKind hat = HatKind::Emulated;
  ClockKind clock = ClockKind::Real;
  std::string tier;  ///< which box: "bubblewrap"
  Limits limits;
  std::string profile = "flight";
  std::string boot_id;
  std::string build;
  std::uint64_t entries = 0;  ///< in the bundle
  base::UtcTime start;        ///< when the flight began on its own clock; the same in every header of a log
  base::UtcTime utc;          ///< of this start, on the machine's clock …
  std::int64_t monotonic_ns = 0;  ///< … and at the same moment on CLOCK_MONOTONIC of `boot_id`
  std::optional<Anchor> anchor;
  Unit unit;
  std::vector<std::string> again;  ///< entries that fly again though they have a completed run
};

/// The next program is about to start. On disk before it may.
struct Intent {
  std::string entry;
  std::uint32_t attempt = 1;
  std::string program_sha256;
  std::uint64_t seed = 1;
  base::UtcTime utc;  ///< on the flight's clock
  std::int64_t monotonic_ns = 0;
};

/// What became of it.
struct End {
  std::string entry;
  std::uint32_t attempt = 1;
  std::string program_sha256;
  base::UtcTime start;
  base::UtcTime end;
  double duration_s = 0;
  Verdict verdict = Verdict::Internal;
  double clock_error_s = 0;  ///< of both: the kernel's estimate, 0 on the virtual clock
  double cpu_s = 0;
  std::optional<int> exit_code;
  std::optional<int> signal;
  std::uint64_t frames = 0;
  std::uint64_t pictures = 0;
  std::string error_type;  ///< empty if no exception
  int error_line = 0;
  std::string film_sha256;
  std::string output_sha256;           ///< of stdout and then stderr; empty in journals of an earlier Cupola
  bool files_synced = false;           ///< film and output were on the disk before this was written
  std::optional<ResultCount> results;  ///< only with a limit for them
  std::int64_t monotonic_ns = 0;       ///< when this was written
  std::optional<Anchor> anchor;        ///< of this boundary between two programs
  /// On CLOCK_MONOTONIC of the header's boot_id. The first line was reached at most `start_uncertainty_s`
  /// after the one, death came at most `end_uncertainty_s` before the other.
  std::optional<std::int64_t> start_monotonic_ns;
  std::optional<std::int64_t> end_monotonic_ns;
  double start_uncertainty_s = 0;
  double end_uncertainty_s = 0;
};

/// The machine's UTC clock was set: `utc` − `monotonic_ns` changed by `offset_s` since the last record.
struct Step {
  base::UtcTime utc;
  std::int64_t monotonic_ns = 0;
  double offset_s = 0;
};

/// Something an operator should know.
struct Note {
  base::UtcTime utc;
  std::string text;
};

using Record = std::variant<Header, Intent, End, Step, Note>;

/// The `prev` of the first line.
inline constexpr std::string_view kNoLine =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// One line without its newline. `prev`: SHA-256 of the line before, without its newline.
std::string encode_line(const Record& record, std::uint64_t seq, std::string_view prev);

/// The length of ,"crc":"xxxxxxxx"} at the end of every line.
inline constexpr std::size_t kCrcTail = 18;

/// A line read back, or what is wrong with it. `record` is nothing if the line is damaged.
struct DecodedLine {
  std::optional<Record> record;
  std::uint64_t seq = 0;
  std::string prev;
  std::string problem;  ///< "crc: …", empty if all is well
};
DecodedLine decode_line(std::string_view line);

/// One record with the line (from 1) it stands on.
struct JournalLine {
  std::size_t line = 0;
  std::uint64_t seq = 0;
  Record record;
};

struct JournalProblem {
  std::size_t line = 0;
  std::string text;
};

/// Everything a journal's bytes hold. Damaged lines are told and skipped, those before and after are kept.
/// What is left of a journal's very first write, whose pages may reach the disk in any order (no HEADER and
/// no END, but zeros or an INTENT), is a torn tail as a whole: nothing can have flown before it.
struct Journal {
  std::vector<JournalLine> lines;
  std::vector<JournalProblem> problems;
  std::string torn_tail;           ///< a last line without its newline: never acknowledged, no problem
  bool newline_damaged = false;    ///< `torn_tail` is one byte where the last record's newline belongs
  std::uint64_t whole_bytes = 0;   ///< the length without the torn tail
  std::uint64_t next_seq = 0;      ///< for the next line …
  std::string last_hash{kNoLine};  ///< … and its `prev`
};
Journal parse_journal(std::string_view bytes);

}  // namespace cupola::record
