#pragma once

#include "cli/options.hpp"
#include "emulator/world/hat_file.hpp"
#include "emulator/world/recording.hpp"
#include "emulator/world/recording_csv.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace cupola::cli {

/// What a recording is read and written as; the options of every command that does.
struct RecordingFormat {
  int hat_version = 0;  ///< 0: 2 if there is light, else 1
  bool no_header = false;
  std::string timestamp_format;
  std::string utc_offset = "+00:00";
};

/// Adds --hat-version, --no-header, --timestamp-format and --utc-offset.
void add_format_options(Command app, RecordingFormat& format);

/// Throws std::invalid_argument for a name that ends in neither .hat nor .csv, or an option that says
/// nothing.
void check_recording_name(const std::filesystem::path& path, const RecordingFormat& format);

/// A file that is no recording, or cannot be read: one line that names it.
struct BadRecording : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a recording by the end of its name; says on stderr what was passed over, put right or cut off.
/// Throws BadRecording.
world::ReadRecording load_recording(const std::filesystem::path& path, const RecordingFormat& format);

/// Writes a recording by the end of its name, whole or not at all. Throws std::system_error.
void save_recording(const std::filesystem::path& path, const world::Recording& recording,
                    const RecordingFormat& format);

/// "3 rows over 0.200 s".
std::string extent(const world::Recording& recording);

}  // namespace cupola::cli
