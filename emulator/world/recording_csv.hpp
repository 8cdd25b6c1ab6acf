#pragma once

#include "emulator/world/recording.hpp"
#include "emulator/world/timestamp.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cupola::world {

/// How a CSV file says its times, and whether it names its columns.
struct CsvOptions {
  bool header = true;              ///< for writing; a reader finds out
  std::string timestamp_format{};  ///< empty: any usual one is read, kUsualTimestamp is written
  std::int32_t offset_s = 0;       ///< what times without a zone are ahead of UTC
};

/// Reads a recording from CSV: what `sense_csv` and Cupola write, and the columns of the published Astro Pi
/// data (docs/recordings.md). Separated by comma, or by semicolon with decimal commas; with or without a
/// header; CRLF or LF. Empty fields and `nan` are not measured; unknown columns are passed over and noted. A
/// last line that is cut off is left out and said (`damage`). Throws std::invalid_argument that names line
/// and column.
ReadRecording read_csv(std::string_view text, const CsvOptions& options = {});

/// The CSV of `sense_csv` (CRLF, `nan`), with Cupola's columns for light behind it if there is any. Throws
/// std::invalid_argument for a timestamp format that is none.
std::string write_csv(const Recording& recording, const CsvOptions& options = {});

}  // namespace cupola::world
