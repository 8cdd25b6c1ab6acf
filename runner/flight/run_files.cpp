#include "runner/flight/run_files.hpp"

#include "runner/flight/results.hpp"
#include "runner/record/sha256.hpp"

#include <string_view>

namespace cupola::flight {
namespace {

namespace fs = std::filesystem;

std::string attempt_name(const std::string& entry, std::uint32_t attempt, std::string_view extension) {
  return entry + "." + std::to_string(attempt) + "." + std::string{extension};
}

}  // namespace

void RunFiles::make_folders() const {
  remove_unfinished(log_);
  for (const char* const name : {"films", "output"}) {
    disk_.make_folders(log_ / name);
    remove_unfinished(log_ / name);
  }
}

void RunFiles::remove_unfinished(const fs::path& folder) const {
  for (const std::string& name : disk_.names_in(folder)) {
    if (name.starts_with('.') && name.ends_with(".tmp")) disk_.remove(folder / name);
  }
}

bool RunFiles::has_film(const std::string& entry, std::uint32_t attempt) const {
  return disk_.exists(film(entry, attempt));
}

fs::path RunFiles::film(const std::string& entry, std::uint32_t attempt) const {
  return log_ / "films" / attempt_name(entry, attempt, "film");
}

fs::path RunFiles::output(const std::string& entry, std::uint32_t attempt, const char* extension) const {
  return log_ / "output" / attempt_name(entry, attempt, extension);
}

Stored RunFiles::store(const record::Intent& run, const run::RunReport& report,
                       const ResultSource& results) const {
  const std::string bytes = picture::encode_film(report.film);
  // Synced all together, later: on an SD card each sync costs up to 100 ms, in which no program flies.
  disk_.write_whole_unsynced(film(run.entry, run.attempt), bytes);
  disk_.write_whole_unsynced(output(run.entry, run.attempt, "out"), report.out);
  disk_.write_whole_unsynced(output(run.entry, run.attempt, "err"), report.err);
  if (!report.note.empty())
    disk_.write_whole_unsynced(output(run.entry, run.attempt, "note"), report.note + "\n");
  Stored stored{record::sha256_hex(bytes), record::sha256_hex(report.out + report.err)};
  if (results.folder_fd >= 0) stored.results = store_results(run, results);
  return stored;
}

record::ResultCount RunFiles::store_results(const record::Intent& run, const ResultSource& source) const {
  const fs::path folder = log_ / "results" / (run.entry + "." + std::to_string(run.attempt));
  const Results results =
      keep_results(source.folder_fd, disk_, folder, {.total_bytes = source.bytes, .program = source.program});
  disk_.write_whole_unsynced(output(run.entry, run.attempt, "results"), list_of(results));
  record::ResultCount count{.files = results.kept.size()};
  for (const KeptFile& file : results.kept) count.bytes += file.bytes;
  return count;
}

bool RunFiles::are_whole(const record::End& end) const {
  const auto content = [&](const fs::path& path) {
    return disk_.exists(path) ? disk_.read(path) : std::string{"missing"};
  };
  if (record::sha256_hex(content(film(end.entry, end.attempt))) != end.film_sha256) return false;
  const std::string out = content(output(end.entry, end.attempt, "out"));
  return record::sha256_hex(out + content(output(end.entry, end.attempt, "err"))) == end.output_sha256;
}

}  // namespace cupola::flight
