#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/bus/system_paths.hpp"
#include "hat_driver/devices/joystick.hpp"

#include <cupola/hat/stick_repeat.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace cupola::devices {

/// Which way a key points: the arrow keys and Enter of the older driver, BTN_DPAD_* and BTN_SELECT of the
/// newer ones; nothing for other keys.
std::optional<hat::Direction> direction_of_key(unsigned code);

/// Whether the joystick is kept from typing into the console and the desktop meanwhile.
enum class Grab { No, Yes };

/// The kernel's joystick, "Raspberry Pi Sense HAT Joystick", found by that name: number and physical path
/// differ from kernel to kernel. Looked for anew, once a second, when it was unplugged.
class EvdevJoystick final : public Joystick {
 public:
  /// Null if there is none. Throws std::system_error if there is one that may not be opened. Keeps the clock.
  static std::unique_ptr<EvdevJoystick> find(const bus::SystemPaths& paths, const base::Clock& clock,
                                             Grab grab);

  /// Times are the kernel's. After events were lost (SYN_DROPPED) the keys are asked and what changed is
  /// told; a key that was down when the joystick was unplugged is told as released.
  std::vector<hat::StickEvent> poll() override;
  int fd() const override { return fd_.get(); }
  bool present() const override { return fd_.valid(); }
  std::string where() const override { return device_.string(); }

 private:
  using Events = std::vector<hat::StickEvent>;
  EvdevJoystick(bus::SystemPaths paths, const base::Clock& clock, Grab grab);
  bool open();
  void read_all(Events& events);
  void take(unsigned type, unsigned code, int value, std::int64_t time_ns, Events& events);
  void set_down(hat::Direction direction, bool down, std::int64_t time_ns, Events& events);
  void ask_keys(std::int64_t time_ns, Events& events);
  void unplugged(Events& events);

  bus::SystemPaths paths_;
  const base::Clock& clock_;
  Grab grab_;
  std::filesystem::path device_;
  base::UniqueFd fd_;
  bool kernel_repeats_ = true;
  bool dropped_ = false;
  std::array<bool, 5> down_{};
  hat::StickRepeat repeat_;
  base::Monotonic next_search_{};
};

}  // namespace cupola::devices
