#include "emulator/world/hat_file.hpp"

#include "tests/emulator/world/recordings.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>

using namespace cupola::world;
using cupola::tests::complaint;
using cupola::tests::contains;
using cupola::tests::counting_recording;
using cupola::tests::same;

namespace {

std::string reading(const std::string& bytes) {
  return complaint([&] { read_hat(bytes); });
}

void set_double(std::string& bytes, std::size_t at, double value) {
  const auto word = std::bit_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < 8; ++i) bytes.at(at + i) = static_cast<char>((word >> (8 * i)) & 0xff);
}

}  // namespace

TEST_CASE("what is not a recording, or of another version, is refused by name") {
  CHECK(contains(reading(""), "byte 0: not a Sense HAT recording"));
  CHECK(contains(reading("CUPOFILM and so on and so on"), "byte 0: not a Sense HAT recording"));
  CHECK(contains(reading("SENSEHAT\x01"), "byte 9: the file ends in its header"));
  std::string bytes = write_hat(counting_recording(1), HatVersion::One);
  bytes[8] = 3;
  CHECK(contains(reading(bytes), "byte 8: unknown version 3"));
}

TEST_CASE("what has no row has no ends; else its rows are found without reading them") {
  CHECK(contains(complaint([] { hat_rows("SENSEHAT", 8); }), "ends in its header"));
  const std::string bytes = write_hat(counting_recording(3), HatVersion::Two);
  const std::string head = bytes.substr(0, kHatHeadBytes);
  CHECK_FALSE(hat_rows(head, kHatHeadBytes + 155));
  const auto rows = hat_rows(head, bytes.size() + 40);  // the last row was cut off
  REQUIRE(rows);
  CHECK(rows->second_at == 24 + 156);
  CHECK(rows->last_at == 24 + 2 * 156);
}

TEST_CASE("the oldest version that keeps the light is taken") {
  Recording recording;
  recording.rows.resize(1);
  CHECK(version_for(recording) == HatVersion::One);
  recording.rows[0][Column::Blue] = 3;
  CHECK(version_for(recording) == HatVersion::Two);
}

TEST_CASE("a time that is none is refused by its byte") {
  std::string bytes = write_hat(counting_recording(3), HatVersion::One);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), -1.0, 1e300, std::numeric_limits<double>::infinity()}) {
    set_double(bytes, 24 + 136, bad);
    CHECK(contains(reading(bytes), "byte 160: the time"));
  }
}

TEST_CASE("a recording that is cut off keeps its whole rows and says where it ends") {
  for (const HatVersion version : {HatVersion::One, HatVersion::Two}) {
    const std::size_t row = version == HatVersion::One ? 136 : 156;
    const std::string bytes = write_hat(counting_recording(3), version);
    REQUIRE(bytes.size() == 24 + 3 * row);
    for (std::size_t size = 24; size < bytes.size(); ++size) {
      const ReadRecording read = read_hat(bytes.substr(0, size));
      REQUIRE(read.recording.rows.size() == (size - 24) / row);
      REQUIRE(read.damage.empty() == ((size - 24) % row == 0));
    }
    const std::string where = "byte " + std::to_string(24 + 2 * row) + ": the last row is cut off (10 of";
    CHECK(contains(read_hat(bytes.substr(0, 24 + 2 * row + 10)).damage, where));
  }
}

TEST_CASE("a recording of nothing is one") {
  const ReadRecording read = read_hat(write_hat({}, HatVersion::One));
  CHECK(read.recording.rows.empty());
  CHECK(read.damage.empty());
  CHECK(read.recording.duration_ns() == 0);
}

TEST_CASE("what was not measured stays so, and infinity is no measurement") {
  Recording recording = counting_recording(2);
  recording.rows[0][Column::Pressure] = std::nan("");
  recording.rows[1][Column::Humidity] = std::numeric_limits<double>::infinity();
  const Recording read = read_hat(write_hat(recording, HatVersion::One)).recording;
  CHECK_FALSE(read.rows[0].has(Column::Pressure));
  CHECK(read.rows[0].has(Column::Humidity));
  CHECK_FALSE(read.rows[1].has(Column::Humidity));
  CHECK_FALSE(read.rows[0].has(Column::Clear));
  CHECK_FALSE(read.has(Column::Clear));
}

TEST_CASE("version two gives back every bit that was written, version one all but the light") {
  Recording recording = counting_recording(50, 3'000'001);
  recording.rows[7][Column::FieldY] = std::nan("");
  for (const Column light : {Column::Red, Column::Green, Column::Blue, Column::Clear}) {
    recording.rows[8][light] = std::nan("");
  }
  // A double of seconds holds a quarter of a microsecond at this date.
  for (RecordedRow& row : recording.rows) {
    row.time_ns = std::llround(static_cast<double>(row.time_ns) / 1e9 * 1e9L);
  }
  const std::string two = write_hat(recording, HatVersion::Two);
  CHECK(same(read_hat(two).recording, recording));
  CHECK(write_hat(read_hat(two).recording, HatVersion::Two) == two);
  const std::string one = write_hat(recording, HatVersion::One);
  const Recording read = read_hat(one).recording;
  CHECK(write_hat(read, HatVersion::One) == one);
  CHECK(read.rows[3][Column::Yaw] == recording.rows[3][Column::Yaw]);
  CHECK_FALSE(read.has(Column::Red));
}

TEST_CASE(
    "light is read as one cycle at gain 1 would have counted it, and written no higher than the chip "
    "counts") {
  Recording recording = counting_recording(1);
  RecordedRow& row = recording.rows[0];
  row.gain = 60;
  row.cycles = 10;
  row[Column::Red] = 3;
  row[Column::Clear] = 1e6;
  const RecordedRow read = read_hat(write_hat(recording, HatVersion::Two)).recording.rows[0];
  CHECK(read.gain == 60);
  CHECK(read.cycles == 10);
  CHECK(read[Column::Red] == 3);
  CHECK(raw_counts(read, Column::Red) == 1800);
  CHECK(raw_counts(read, Column::Clear) == 10240);
}

TEST_CASE("a time that goes back is taken as the one before, and said once") {
  Recording recording = counting_recording(5);
  recording.rows[2].time_ns -= 3600'000'000'000;
  recording.rows[3].time_ns -= 3600'000'000'000;
  const ReadRecording read = read_hat(write_hat(recording, HatVersion::One));
  REQUIRE(read.notes.size() == 1);
  CHECK(contains(read.notes[0], "byte 296: the time goes back"));
  CHECK(read.recording.rows[3].time_ns == read.recording.rows[1].time_ns);
  CHECK(read.recording.rows[4].time_ns > read.recording.rows[3].time_ns);
}

TEST_CASE("a row holds what the board's samples say, and gives them back") {
  const cupola::world::Samples samples{
      .humidity = cupola::hat::HumiditySample{.humidity_percent = 45.5, .temperature_c = 27},
      .pressure = cupola::hat::PressureSample{.pressure_hpa = 1009, .temperature_c = 28},
      .motion =
          cupola::hat::MotionSample{
              .acceleration_g = {1, 2, 3}, .rotation_rad_s = {4, 5, 6}, .magnetic_field_ut = {7, 8, 9}},
      .light = cupola::hat::LightSample{.red = 1, .green = 2, .blue = 3, .clear = 6}};
  const RecordedRow row = row_of(5, samples, cupola::hat::Orientation{.roll = 0.1, .pitch = 0.2, .yaw = 0.3});
  for (const double value : row.values) CHECK_FALSE(std::isnan(value));
  CHECK(row[Column::Yaw] == 0.3);
  CHECK(row[Column::RotationZ] == 6);
  const Samples back = samples_of(row);
  CHECK(back.humidity->humidity_percent == 45.5);
  CHECK(back.pressure->temperature_c == 28);
  CHECK(back.motion->magnetic_field_ut == samples.motion->magnetic_field_ut);
  CHECK(back.light->clear == 6);
}

TEST_CASE("a chip that measured nothing gives nothing; of one that did the rest is filled in") {
  RecordedRow row;
  const Samples nothing = samples_of(row);
  CHECK_FALSE(nothing.humidity);
  CHECK_FALSE(nothing.pressure);
  CHECK_FALSE(nothing.motion);
  CHECK_FALSE(nothing.light);
  row[Column::Humidity] = 40;
  row[Column::Pressure] = 900;
  row[Column::PressureTemperature] = 31;
  row[Column::AccelerationZ] = 1;
  const Samples some = samples_of(row);
  CHECK(some.humidity->temperature_c == 31);
  CHECK(some.pressure->pressure_hpa == 900);
  CHECK(some.motion->acceleration_g == cupola::hat::Vec3{0, 0, 1});
  CHECK(some.motion->rotation_rad_s == cupola::hat::Vec3{});
  CHECK_FALSE(some.light);
}
