#include "runner/flight/run_files.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/record/sha256.hpp"

#include <string_view>
#include <vector>

namespace cupola::flight {
namespace {

namespace fs = std::filesystem;

/// What a power cut left of a write.
void remove_unfinished(const fs::path& folder) {
  std::vector<fs::path> unfinished;
  for (const fs::directory_entry& item : fs::directory_iterator{folder}) {
    const std::string name = item.path().filename().native();
    if (name.starts_with('.') && name.ends_with(".tmp")) unfinished.push_back(item.path());
  }
  for (const fs::path& path : unfinished) fs::remove(path);
}

std::string attempt_name(const std::string& entry, std::uint32_t attempt, std::string_view extension) {
  return entry + "." + std::to_string(attempt) + "." + std::string{extension};
}

}  // namespace

void RunFiles::make_folders() const {
  for (const char* const name : {"films", "output"}) {
    fs::create_directories(log_ / name);
    remove_unfinished(log_ / name);
  }
  base::sync_folder(log_);
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
  base::write_whole_file_unsynced(film(entry, attempt), bytes);
  base::write_whole_file_unsynced(output(entry, attempt, "out"), report.out);
  base::write_whole_file_unsynced(output(entry, attempt, "err"), report.err);
  if (!report.note.empty())
    base::write_whole_file_unsynced(output(entry, attempt, "note"), report.note + "\n");
  base::sync_file_system(log_);
  return record::sha256_hex(bytes);
}

}  // namespace cupola::flight
