#include "hat_driver/devices/framebuffer_leds.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/devices/device_names.hpp"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <linux/fb.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cupola::devices {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "RPi-Sense FB";
constexpr unsigned kChannelBits16 = 16;

// drivers/video/fbdev/rpisense-fb.c: numbers without a size, so that a table's length is agreed, not said.
constexpr unsigned long kGetGamma = 0xf100;
constexpr unsigned long kSetGamma = 0xf101;
constexpr unsigned long kResetGamma = 0xf102;  ///< by value: 0 the default table, 1 low light

struct Channel {
  ChannelBits in_frame;  ///< hat::Frame is RGB565
  ChannelBits PixelLayout::*in_buffer;
};
constexpr std::array<Channel, 3> kChannels{
    {{{11, 5}, &PixelLayout::red}, {{5, 6}, &PixelLayout::green}, {{0, 5}, &PixelLayout::blue}}};

unsigned moved(unsigned pixel, ChannelBits from, ChannelBits to) {
  const unsigned value = (pixel >> from.offset) & ((1u << from.length) - 1);
  const unsigned fitted =
      to.length <= from.length ? value >> (from.length - to.length) : value << (to.length - from.length);
  return fitted << to.offset;
}

bool fits(ChannelBits bits) { return bits.length > 0 && bits.offset + bits.length <= kChannelBits16; }

ChannelBits bits_of(const fb_bitfield& field) { return {field.offset, field.length}; }

}  // namespace

FramebufferBytes pack(const hat::Frame& frame, const PixelLayout& layout) {
  FramebufferBytes bytes{};
  for (std::size_t k = 0; k < hat::kPixelCount; ++k) {
    unsigned pixel = 0;
    for (const Channel& each : kChannels) {
      pixel |= moved(frame.pixels.at(k), each.in_frame, layout.*each.in_buffer);
    }
    bytes.at(2 * k) = static_cast<std::uint8_t>(pixel);
    bytes.at(2 * k + 1) = static_cast<std::uint8_t>(pixel >> 8);
  }
  return bytes;
}

hat::Frame unpack(const FramebufferBytes& bytes, const PixelLayout& layout) {
  hat::Frame frame;
  for (std::size_t k = 0; k < hat::kPixelCount; ++k) {
    const unsigned stored = bytes.at(2 * k) | (unsigned{bytes.at(2 * k + 1)} << 8);
    unsigned pixel = 0;
    for (const Channel& each : kChannels) pixel |= moved(stored, layout.*each.in_buffer, each.in_frame);
    frame.pixels.at(k) = static_cast<std::uint16_t>(pixel);
  }
  return frame;
}

std::unique_ptr<FramebufferLeds> FramebufferLeds::find(const bus::SystemPaths& paths) {
  const auto found = devices_named(paths.sys / "class/graphics", "fb", "name", kName);
  if (found.empty()) return nullptr;
  return std::unique_ptr<FramebufferLeds>(new FramebufferLeds(paths.dev / found.front()));
}

FramebufferLeds::FramebufferLeds(const fs::path& device)
    : device_(device), fd_(::open(device.c_str(), O_RDWR | O_CLOEXEC)) {
  if (!fd_.valid()) base::throw_errno("open", where());
  fb_var_screeninfo screen{};
  fb_fix_screeninfo fixed{};
  if (::ioctl(fd_.get(), FBIOGET_VSCREENINFO, &screen) < 0) base::throw_errno("ask the geometry of", where());
  if (::ioctl(fd_.get(), FBIOGET_FSCREENINFO, &fixed) < 0) base::throw_errno("ask the geometry of", where());
  layout_ = {bits_of(screen.red), bits_of(screen.green), bits_of(screen.blue)};
  const bool usable = screen.xres == hat::kSide && screen.yres == hat::kSide &&
                      screen.bits_per_pixel == kChannelBits16 && fixed.line_length == 2 * hat::kSide &&
                      fits(layout_.red) && fits(layout_.green) && fits(layout_.blue);
  if (!usable) base::throw_errno(EINVAL, "find 8 by 8 pixels of 16 bits in", where());
}

hat::Frame FramebufferLeds::frame() const {
  if (shown_) return *shown_;
  FramebufferBytes bytes{};
  const ssize_t got = ::pread(fd_.get(), bytes.data(), bytes.size(), 0);
  if (got != static_cast<ssize_t>(bytes.size())) return {};
  return unpack(bytes, layout_);
}

void FramebufferLeds::show(const hat::Frame& frame) {
  if (shown_ == frame) return;
  shown_.reset();
  const FramebufferBytes bytes = pack(frame, layout_);
  const ssize_t written = ::pwrite(fd_.get(), bytes.data(), bytes.size(), 0);
  if (written < 0) base::throw_errno("write", where());
  if (written != static_cast<ssize_t>(bytes.size())) base::throw_errno(EIO, "write all pixels to", where());
  shown_ = frame;
}

hat::GammaTable FramebufferLeds::gamma() const {
  hat::GammaTable table = gamma_;
  return ::ioctl(fd_.get(), kGetGamma, table.data()) < 0 ? gamma_ : table;
}

void FramebufferLeds::set_gamma(const hat::GammaTable& table) {
  gamma_ = table;
  const int result = table == hat::kDefaultGamma ? ::ioctl(fd_.get(), kResetGamma, 0UL)
                                                 : ::ioctl(fd_.get(), kSetGamma, gamma_.data());
  if (result < 0 && errno != ENOTTY && errno != EINVAL) base::throw_errno("set the gamma of", where());
}

}  // namespace cupola::devices
