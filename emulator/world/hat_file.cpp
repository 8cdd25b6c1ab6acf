#include "emulator/world/hat_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace cupola::world {
namespace {

constexpr std::string_view kMagic = "SENSEHAT";
constexpr std::size_t kHeaderBytes = kHatHeadBytes;
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kStartAt = 16;
constexpr std::size_t kDoubles = 17;  // the time and sixteen values
constexpr std::size_t kRowBytes = 8 * kDoubles;
constexpr std::size_t kLightBytes = 20;   // four counts, gain, cycles − 1
constexpr double kLatest_s = 7258118400;  // the year 2200
constexpr Column kLight[] = {Column::Red, Column::Green, Column::Blue, Column::Clear};

[[noreturn]] void refuse(std::size_t byte, const std::string& what) {
  throw std::invalid_argument("byte " + std::to_string(byte) + ": " + what);
}

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}

double real(std::string_view bytes, std::size_t at) { return std::bit_cast<double>(number(bytes, at, 8)); }

void append(std::string& bytes, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

void append(std::string& bytes, double value) { append(bytes, std::bit_cast<std::uint64_t>(value), 8); }

std::size_t row_bytes(HatVersion version) {
  return version == HatVersion::Two ? kRowBytes + kLightBytes : kRowBytes;
}

HatVersion version_of(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    refuse(0, "not a Sense HAT recording, which begins with SENSEHAT");
  }
  if (bytes.size() < kHeaderBytes) {
    refuse(bytes.size(), "the file ends in its header of " + std::to_string(kHeaderBytes) + " bytes");
  }
  const std::uint64_t version = number(bytes, kVersionAt, 1);
  if (version == 1) return HatVersion::One;
  if (version == 2) return HatVersion::Two;
  refuse(kVersionAt, "unknown version " + std::to_string(version) + "; 1 and 2 are known");
}

std::int64_t time_of(std::string_view bytes, std::size_t at) {
  const double seconds = real(bytes, at);
  if (!(seconds >= 0 && seconds < kLatest_s)) {
    refuse(at, "the time of this row is not between 1970 and 2200");
  }
  return std::llround(seconds * 1e9L);
}

void read_light(std::string_view bytes, std::size_t at, RecordedRow& row) {
  const std::uint64_t gain = number(bytes, at + 16, 2);
  if (gain == 0) return;  // nothing was counted
  row.gain = static_cast<std::uint16_t>(gain);
  row.cycles = static_cast<std::uint16_t>(std::min<std::uint64_t>(number(bytes, at + 18, 2), 255) + 1);
  for (std::size_t i = 0; i < std::size(kLight); ++i) {
    const auto counts = static_cast<double>(number(bytes, at + 4 * i, 4));
    row[kLight[i]] = counts / (row.gain * row.cycles);
  }
}

RecordedRow read_row(std::string_view bytes, std::size_t at, HatVersion version) {
  RecordedRow row;
  row.time_ns = time_of(bytes, at);
  for (std::size_t i = 1; i < kDoubles; ++i) {
    const double value = real(bytes, at + 8 * i);
    if (std::isfinite(value)) row.values[i - 1] = value;
  }
  if (version == HatVersion::Two) read_light(bytes, at + kRowBytes, row);
  return row;
}

void write_light(std::string& bytes, const RecordedRow& row) {
  const bool counted =
      std::any_of(std::begin(kLight), std::end(kLight), [&](Column c) { return row.has(c); });
  for (const Column column : kLight) {
    append(bytes, counted && row.has(column) ? static_cast<std::uint64_t>(raw_counts(row, column)) : 0, 4);
  }
  append(bytes, counted ? row.gain : 0, 2);
  append(bytes, std::uint64_t{row.cycles} - 1, 2);
}

double seconds(std::int64_t time_ns) { return static_cast<double>(static_cast<long double>(time_ns) / 1e9L); }

}  // namespace

ReadRecording read_hat(std::string_view bytes) {
  const HatVersion version = version_of(bytes);
  const std::size_t size = row_bytes(version);
  const std::size_t rows = (bytes.size() - kHeaderBytes) / size;
  ReadRecording read;
  read.recording.rows.reserve(rows);
  std::size_t late = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    RecordedRow row = read_row(bytes, kHeaderBytes + i * size, version);
    if (i > 0 && row.time_ns < read.recording.rows.back().time_ns) {
      row.time_ns = read.recording.rows.back().time_ns;
      if (late++ == 0) {
        read.notes.push_back("byte " + std::to_string(kHeaderBytes + i * size) +
                             ": the time goes back here; such rows take the time before");
      }
    }
    read.recording.rows.push_back(row);
  }
  const std::size_t end = kHeaderBytes + rows * size;
  if (end < bytes.size()) {
    read.damage = "byte " + std::to_string(end) + ": the last row is cut off (" +
                  std::to_string(bytes.size() - end) + " of " + std::to_string(size) + " bytes); the " +
                  std::to_string(rows) + " before it are whole";
  }
  return read;
}

std::string write_hat(const Recording& recording, HatVersion version) {
  std::string bytes;
  bytes.reserve(kHeaderBytes + recording.rows.size() * row_bytes(version));
  bytes += kMagic;
  append(bytes, static_cast<std::uint64_t>(version), kStartAt - kVersionAt);
  append(bytes, recording.rows.empty() ? 0.0 : seconds(recording.rows.front().time_ns));
  for (const RecordedRow& row : recording.rows) {
    append(bytes, seconds(row.time_ns));
    for (std::size_t i = 1; i < kDoubles; ++i) append(bytes, row.values[i - 1]);
    if (version == HatVersion::Two) write_light(bytes, row);
  }
  return bytes;
}

HatVersion version_for(const Recording& recording) {
  const bool light =
      std::any_of(std::begin(kLight), std::end(kLight), [&](Column column) { return recording.has(column); });
  return light ? HatVersion::Two : HatVersion::One;
}

std::optional<HatRows> hat_rows(std::string_view head, std::size_t size) {
  const std::size_t row = row_bytes(version_of(head));
  if (size < kHeaderBytes + row) return std::nullopt;
  const std::size_t rows = (size - kHeaderBytes) / row;
  return HatRows{.second_at = kHeaderBytes + row, .last_at = kHeaderBytes + (rows - 1) * row};
}

double raw_counts(const RecordedRow& row, Column light) {
  const double full_scale = std::min(65535.0, 1024.0 * row.cycles);
  return std::clamp(std::round(row[light] * row.gain * row.cycles), 0.0, full_scale);
}

}  // namespace cupola::world
