#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/bus/device_lock.hpp"
#include "hat_driver/bus/system_paths.hpp"
#include "hat_driver/devices/led_matrix.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace cupola::devices {

/// Where a framebuffer has the bits of a channel within its 16.
struct ChannelBits {
  unsigned offset = 0;
  unsigned length = 0;
};
struct PixelLayout {
  ChannelBits red{11, 5};
  ChannelBits green{5, 6};
  ChannelBits blue{0, 5};
};

/// The picture as the bytes of the framebuffer, rows from the top, and back. A channel of fewer bits loses
/// its low ones.
using FramebufferBytes = std::array<std::uint8_t, 128>;
FramebufferBytes pack(const hat::Frame& frame, const PixelLayout& layout);
hat::Frame unpack(const FramebufferBytes& bytes, const PixelLayout& layout);

/// The LEDs behind the framebuffer of Raspberry Pi's kernel, "RPi-Sense FB". It stays open for life: a kernel
/// since 6.1 forgets what was drawn when it is closed (raspberrypi/linux issue 5398).
class FramebufferLeds final : public LedMatrix {
 public:
  /// By name and geometry, whatever its number: with no monitor it may be fb0. Null if there is none. Throws
  /// std::system_error if there is one that cannot be opened (EACCES) or is not 8×8 of 16 bits (EINVAL).
  static std::unique_ptr<FramebufferLeds> find(const bus::SystemPaths& paths);

  hat::Frame frame() const override;
  void show(const hat::Frame& frame) override;
  /// A driver without gamma (ENOTTY, EINVAL) is given none: the table is only remembered.
  hat::GammaTable gamma() const override;
  void set_gamma(const hat::GammaTable& table) override;
  std::string where() const override { return device_.string(); }
  /// bus::lock_device() on the framebuffer, until the end of this object's life.
  std::optional<std::string> lock(bus::Use use) { return bus::lock_device(fd_.get(), use); }

 private:
  explicit FramebufferLeds(const std::filesystem::path& device);

  std::filesystem::path device_;
  base::UniqueFd fd_;
  PixelLayout layout_;
  std::optional<hat::Frame> shown_;
  hat::GammaTable gamma_ = hat::kDefaultGamma;
};

}  // namespace cupola::devices
