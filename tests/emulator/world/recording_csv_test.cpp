#include "emulator/world/recording_csv.hpp"

#include "emulator/world/hat_file.hpp"
#include "tests/emulator/world/recordings.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::world;
using cupola::tests::complaint;
using cupola::tests::contains;
using cupola::tests::counting_recording;
using cupola::tests::kRecordedAt_ns;
using cupola::tests::same;

namespace {

std::string reading(const std::string& text, const CsvOptions& options = {}) {
  return complaint([&] { read_csv(text, options); });
}

const std::string kBare =
    "2018-02-07T10:40:00.500000,1013.25,20.75,45.5,20,0,0,1,0.5,0,-0.25,20,0,-45,0,0,1.5";

}  // namespace

TEST_CASE("what is not a recording in CSV is refused by line") {
  CHECK(contains(reading(""), "line 1: the file is empty"));
  CHECK(contains(reading("\r\n\n"), "line 1: the file is empty"));
  CHECK(contains(reading("name,colour\nAda,red\n"), "line 1: no column is called timestamp, and 'name'"));
  CHECK(contains(reading(std::string("\xff\xfet\0i\0", 6)), "line 1: not text in UTF-8"));
  CHECK(contains(reading("2018-02-07 10:40:00,1,2\n"), "line 1: 3 fields and no header"));
}

TEST_CASE("a field that is wrong is refused by line and column") {
  CHECK(contains(reading("timestamp,humidity\n1,45\n2,wet\n"),
                 "line 3, column humidity: 'wet' is not a number"));
  CHECK(contains(reading("timestamp,humidity\n1,0x2d\n"), "line 2, column humidity: '0x2d' is not a number"));
  CHECK(contains(reading("timestamp,humidity\n1,4 5\n"), "is not a number"));
  CHECK(contains(reading("timestamp,humidity\nyesterday,45\n"), "line 2, column timestamp: 'yesterday'"));
  CHECK(contains(reading("timestamp,humidity\n2018-02-30 10:00:00,45\n"), "is not a time"));
  CHECK(contains(reading("timestamp,humidity\n1,45,3\n"), "line 2: 3 of 2 fields"));
  CHECK(contains(reading("timestamp,colour_red,colour_cycles\n1,5,257\n"), "257 is not 1–256"));
  CHECK(contains(reading("timestamp,humidity\n1," + std::string(1000, '9') + "\n"), "is not a number"));
}

TEST_CASE("a last line that is cut off is left out and said") {
  const ReadRecording read = read_csv("timestamp,humidity,pressure\n1,45,1013\n2,4");
  CHECK(read.recording.rows.size() == 1);
  CHECK(contains(read.damage, "line 3: the last line is cut off (2 of 3 fields); the 1 rows"));
  CHECK(read_csv("timestamp,humidity\n1,45").damage.empty());
}

TEST_CASE("what sense_csv writes is read, with and without its header") {
  const std::string header =
      "timestamp,pressure,pressure_temp,humidity,humidity_temp,accel_x,accel_y,accel_z,gyro_x,gyro_y,gyro_z,"
      "compass_x,compass_y,compass_z,orient_x,orient_y,orient_z\r\n";
  for (const std::string& text : {kBare + "\r\n", header + kBare + "\r\n", "\xef\xbb\xbf" + header + kBare}) {
    const ReadRecording read = read_csv(text);
    REQUIRE(read.recording.rows.size() == 1);
    CHECK(read.notes.empty());
    const RecordedRow& row = read.recording.rows[0];
    CHECK(row.time_ns == kRecordedAt_ns + 500'000'000);
    CHECK(row[Column::Pressure] == 1013.25);
    CHECK(row[Column::RotationZ] == -0.25);
    CHECK(row[Column::FieldZ] == -45);
    CHECK(row[Column::Yaw] == 1.5);
    CHECK_FALSE(row.has(Column::Red));
    CHECK(write_csv(read.recording) == header + kBare + "\r\n");
    CHECK(write_csv(read.recording, {.header = false}) == kBare + "\r\n");
  }
}

TEST_CASE("every number comes back from CSV as it was, light under its gain and cycles") {
  Recording recording = counting_recording(20);
  recording.rows[3][Column::Humidity] = std::nan("");
  recording.rows[4].gain = 16;
  recording.rows[4].cycles = 4;
  const std::string text = write_csv(recording);
  CHECK(same(read_csv(text).recording, recording));
  const std::string bare = write_csv(recording, {.header = false});
  CHECK(same(read_csv(bare).recording, recording));
}

TEST_CASE("columns come in any order; empty, nan and None are not measured; unknown ones are named") {
  const ReadRecording read =
      read_csv("humidity,note,timestamp,pressure\n45,hello,10,nan\n,,11,None\n\"46\",\"\",\"12\", 1013 \n");
  REQUIRE(read.recording.rows.size() == 3);
  CHECK(read.notes == std::vector<std::string>{"line 1: not used: note"});
  CHECK(read.recording.rows[0][Column::Humidity] == 45);
  CHECK_FALSE(read.recording.rows[0].has(Column::Pressure));
  CHECK_FALSE(read.recording.rows[1].has(Column::Humidity));
  CHECK(read.recording.rows[2][Column::Humidity] == 46);
  CHECK(read.recording.rows[2][Column::Pressure] == 1013);
  CHECK(read.recording.duration_ns() == 2'000'000'000);
}

TEST_CASE("the published data of the ISS is read, angles in degrees") {
  const ReadRecording read = read_csv(
      "ROW_ID,temp_cpu,temp_h,temp_p,humidity,pressure,pitch,roll,yaw,mag_x,mag_y,mag_z,accel_x,accel_y,"
      "accel_z,gyro_x,gyro_y,gyro_z,reset,time_stamp\n"
      "1,31.88,27.57,25.01,44.94,1001.68,1.49,52.25,185.21,-46.422753,-8.132907,-12.129346,-0.000468,"
      "0.019439,0.014569,0.000942,0.000492,-0.000750,20,2016-02-16 10:44:40\n");
  CHECK(read.notes == std::vector<std::string>{"line 1: not used: ROW_ID, temp_cpu, reset"});
  const RecordedRow& row = read.recording.rows.at(0);
  CHECK(row[Column::HumidityTemperature] == 27.57);
  CHECK(row[Column::PressureTemperature] == 25.01);
  CHECK(row[Column::Yaw] == doctest::Approx(185.21 * 3.14159265358979 / 180));
  CHECK(row[Column::FieldX] == -46.422753);
  CHECK(row.time_ns == 1'455'619'480'000'000'000);
}

TEST_CASE("the data of Astro Pi Replay is read, colours as shares of full scale") {
  const ReadRecording read = read_csv(
      "datetime,temp,pres,hum,red,green,blue,clear,acc_z\n2023-01-01 00:00:00.25,25,1010,40,64,0,0,128,1\n");
  const RecordedRow& row = read.recording.rows.at(0);
  CHECK(row[Column::HumidityTemperature] == 25);
  CHECK(row[Column::Humidity] == 40);
  CHECK(row[Column::Red] == 256);  // a quarter of the 1024 of one cycle
  CHECK(row[Column::Clear] == 512);
  CHECK(row[Column::AccelerationZ] == 1);
}

TEST_CASE("semicolons come with decimal commas") {
  const ReadRecording read = read_csv("timestamp;humidity\n2018-02-07 10:40:00;45,5\n");
  CHECK(read.recording.rows.at(0)[Column::Humidity] == 45.5);
}

TEST_CASE("times follow the format and the offset that are given") {
  const CsvOptions options{.timestamp_format = "%d.%m.%Y %H:%M", .offset_s = 3600};
  const ReadRecording read = read_csv("timestamp,humidity\n07.02.2018 11:40,45\n", options);
  CHECK(read.recording.rows.at(0).time_ns == kRecordedAt_ns);
  CHECK(contains(write_csv(read.recording, options), "\r\n07.02.2018 11:40,nan,"));
  CHECK(contains(reading("timestamp,humidity\n2018-02-07,45\n", options), "right would be %d.%m.%Y %H:%M"));
  CHECK(contains(reading("timestamp,humidity\n1,45\n", {.timestamp_format = "%Q"}), "%Q is not known"));
}

TEST_CASE("a time that goes back is taken as the one before, and said once") {
  const ReadRecording read = read_csv("timestamp,humidity\n10,1\n20,2\n15,3\n16,4\n30,5\n");
  CHECK(read.notes ==
        std::vector<std::string>{"line 4: the time goes back here; such rows take the time before"});
  CHECK(read.recording.rows.at(3).time_ns == 20'000'000'000);
}
