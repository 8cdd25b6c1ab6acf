#pragma once

#include "runner/record/disk.hpp"
#include "runner/run/run.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cupola::flight {

/// The files of a log folder beside its journal. Borrows the disk.
class RunFiles {
 public:
  RunFiles(record::Disk& disk, std::filesystem::path log) : disk_(disk), log_(std::move(log)) {}

  /// Makes the folders and clears away what a power cut left half-written. Throws std::system_error.
  void make_folders() const;
  /// Whether an attempt of that number has left files, even if the journal lost it.
  bool has_film(const std::string& entry, std::uint32_t attempt) const;
  std::filesystem::path film(const std::string& entry, std::uint32_t attempt) const;
  std::filesystem::path output(const std::string& entry, std::uint32_t attempt, const char* extension) const;

  /// Writes film, out and err of a run, each whole, and syncs them. Gives the SHA-256 of the film.
  /// Throws std::system_error.
  std::string store(const std::string& entry, std::uint32_t attempt, const run::RunReport& report) const;

 private:
  void remove_unfinished(const std::filesystem::path& folder) const;

  record::Disk& disk_;
  std::filesystem::path log_;
};

}  // namespace cupola::flight
