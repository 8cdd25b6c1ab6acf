#include "hat_driver/devices/framebuffer_leds.hpp"

#include "hat_driver/devices/device_names.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <system_error>

using namespace cupola;
namespace fs = std::filesystem;
using devices::PixelLayout;

namespace {

void add_framebuffer(const tests::TemporaryFolder& folder, const std::string& number,
                     const std::string& name) {
  fs::create_directories(folder / "dev");
  fs::create_directories(folder / "sys/class/graphics" / number);
  std::ofstream(folder / "sys/class/graphics" / number / "name") << name << "\n";
  std::ofstream(folder / "dev" / number) << "pixels";
}

bus::SystemPaths paths_of(const tests::TemporaryFolder& folder) {
  return {.dev = folder / "dev", .sys = folder / "sys"};
}

hat::Frame colourful() {
  hat::Frame frame;
  for (std::size_t k = 0; k < hat::kPixelCount; ++k) {
    const auto step = static_cast<std::uint8_t>(4 * k);
    frame.pixels.at(k) = hat::to_rgb565({step, static_cast<std::uint8_t>(255 - step), 0x50});
  }
  return frame;
}

}  // namespace

TEST_CASE("a machine without the HAT's framebuffer has none, whatever others it has") {
  const tests::TemporaryFolder folder;
  CHECK(devices::FramebufferLeds::find(paths_of(folder)) == nullptr);
  add_framebuffer(folder, "fb0", "BCM2708 FB");
  add_framebuffer(folder, "fb1", "RPi-Sense FB2");
  add_framebuffer(folder, "fbcon", "RPi-Sense FB");
  CHECK(devices::FramebufferLeds::find(paths_of(folder)) == nullptr);
}

TEST_CASE("a framebuffer of that name that is no framebuffer is refused by its path") {
  const tests::TemporaryFolder folder;
  add_framebuffer(folder, "fb1", "RPi-Sense FB");
  try {
    devices::FramebufferLeds::find(paths_of(folder));
    FAIL("it was taken");
  } catch (const std::system_error& error) {
    CHECK(std::string(error.what()).find((folder / "dev/fb1").string()) != std::string::npos);
  }
}

TEST_CASE("devices are told by name and given by number, not by the alphabet") {
  const tests::TemporaryFolder folder;
  for (const char* number : {"fb10", "fb2", "fb0"}) add_framebuffer(folder, number, "RPi-Sense FB");
  CHECK(devices::devices_named(folder / "sys/class/graphics", "fb", "name", "RPi-Sense FB") ==
        std::vector<std::string>{"fb0", "fb2", "fb10"});
}

TEST_CASE("the HAT's own layout is RGB565, low byte first") {
  const auto frame = colourful();
  const auto bytes = devices::pack(frame, {});
  for (std::size_t k = 0; k < hat::kPixelCount; ++k) {
    CHECK((bytes.at(2 * k) | (bytes.at(2 * k + 1) << 8)) == frame.pixels.at(k));
  }
  CHECK(devices::unpack(bytes, {}) == frame);
}

TEST_CASE("pixels follow the offsets a framebuffer reports: blue first, or five bits of green") {
  const PixelLayout blue_first{.red = {0, 5}, .green = {5, 6}, .blue = {11, 5}};
  hat::Frame frame;
  frame.pixels.at(0) = hat::to_rgb565({0xf8, 0, 0});
  CHECK(devices::pack(frame, blue_first).at(0) == 0x1f);
  CHECK(devices::unpack(devices::pack(colourful(), blue_first), blue_first) == colourful());
  const PixelLayout rgb555{.red = {10, 5}, .green = {5, 5}, .blue = {0, 5}};
  frame.pixels.at(0) = hat::to_rgb565({0, 0xfc, 0});
  CHECK(devices::pack(frame, rgb555).at(0) == 0xe0);
  CHECK(devices::pack(frame, rgb555).at(1) == 0x03);
}
