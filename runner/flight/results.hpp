#pragma once

#include "runner/record/disk.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cupola::flight {

/// What of a program's working directory may be kept (the rules of Mission Space Lab).
struct ResultLimits {
  std::uint64_t total_bytes = std::uint64_t{250} << 20;
  std::size_t files = 1000;
  std::string program{};  ///< the name of the program itself, which lies there too
};

struct KeptFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct Results {
  std::vector<KeptFile> kept;         ///< in order of name
  std::vector<std::string> left_out;  ///< "NAME: why", one line each, fit for a terminal
};

/// Copies the result files from a program's folder to `destination`, which is made if there are any, after
/// everything in the box is dead. Nothing the program planted leads out of its folder or into a device: only
/// regular files directly in it, opened beneath it without links, with names of letters, digits, `.`, `_` and
/// `-`, are taken, in order of name, as long as they fit. Each is whole or not there; a power cut may take
/// them until the disk is synced. Throws std::system_error if `destination` cannot be written.
Results keep_results(int folder_fd, record::Disk& disk, const std::filesystem::path& destination,
                     const ResultLimits& limits);

/// One line for each file: "kept SHA256 BYTES NAME", and "left out NAME: why".
std::string list_of(const Results& results);

}  // namespace cupola::flight
