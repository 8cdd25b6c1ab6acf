// The worked example of docs/recordings.md.
#include "emulator/world/hat_file.hpp"
#include "emulator/world/recording_csv.hpp"
#include "tests/emulator/world/recordings.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace cupola::world;
using cupola::tests::same;

namespace {

/// The lines of the block that begins with ```kind.
std::string block(const std::string& kind) {
  std::ifstream document{"docs/recordings.md"};
  REQUIRE(document);
  std::string line;
  while (std::getline(document, line) && line != "```" + kind) {
  }
  std::string text;
  while (std::getline(document, line) && line != "```") text += line + "\r\n";
  REQUIRE_FALSE(text.empty());
  return text;
}

std::string bytes_of_the_document() {
  std::istringstream pairs{block("hex")};
  std::string bytes;
  for (unsigned value = 0; pairs >> std::hex >> value;) bytes.push_back(static_cast<char>(value));
  return bytes;
}

}  // namespace

TEST_CASE("the example of the document reads as it says") {
  const ReadRecording read = read_hat(bytes_of_the_document());
  CHECK(read.damage.empty());
  REQUIRE(read.recording.rows.size() == 2);
  const RecordedRow& first = read.recording.rows[0];
  CHECK(first.time_ns == 1'518'000'000'500'000'000);
  CHECK(first[Column::Pressure] == 1013.25);
  CHECK(first[Column::PressureTemperature] == 20.75);
  CHECK(first[Column::HumidityTemperature] == 20);
  CHECK(first[Column::AccelerationZ] == 1);
  CHECK(first[Column::RotationX] == 0.5);
  CHECK(first[Column::FieldZ] == -45);
  CHECK(first[Column::Yaw] == 1.5);
  CHECK(raw_counts(first, Column::Red) == 237);
  CHECK(raw_counts(first, Column::Clear) == 717);
  const RecordedRow& second = read.recording.rows[1];
  CHECK(second.time_ns - first.time_ns == 250'000'000);
  CHECK_FALSE(second.has(Column::Pressure));
  CHECK_FALSE(second.has(Column::Red));
  CHECK(second[Column::Humidity] == 45.625);
}

TEST_CASE("the bytes and the CSV of the document are what the code writes, from either") {
  const std::string bytes = bytes_of_the_document();
  const Recording from_bytes = read_hat(bytes).recording;
  const Recording from_text = read_csv(block("csv")).recording;
  CHECK(same(from_bytes, from_text));
  CHECK(write_hat(from_text, HatVersion::Two) == bytes);
  CHECK(write_csv(from_bytes) == block("csv"));
}
