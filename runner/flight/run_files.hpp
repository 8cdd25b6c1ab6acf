#pragma once

#include "runner/run/run.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace cupola::flight {

/// The files of a log folder beside its journal.
class RunFiles {
 public:
  explicit RunFiles(std::filesystem::path log) : log_(std::move(log)) {}

  /// Makes the folders. Throws std::system_error.
  void make_folders() const;
  std::filesystem::path film(const std::string& entry, std::uint32_t attempt) const;
  std::filesystem::path output(const std::string& entry, std::uint32_t attempt, const char* extension) const;

  /// Writes film, out and err of a run, each whole, and syncs them. Gives the SHA-256 of the film.
  /// Throws std::system_error.
  std::string store(const std::string& entry, std::uint32_t attempt, const run::RunReport& report) const;

 private:
  std::filesystem::path log_;
};

}  // namespace cupola::flight
