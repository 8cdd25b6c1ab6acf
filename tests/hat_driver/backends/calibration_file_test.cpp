#include "hat_driver/backends/calibration_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

using namespace cupola;
using doctest::Approx;

namespace {

constexpr const char* kRtimulib = R"(# RTIMULib settings
IMUType=6
CompassCalValid=true
CompassCalMinX=-30
CompassCalMinY=-10
CompassCalMinZ=-20
CompassCalMaxX=50
CompassCalMaxY=70
CompassCalMaxZ=20
compassCalEllipsoidValid=true
compassCalOffsetX=1
compassCalOffsetY=2
compassCalOffsetZ=4
compassCalCorr11=1.1
compassCalCorr12=0
compassCalCorr13=0
compassCalCorr21=0
compassCalCorr22=1
compassCalCorr23=0
compassCalCorr31=0
compassCalCorr32=0
compassCalCorr33=0.5
AccelCalValid=true
AccelCalMinX=-1
AccelCalMinY=-1
AccelCalMinZ=-0.9
AccelCalMaxX=1
AccelCalMaxY=1
AccelCalMaxZ=1.1
GyroBiasValid=true
GyroBiasX=0.02
GyroBiasY=-0.01
GyroBiasZ=0.005
)";

}  // namespace

TEST_CASE("a calibration file that is none, or damaged, is refused with its line") {
  const auto refused = [](const char* text) {
    try {
      backends::parse_calibration(text, "calibration.txt");
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  CHECK(refused("") == "calibration.txt, line 1: must be \"cupola-calibration 1\"");
  CHECK(refused("cupola-calibration 2\n") == "calibration.txt, line 1: must be \"cupola-calibration 1\"");
  CHECK(refused("cupola-calibration 1\ngyro 1 2 3\n") == "calibration.txt, line 2: unknown name gyro");
  for (const char* values : {"", "1 2", "1 2 3 4", "1 2 x", "1 2 nan", "1 2 1e999"}) {
    const std::string text = std::string("cupola-calibration 1\n\nfield_offset_ut ") + values + "\n";
    CHECK(refused(text.c_str()) == "calibration.txt, line 3: field_offset_ut takes three numbers");
  }
}

TEST_CASE("a calibration comes back as it was kept") {
  const tests::TemporaryFolder folder;
  const fusion::MotionCalibration calibration{.gyroscope_bias_rad_s = {0.0246, 0.0203, -0.0119},
                                              .acceleration_offset_g = {0.01, 0, -0.02},
                                              .acceleration_scale = {1.01, 1, 0.99},
                                              .field_offset_ut = {12, -80.5, 3},
                                              .field_matrix = {{{1.1, 0, 0}, {0, 0.9, 0.05}, {0, 0.05, 1}}}};
  const auto path = folder / "new/folder/calibration.txt";
  CHECK_FALSE(backends::load_calibration(path));
  backends::save_calibration(path, calibration);
  CHECK(backends::load_calibration(path) == calibration);
}

TEST_CASE("the settings of RTIMULib become one offset and one matrix") {
  const auto calibration = backends::parse_rtimulib(kRtimulib, "RTIMULib.ini");
  CHECK(calibration.gyroscope_bias_rad_s == hat::Vec3{0.02, -0.01, 0.005});
  CHECK(calibration.acceleration_offset_g.z == Approx(0.1));
  CHECK(calibration.acceleration_scale.z == Approx(1));
  // z spans half of the others, so it is stretched by two: an offset of 4 there is 2 before.
  CHECK(calibration.field_offset_ut == hat::Vec3{11, 32, 2});
  CHECK(calibration.field_matrix[0].x == Approx(1.1));
  CHECK(calibration.field_matrix[2].z == Approx(1.0));
}

TEST_CASE("what RTIMULib does not mark valid is left out, and a broken file is refused") {
  CHECK(backends::parse_rtimulib("GyroBiasValid=false\nGyroBiasX=7\n", "f") == fusion::MotionCalibration{});
  CHECK_THROWS_WITH(backends::parse_rtimulib("hello\n", "f.ini"),
                    "f.ini, line 1: is not of the form name=value");
  CHECK_THROWS_WITH(backends::parse_rtimulib("GyroBiasValid=true\nGyroBiasX=a\n", "f.ini"),
                    "f.ini, line 2: gyrobiasx must be a number");
  CHECK_THROWS_WITH(backends::parse_rtimulib("GyroBiasValid=true\n", "f.ini"),
                    "f.ini: has no line gyrobiasx=NUMBER");
}

TEST_CASE("the example of docs/hardware.md is a calibration") {
  std::ifstream stream("docs/hardware.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  const auto start = page.find("cupola-calibration 1");
  REQUIRE(start != std::string::npos);
  const auto calibration =
      backends::parse_calibration(page.substr(start, page.find("```", start) - start), "docs");
  CHECK(calibration.gyroscope_bias_rad_s.z == -0.0119);
  CHECK(calibration.field_matrix[1].y == 0.98);
}
