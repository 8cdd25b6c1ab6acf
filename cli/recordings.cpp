#include "cli/recordings.hpp"

#include "cli/report.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>

#include <system_error>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

world::CsvOptions csv_options(const RecordingFormat& format) {
  const auto offset = world::parse_zone(format.utc_offset);
  if (!offset) {
    throw std::invalid_argument("--utc-offset " + format.utc_offset + ": right would be Z, +02:00 or -0330");
  }
  if (!format.timestamp_format.empty()) world::format_timestamp(0, format.timestamp_format, 0);
  return {.header = !format.no_header, .timestamp_format = format.timestamp_format, .offset_s = *offset};
}

bool is_csv(const fs::path& path) { return path.extension() == ".csv"; }

world::HatVersion version_for(const world::Recording& recording, const RecordingFormat& format) {
  if (format.hat_version == 1) return world::HatVersion::One;
  return format.hat_version == 2 ? world::HatVersion::Two : world::version_for(recording);
}

}  // namespace

void add_format_options(Command app, RecordingFormat& format) {
  app.add_option("--hat-version", format.hat_version,
                 "Version of a .hat file: 1, which every sense_play reads, or 2, with light "
                 "(default: 2 if there is light)")
      .one_of({1, 2})
      .type_name("N");
  app.add_flag("--no-header", format.no_header, "Write CSV without the line that names the columns");
  app.add_option("--timestamp-format", format.timestamp_format,
                 "Times in CSV, in the letters of strftime (default: any usual one is read, and "
                 "%Y-%m-%dT%H:%M:%S.%f written)")
      .type_name("FORMAT");
  app.add_option("--utc-offset", format.utc_offset,
                 "What times in CSV without a zone are ahead of UTC; sense_csv writes local time")
      .type_name("+HH:MM")
      .capture_default_str();
}

void check_recording_name(const fs::path& path, const RecordingFormat& format) {
  if (path.extension() != ".hat" && !is_csv(path)) {
    throw std::invalid_argument(path.native() + ": the name must end in .hat or .csv");
  }
  csv_options(format);
}

world::ReadRecording load_recording(const fs::path& path, const RecordingFormat& format) {
  try {
    const std::string bytes = base::read_whole_file(path);
    world::ReadRecording read =
        is_csv(path) ? world::read_csv(bytes, csv_options(format)) : world::read_hat(bytes);
    for (const std::string& note : read.notes) complain(path.native() + ": " + note);
    if (!read.damage.empty()) complain(path.native() + ": " + read.damage);
    return read;
  } catch (const std::invalid_argument& error) {
    throw BadRecording(path.native() + ": " + error.what());
  } catch (const std::system_error& error) {
    throw BadRecording(error.what());
  }
}

void save_recording(const fs::path& path, const world::Recording& recording, const RecordingFormat& format) {
  base::write_whole_file(path, is_csv(path) ? world::write_csv(recording, csv_options(format))
                                            : world::write_hat(recording, version_for(recording, format)));
}

std::string extent(const world::Recording& recording) {
  return fmt::format("{} {} over {:.3f} s", recording.rows.size(),
                     recording.rows.size() == 1 ? "row" : "rows",
                     static_cast<double>(recording.duration_ns()) / 1e9);
}

}  // namespace cupola::cli
