#include "emulator/world/recording_csv.hpp"

#include "emulator/world/number_text.hpp"
#include "emulator/world/rotation.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace cupola::world {
namespace {

constexpr std::size_t kSensorColumns = 16;  // those that sense_csv writes
constexpr std::size_t kLongestNumber = 64;
constexpr int kTime = -1;
constexpr int kGain = -2;
constexpr int kCycles = -3;
constexpr int kUnknown = -4;

constexpr int index_of(Column column) { return static_cast<int>(column); }

/// Another heading for a column, and what its numbers are multiplied by.
struct OtherName {
  std::string_view name;
  int column;
  double factor = 1;
};
// The data of the ISS (time_stamp, temp_h, mag_x, pitch in degrees …) and of Astro Pi Replay (datetime, temp,
// pres, acc_x; colours of 256, which are quarters of a cycle's 1024).
constexpr OtherName kOtherNames[] = {
    {"timestamp", kTime},
    {"time", kTime},
    {"datetime", kTime},
    {"time_stamp", kTime},
    {"colour_gain", kGain},
    {"colour_cycles", kCycles},
    {"temp_h", index_of(Column::HumidityTemperature)},
    {"temp", index_of(Column::HumidityTemperature)},
    {"temp_p", index_of(Column::PressureTemperature)},
    {"hum", index_of(Column::Humidity)},
    {"pres", index_of(Column::Pressure)},
    {"mag_x", index_of(Column::FieldX)},
    {"mag_y", index_of(Column::FieldY)},
    {"mag_z", index_of(Column::FieldZ)},
    {"acc_x", index_of(Column::AccelerationX)},
    {"acc_y", index_of(Column::AccelerationY)},
    {"acc_z", index_of(Column::AccelerationZ)},
    {"roll", index_of(Column::Roll), kRadian},
    {"pitch", index_of(Column::Pitch), kRadian},
    {"yaw", index_of(Column::Yaw), kRadian},
    {"red", index_of(Column::Red), 4},
    {"green", index_of(Column::Green), 4},
    {"blue", index_of(Column::Blue), 4},
    {"clear", index_of(Column::Clear), 4},
};

/// Where a field of a line goes.
struct Field {
  std::string name;
  int column = kUnknown;
  double factor = 1;
  bool counts = false;  ///< under the row's gain and cycles
};

Field field_named(const std::string& name) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (kColumnNames[i].name == name) return {name, static_cast<int>(i), 1, i >= kSensorColumns};
  }
  for (const OtherName& other : kOtherNames) {
    if (other.name == name) return {name, other.column, other.factor, false};
  }
  return {name};
}

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + what);
}

/// Goes through the lines of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  /// False at the end. Blank lines are passed over.
  bool next() {
    do {
      if (rest_.empty()) return false;
      const std::size_t end = rest_.find('\n');
      whole_ = end != std::string_view::npos;
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(whole_ ? end + 1 : rest_.size());
      if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
      ++number_;
    } while (line_.empty());
    return true;
  }
  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }
  /// Whether the line had an end.
  bool whole() const { return whole_; }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::size_t number_ = 0;
  bool whole_ = true;
};

std::string_view bare(std::string_view field) {
  while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
  while (!field.empty() && field.back() == ' ') field.remove_suffix(1);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
    field = field.substr(1, field.size() - 2);
  return field;
}

/// The fields of a line; none of them holds a separator, so quotes are only taken off.
void split(std::string_view line, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = line.find(separator);
    fields.push_back(bare(line.substr(0, end)));
    if (end != std::string_view::npos) line.remove_prefix(end + 1);
  }
}

/// NaN for what says "not measured", nothing for what is no number.
std::optional<double> number_in(std::string_view field, bool decimal_comma) {
  if (const auto value = parse_number(field)) return value;
  for (const std::string_view nothing : {"", "nan", "NaN", "None", "inf", "-inf"}) {
    if (field == nothing) return std::nan("");
  }
  if (!decimal_comma) return std::nullopt;
  std::string text(field.substr(0, kLongestNumber));
  std::replace(text.begin(), text.end(), ',', '.');
  return parse_number(text);
}

/// Reads one line after the other into rows.
class Reader {
 public:
  Reader(std::string_view text, const CsvOptions& options) : lines_(text), options_(options) {}
  ReadRecording read();

 private:
  void begin();
  void name_fields();
  void read_line();
  std::int64_t time_in(std::string_view field, const std::string& name) const;
  std::optional<std::int64_t> parse_time(std::string_view field) const;
  double value_in(std::size_t i) const;
  void keep(RecordedRow row);

  Lines lines_;
  const CsvOptions& options_;
  char separator_ = ',';
  std::vector<std::string_view> parts_;
  std::vector<Field> fields_;
  ReadRecording read_;
  bool went_back_ = false;
};

std::optional<std::int64_t> Reader::parse_time(std::string_view field) const {
  if (options_.timestamp_format.empty()) return parse_any_timestamp(field, options_.offset_s);
  return parse_timestamp(field, options_.timestamp_format, options_.offset_s);
}

void Reader::name_fields() {
  std::string unknown;
  bool has_time = false;
  for (const std::string_view part : parts_) {
    fields_.push_back(field_named(std::string(part)));
    has_time = has_time || fields_.back().column == kTime;
    if (fields_.back().column == kUnknown) unknown += (unknown.empty() ? "" : ", ") + fields_.back().name;
  }
  if (!has_time) {
    refuse(lines_.number(), ": no column is called timestamp, and '" + std::string(parts_.front()) +
                                "' is not a time" +
                                (options_.timestamp_format.empty() ? "" : " by the format given"));
  }
  if (!unknown.empty()) {
    read_.notes.push_back("line " + std::to_string(lines_.number()) + ": not used: " + unknown);
  }
}

/// The first line: its separator, and whether it names the columns.
void Reader::begin() {
  if (lines_.line().find(';') != std::string_view::npos) separator_ = ';';
  split(lines_.line(), separator_, parts_);
  if (!parse_time(parts_.front())) {
    name_fields();
    return;
  }
  const std::size_t light = kColumns - kSensorColumns;
  if (parts_.size() != 1 + kSensorColumns && parts_.size() != 1 + kSensorColumns + light + 2) {
    refuse(lines_.number(), ": " + std::to_string(parts_.size()) +
                                " fields and no header; without one there are 17 (sense_csv) or 23 (Cupola)");
  }
  fields_.push_back({"timestamp", kTime});
  for (std::size_t i = 1; i < parts_.size(); ++i) {
    fields_.push_back(i <= kColumns ? field_named(std::string(kColumnNames[i - 1].name))
                                    : field_named(i == kColumns + 1 ? "colour_gain" : "colour_cycles"));
  }
  read_line();
}

std::int64_t Reader::time_in(std::string_view field, const std::string& name) const {
  if (const auto time = parse_time(field)) return *time;
  refuse(lines_.number(), ", column " + name + ": '" + std::string(field.substr(0, 40)) +
                              "' is not a time; right would be " +
                              (options_.timestamp_format.empty() ? "2026-02-16T10:44:40.5 or seconds"
                                                                 : options_.timestamp_format));
}

double Reader::value_in(std::size_t i) const {
  if (const auto value = number_in(parts_[i], separator_ == ';')) return *value;
  refuse(lines_.number(),
         ", column " + fields_[i].name + ": '" + std::string(parts_[i].substr(0, 40)) + "' is not a number");
}

void Reader::keep(RecordedRow row) {
  std::vector<RecordedRow>& rows = read_.recording.rows;
  if (!rows.empty() && row.time_ns < rows.back().time_ns) {
    row.time_ns = rows.back().time_ns;
    if (!went_back_) {
      read_.notes.push_back("line " + std::to_string(lines_.number()) +
                            ": the time goes back here; such rows take the time before");
    }
    went_back_ = true;
  }
  rows.push_back(row);
}

void Reader::read_line() {
  RecordedRow row;
  bool gain_named = false;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const int column = fields_[i].column;
    if (column == kUnknown) continue;
    if (column == kTime) {
      row.time_ns = time_in(parts_[i], fields_[i].name);
      continue;
    }
    const double value = value_in(i);
    if (column >= 0) {
      row.values[static_cast<std::size_t>(column)] = value * fields_[i].factor;
      continue;
    }
    if (std::isnan(value)) continue;
    const double most = column == kGain ? 65535 : 256;
    if (!(value >= 1 && value <= most)) {
      refuse(lines_.number(), ", column " + fields_[i].name + ": " + std::string(parts_[i]) + " is not 1–" +
                                  (column == kGain ? "65535" : "256"));
    }
    (column == kGain ? row.gain : row.cycles) = static_cast<std::uint16_t>(value);
    gain_named = true;
  }
  for (const Field& field : fields_) {
    if (field.counts && gain_named)
      row.values[static_cast<std::size_t>(field.column)] /= row.gain * row.cycles;
  }
  keep(row);
}

ReadRecording Reader::read() {
  if (!lines_.next()) throw std::invalid_argument("line 1: the file is empty");
  begin();
  while (lines_.next()) {
    split(lines_.line(), separator_, parts_);
    if (parts_.size() == fields_.size()) {
      read_line();
      continue;
    }
    const std::string counts =
        std::to_string(parts_.size()) + " of " + std::to_string(fields_.size()) + " fields";
    if (lines_.whole()) refuse(lines_.number(), ": " + counts);
    read_.damage = "line " + std::to_string(lines_.number()) + ": the last line is cut off (" + counts +
                   "); the " + std::to_string(read_.recording.rows.size()) + " rows before it are whole";
  }
  return std::move(read_);
}

}  // namespace

ReadRecording read_csv(std::string_view text, const CsvOptions& options) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  if (text.find('\0') != std::string_view::npos) {
    throw std::invalid_argument("line 1: not text in UTF-8 (a byte is 0, as in UTF-16 or a binary file)");
  }
  return Reader(text, options).read();
}

}  // namespace cupola::world
