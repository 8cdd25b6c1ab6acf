#include "tests/vm/guest_hat.hpp"

#include "hat_driver/base/system_error.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <linux/fb.h>
#include <linux/input.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace cupola::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFramebuffer = "/dev/fb0";
constexpr const char* kUinput = "/dev/uinput";

base::UniqueFd opened(const char* device) {
  if (!eventually([device] { return fs::exists(device); })) base::throw_errno(ENODEV, "find", device);
  base::UniqueFd fd(::open(device, O_RDWR | O_CLOEXEC));
  if (!fd.valid()) base::throw_errno("open", device);
  return fd;
}

template <typename Argument>
void control(const base::UniqueFd& fd, unsigned long request, Argument argument, const char* device) {
  if (::ioctl(fd.get(), request, argument) < 0) base::throw_errno("set up", device);
}

}  // namespace

void write_text(const fs::path& file, const std::string& text) {
  std::ofstream stream(file);
  stream << text << std::flush;
  if (!stream) base::throw_errno(EIO, "write", file.string());
}

GuestHat::GuestHat(SimulatedColourChip::Kind kind) : colour(kind) {
  usb.attach(0x5f, humidity);
  usb.attach(0x5c, pressure);
  usb.attach(0x6a, inertial);
  usb.attach(0x1c, magnetometer);
  usb.attach(kind == SimulatedColourChip::Kind::Tcs34725 ? 0x29 : 0x39, colour);
  usb.attach(0x46, controller);
  usb.plug();
  if (!eventually([this] { return find_bus(); })) base::throw_errno(ENODEV, "find", "a bus of i2c-tiny-usb");
}

bool GuestHat::find_bus() {
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator("/sys/class/i2c-dev", unreadable)) {
    std::ifstream name(entry.path() / "name");
    std::string line;
    std::getline(name, line);
    device = "/dev/" + entry.path().filename().string();
    if (line.find("i2c-tiny-usb") != std::string::npos && fs::exists(device)) return true;
  }
  return false;
}

base::UniqueFd shape_framebuffer() {
  base::UniqueFd fd = opened(kFramebuffer);
  fb_var_screeninfo screen{};
  control(fd, FBIOGET_VSCREENINFO, &screen, kFramebuffer);
  screen.xres = screen.yres = screen.xres_virtual = screen.yres_virtual = 8;
  screen.bits_per_pixel = 16;
  control(fd, FBIOPUT_VSCREENINFO, &screen, kFramebuffer);
  return fd;
}

void name_framebuffer() {
  write_text("/tmp/name", "RPi-Sense FB\n");
  const char* const file = "/sys/class/graphics/fb0/name";
  if (::mount("/tmp/name", file, nullptr, MS_BIND, nullptr) < 0) base::throw_errno("mount over", file);
}

GuestJoystick::GuestJoystick() : fd_(opened(kUinput)) {
  control(fd_, UI_SET_EVBIT, EV_KEY, kUinput);
  control(fd_, UI_SET_EVBIT, EV_REP, kUinput);
  for (const int key : {KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_ENTER}) {
    control(fd_, UI_SET_KEYBIT, key, kUinput);
  }
  uinput_setup setup{};
  setup.id.bustype = BUS_I2C;
  std::strcpy(setup.name, "Raspberry Pi Sense HAT Joystick");
  control(fd_, UI_DEV_SETUP, &setup, kUinput);
  control(fd_, UI_DEV_CREATE, 0, kUinput);
}

void GuestJoystick::key(int code, int value) const {
  std::array<input_event, 2> events{};
  events[0].type = EV_KEY;
  events[0].code = static_cast<std::uint16_t>(code);
  events[0].value = value;
  if (::write(fd_.get(), events.data(), sizeof(events)) != sizeof(events)) {
    base::throw_errno("write", kUinput);
  }
}

void GuestJoystick::unplug() const { ::ioctl(fd_.get(), UI_DEV_DESTROY); }

}  // namespace cupola::tests
