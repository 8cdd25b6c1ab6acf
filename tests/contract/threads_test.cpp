// Several threads on one HAT, where the thread sanitizer can see all of them: a joystick thread that calls
// back and draws, a message that scrolls, drawing and reading, and a world that moves, until somebody closes.
#include "hat_driver/backends/board.hpp"
#include "hat_driver/backends/memory.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/world_side.hpp"

#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace cupola;

namespace {

constexpr std::uint64_t kEvents = 200;  // fewer than the board keeps, so that a slow reader loses none
constexpr int kPictures = 300;
constexpr hat::Color kRed{248, 0, 0};
constexpr hat::Color kBlue{0, 0, 248};
constexpr std::string_view kMessage = "Hello, world!";
constexpr std::uint64_t kMessageFrames = 72;

/// The world of a MemoryBackend.
class OnMemory {
 public:
  hat::Backend& backend() { return memory_; }
  void move(std::int64_t number) {
    memory_.push_stick_event({number, hat::Direction::Up, hat::Action::Pressed});
    backends::MemoryReadings readings;
    readings.motion->time_ns = number;
    memory_.set_readings(readings);
  }
  std::vector<hat::Frame> frames() const { return memory_.frames(); }

 private:
  backends::MemoryBackend memory_;
};

/// A world behind a real board, opened as a program opens it.
class OnBoard {
 public:
  hat::Backend& backend() { return *opened_; }
  void move(std::int64_t number) {
    world_.push({number, hat::Direction::Up, hat::Action::Pressed});
    world_.publish(hat::HumiditySample{number, 45, 20});
    world_.publish(hat::MotionSample{number, {0, 0, 1}, {}, {33, 0, 0}});
  }
  std::vector<hat::Frame> frames() const {
    std::vector<hat::Frame> all;
    board::FrameCursor(pages_.program()).drain([&](const board::Picture& picture) {
      all.push_back(picture.frame);
    });
    return all;
  }

 private:
  board::BoardPages pages_ = board::BoardPages::create(hat::Profile::Flight);
  board::WorldSide world_{pages_};
  std::unique_ptr<hat::Backend> opened_ = hat::open_backend(
      {.backend = "board",
       .board = "fd:" + std::to_string(pages_.world_fd()) + "," + std::to_string(pages_.program_fd()),
       .profile = ""});
};

/// Lets the others run instead of waiting.
class Yielding final : public hat::Waiting {
 public:
  std::int64_t now_ns() override { return 0; }
  void wait(std::chrono::nanoseconds /*duration*/) override { std::this_thread::yield(); }
};

/// What the Python module does with its lock: whoever waits lets it go.
class Unlocking final : public hat::Waiting {
 public:
  explicit Unlocking(std::mutex& lock) : lock_(lock) {}
  std::int64_t now_ns() override { return 0; }
  void wait(std::chrono::nanoseconds /*duration*/) override {
    lock_.unlock();
    std::this_thread::yield();
    lock_.lock();
  }

 private:
  std::mutex& lock_;
};

/// Joins its threads however the test ends.
class Threads {
 public:
  ~Threads() { join(); }
  template <typename Work>
  void start(Work work) {
    threads_.emplace_back(std::move(work));
  }
  void join() {
    for (std::thread& each : threads_) each.join();
    threads_.clear();
  }

 private:
  std::vector<std::thread> threads_;
};

bool of_one_colour(const hat::Frame& frame, hat::Color colour) {
  return std::all_of(frame.pixels.begin(), frame.pixels.end(),
                     [&](std::uint16_t pixel) { return pixel == hat::to_rgb565(colour); });
}

/// A frame of the message: its white on black, nothing of anybody else's.
bool is_text(const hat::Frame& frame) {
  return std::all_of(frame.pixels.begin(), frame.pixels.end(), [](std::uint16_t pixel) {
    return pixel == 0 || pixel == hat::to_rgb565({255, 255, 255});
  });
}

bool is_whole(const hat::Frame& frame) {
  return of_one_colour(frame, kRed) || of_one_colour(frame, kBlue) || is_text(frame);
}

/// Remembers for good that something was not as it should be.
void require(std::atomic<bool>& fine, bool condition) {
  if (!condition) fine = false;
}

/// Reads everything there is to read, until `closed`.
void read_all(hat::SenseHat& hat, const std::atomic<bool>& closed, std::atomic<bool>& fine) {
  while (!closed) {
    require(fine, hat.get_orientation_radians().has_value() && hat.get_humidity().has_value());
    hat.set_low_light(true);
    hat.gamma_reset();
    const hat::GammaTable gamma = hat.gamma();
    require(fine, (gamma == hat::kDefaultGamma || gamma == hat::kLowLightGamma));
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE_TEMPLATE("every thread has its SenseHat on one HAT: all events arrive, all pictures are whole",
                   World, OnMemory, OnBoard) {
  World world;
  world.move(0);
  std::atomic<bool> closed = false;
  std::atomic<bool> fine = true;
  std::atomic<std::uint64_t> called_back = 0;
  Threads threads;
  threads.start([&] {
    Yielding waiting;
    hat::SenseHat hat(world.backend(), waiting);
    hat.stick().set_cursor(0);
    while (called_back < kEvents) {
      const auto event = hat.stick().wait_for_event();
      require(fine, event->time_ns == static_cast<std::int64_t>(called_back));
      hat.clear(kRed);
      ++called_back;
    }
  });
  threads.start([&] {
    Yielding waiting;
    hat::SenseHat hat(world.backend(), waiting);
    hat.show_message(kMessage, {});
  });
  threads.start([&] {
    Yielding waiting;
    hat::SenseHat hat(world.backend(), waiting);
    for (int i = 0; i < kPictures; ++i) hat.set_pixels(std::vector<hat::Color>(64, kBlue));
  });
  std::thread reading([&] {
    Yielding waiting;
    hat::SenseHat hat(world.backend(), waiting);
    read_all(hat, closed, fine);
  });
  for (std::uint64_t i = 1; i < kEvents; ++i) world.move(static_cast<std::int64_t>(i));
  threads.join();
  closed = true;
  reading.join();
  CHECK(fine);
  CHECK(called_back == kEvents);
  const auto frames = world.frames();
  CHECK(frames.size() == kEvents + kMessageFrames + kPictures);
  CHECK(std::all_of(frames.begin(), frames.end(), is_whole));
}

TEST_CASE_TEMPLATE(
    "one SenseHat under one lock that waiting lets go: a callback draws upright into a message", World,
    OnMemory, OnBoard) {
  World world;
  world.move(0);
  std::mutex lock;
  Unlocking waiting(lock);
  hat::SenseHat hat(world.backend(), waiting);
  hat.set_rotation(90);
  hat::SenseStick stick(world.backend(), waiting);
  stick.set_cursor(0);
  std::atomic<bool> closed = false;
  std::atomic<bool> fine = true;
  std::uint64_t called_back = 0;
  Threads threads;
  threads.start([&] {
    while (!closed) {
      const std::lock_guard held(lock);
      const auto event = stick.wait_for_event(std::chrono::nanoseconds(0));
      if (!event) continue;
      require(fine, hat.rotation() == 90);
      hat.clear(kRed);
      ++called_back;
    }
  });
  threads.start([&] {
    for (int i = 0; i < kPictures; ++i) {
      const std::lock_guard held(lock);
      hat.set_pixels(std::vector<hat::Color>(64, kBlue));
      require(fine, hat.get_pixel(0, 0) == kBlue);
    }
  });
  {
    const std::lock_guard held(lock);
    hat.show_message(kMessage, {});
  }
  for (std::uint64_t i = 1; i < kEvents; ++i) world.move(static_cast<std::int64_t>(i));
  closed = true;
  threads.join();
  CHECK(fine);
  CHECK(called_back <= kEvents);
  const auto frames = world.frames();
  CHECK(frames.size() == 1 + kMessageFrames + kPictures + called_back);
  CHECK(std::all_of(frames.begin(), frames.end(), is_whole));
}
