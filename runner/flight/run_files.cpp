#include "runner/flight/run_files.hpp"

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

std::string RunFiles::store(const std::string& entry, std::uint32_t attempt,
                            const run::RunReport& report) const {
  const std::string bytes = picture::encode_film(report.film);
  // One sync for all files of a run: on an SD card each costs up to 100 ms, in which no program flies.
  disk_.write_whole_unsynced(film(entry, attempt), bytes);
  disk_.write_whole_unsynced(output(entry, attempt, "out"), report.out);
  disk_.write_whole_unsynced(output(entry, attempt, "err"), report.err);
  if (!report.note.empty()) disk_.write_whole_unsynced(output(entry, attempt, "note"), report.note + "\n");
  disk_.sync(log_);
  return record::sha256_hex(bytes);
}

}  // namespace cupola::flight
