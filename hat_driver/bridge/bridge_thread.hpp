// Thread-safe: keeps a bridge going in a thread of its own.
#pragma once

#include "hat_driver/bridge/bridge.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace cupola::bridge {

/// A bridge that works until the end of this object's life.
class BridgeThread {
 public:
  /// Keeps the clock.
  BridgeThread(devices::Hat hat, const base::Clock& clock, const fusion::MotionCalibration& calibration = {});
  BridgeThread(const BridgeThread&) = delete;
  BridgeThread& operator=(const BridgeThread&) = delete;
  ~BridgeThread();

  /// By its colour sensor; of the parts that were there at the start.
  hat::Profile profile() const { return bridge_.hardware().profile; }
  /// Feeds this board until detach(), which must come before the pages go. When detach() returns, the LEDs
  /// are dark and nobody touches the pages any more.
  void attach(board::BoardPages& pages);
  void detach();
  std::string trouble() const;

 private:
  void work();

  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Bridge bridge_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace cupola::bridge
