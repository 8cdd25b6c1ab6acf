#pragma once

#include "runner/record/disk.hpp"
#include "runner/record/journal.hpp"
#include "runner/run/run.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace cupola::flight {

/// The folder in which a program left files that are to be kept; -1: none.
struct ResultSource {
  int folder_fd = -1;
  std::uint64_t bytes = 0;  ///< at most
  std::string program{};    ///< its name
};

/// What was stored of a run.
struct Stored {
  std::string film_sha256;
  std::string output_sha256;  ///< of out, then err
  std::optional<record::ResultCount> results{};
};

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

  /// Writes film, out, err and results of a run, each whole; a power cut may take them until `sync`. Throws
  /// std::system_error.
  Stored store(const record::Intent& run, const run::RunReport& report, const ResultSource& results) const;
  /// Returns when all that was stored is on the disk.
  void sync() const { disk_.sync(log_); }
  /// Whether film and output of a run are as its END says.
  bool are_whole(const record::End& end) const;

 private:
  record::ResultCount store_results(const record::Intent& run, const ResultSource& source) const;
  void remove_unfinished(const std::filesystem::path& folder) const;

  record::Disk& disk_;
  std::filesystem::path log_;
};

}  // namespace cupola::flight
