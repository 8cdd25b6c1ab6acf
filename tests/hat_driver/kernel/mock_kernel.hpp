#pragma once

#include "tests/support/hardware/simulated_hat.hpp"

#include <cupola/hat/frame.hpp>

#include <umockdev.h>

#include <cstdint>
#include <set>
#include <string>
#include <thread>

namespace cupola::tests {

/// A kernel with a HAT: its files in /dev and /sys, and what its ioctls answer, from simulated chips. Only
/// for programs under umockdev-wrapper.
class MockKernel {
 public:
  explicit MockKernel(SimulatedHat& hat);
  MockKernel(const MockKernel&) = delete;
  MockKernel& operator=(const MockKernel&) = delete;
  ~MockKernel();

  void add_bus();
  void add_framebuffer(const std::string& number);
  void add_joystick(const std::string& number, const std::string& name);
  /// A kernel driver that owns a chip of the bus.
  void add_driver(std::uint8_t address, const std::string& driver);
  void remove(const std::string& path);
  /// The joystick's other end: whoever writes an input_event to it is the kernel.
  int joystick_fd(const std::string& number);

  // What the ioctls do; set before they are called.
  int error_of_all_transfers = 0;
  bool smbus_only = false;
  bool has_gamma = true;
  bool blue_first = false;
  int width = 8;

  // What they were asked.
  hat::GammaTable gamma = hat::kDefaultGamma;
  int gamma_resets = 0;

 private:
  void add(const std::string& description);
  void attach(const std::string& node);
  static gboolean handle(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  bool answer(UMockdevIoctlClient* client);
  int transfer(UMockdevIoctlData* request);
  void show_screen(UMockdevIoctlData* argument) const;

  SimulatedHat& hat_;
  std::set<std::uint8_t> owned_;
  UMockdevTestbed* bed_;
  UMockdevIoctlBase* ioctls_;
  GMainLoop* loop_;
  std::thread thread_;
};

}  // namespace cupola::tests
