#include "certificates/page/flight_log.hpp"

#include "runner/mission/pack.hpp"
#include "runner/record/journal_writer.hpp"
#include "runner/record/time_line.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace cupola::page {
namespace {

namespace fs = std::filesystem;

bool is_completed(record::Verdict verdict) {
  return verdict != record::Verdict::Interrupted && verdict != record::Verdict::Internal;
}

/// Follows a journal from line to line: the headers say on what the runs after them were flown.
class Reader {
 public:
  Reader(const fs::path& folder, const mission::Mission& mission) : folder_(folder), mission_(mission) {}

  /// `clock_synchronised`: of the times of an END, as correct_times says.
  void take(const record::JournalLine& line, bool clock_synchronised) {
    if (const auto* header = std::get_if<record::Header>(&line.record)) take_header(*header, line.line);
    if (const auto* end = std::get_if<record::End>(&line.record)) take_end(*end, clock_synchronised);
  }

  bool has_header() const { return !bundle_.empty(); }
  std::map<std::string, FlownRun> take_runs() { return std::move(runs_); }

 private:
  void take_header(const record::Header& header, std::size_t line) {
    const std::string place = fmt::format("{}:{}", record::journal_path(folder_).string(), line);
    if (!mission::packed_bundle(mission_, header.bundle_sha256)) {
      throw mission::BadInput(fmt::format(
          "{}: bundle_sha256: the mission {} did not pack this bundle; give the log of a bundle that "
          "`cupola pack` made of it",
          place, mission_.folder.string()));
    }
    if (has_header() && header.bundle_sha256 != bundle_) {
      throw mission::BadInput(fmt::format(
          "{}: bundle_sha256: not the bundle this log began with; a log holds one flight", place));
    }
    bundle_ = header.bundle_sha256;
    simulated_ = header.hat != record::HatKind::Hardware || header.clock != record::ClockKind::Real;
  }

  void take_end(const record::End& end, bool clock_synchronised) {
    // A hash or a path from the journal never leads out of the log folder.
    if (!is_completed(end.verdict) || !mission::is_plain_id(end.entry)) return;
    runs_[end.entry] = {.end = end,
                        .clock_synchronised = clock_synchronised,
                        .simulated = simulated_,
                        .film = folder_ / "films" / fmt::format("{}.{}.film", end.entry, end.attempt)};
  }

  const fs::path& folder_;
  const mission::Mission& mission_;
  std::string bundle_;
  bool simulated_ = true;
  std::map<std::string, FlownRun> runs_;
};

}  // namespace

FlightLog read_flight_log(const fs::path& folder, const mission::Mission& mission) {
  const fs::path path = record::journal_path(folder);
  record::Journal journal = record::read_journal(folder);
  const std::vector<bool> synchronised = record::correct_times(journal);
  FlightLog log;
  for (const record::JournalProblem& problem : journal.problems) {
    log.problems.push_back(fmt::format("{}:{}: {}", path.string(), problem.line, problem.text));
  }
  Reader reader(folder, mission);
  for (std::size_t index = 0; index < journal.lines.size(); ++index) {
    reader.take(journal.lines[index], synchronised[index]);
  }
  if (!reader.has_header()) {
    throw mission::BadInput(fmt::format(
        "{}: no readable HEADER, so nothing says which bundle flew; give a log folder of `cupola fly`",
        path.string()));
  }
  log.runs = reader.take_runs();
  return log;
}

std::map<std::string, FlownRun> merge_runs(const std::vector<FlightLog>& logs) {
  std::map<std::string, FlownRun> merged;
  for (const FlightLog& log : logs) {
    for (const auto& [entry, run] : log.runs) {
      const auto known = merged.find(entry);
      if (known == merged.end() || known->second.end.end < run.end.end) merged[entry] = run;
    }
  }
  return merged;
}

bool deserves_certificate(record::Verdict verdict) {
  return verdict == record::Verdict::Finished || verdict == record::Verdict::CutAtLimit;
}

std::string read_bytes(const fs::path& path) {
  constexpr std::uintmax_t kLargest = std::uintmax_t{1} << 30;
  const auto fail = [&](int error) {
    throw std::system_error(error, std::generic_category(), "read " + path.string());
  };
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) fail(error.value());
  if (size > kLargest) fail(EFBIG);
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(errno != 0 ? errno : EIO);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) fail(EIO);
  return bytes;
}

}  // namespace cupola::page
