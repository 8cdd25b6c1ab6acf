#include "emulator/world/hat_file.hpp"
#include "emulator/world/number_text.hpp"
#include "emulator/world/recording_csv.hpp"

#include <cmath>
#include <cstddef>

namespace cupola::world {
namespace {

constexpr std::size_t kSensorColumns = 16;  // those that sense_csv writes

void append_light(std::string& text, const RecordedRow& row) {
  for (std::size_t i = kSensorColumns; i < kColumns; ++i) {
    text += ',';
    const auto column = static_cast<Column>(i);
    append_number(text, row.has(column) ? raw_counts(row, column) : std::nan(""));
  }
  text += ',' + std::to_string(row.gain) + ',' + std::to_string(row.cycles);
}

}  // namespace

std::string write_csv(const Recording& recording, const CsvOptions& options) {
  const std::string_view format =
      options.timestamp_format.empty() ? kUsualTimestamp : std::string_view(options.timestamp_format);
  const bool light = recording.has(Column::Red) || recording.has(Column::Green) ||
                     recording.has(Column::Blue) || recording.has(Column::Clear);
  std::string text;
  if (options.header) {
    text = "timestamp";
    for (std::size_t i = 0; i < (light ? kColumns : kSensorColumns); ++i) {
      text += ',';
      text += kColumnNames[i].name;
    }
    text += light ? ",colour_gain,colour_cycles\r\n" : "\r\n";
  }
  constexpr std::size_t kUsualRow = 280;
  text.reserve(text.size() + recording.rows.size() * kUsualRow);
  for (const RecordedRow& row : recording.rows) {
    append_timestamp(text, row.time_ns, format, options.offset_s);
    for (std::size_t i = 0; i < kSensorColumns; ++i) {
      text += ',';
      append_number(text, row.values[i]);
    }
    if (light) append_light(text, row);
    text += "\r\n";
  }
  return text;
}

}  // namespace cupola::world
