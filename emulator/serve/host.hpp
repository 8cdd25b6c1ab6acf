// Thread-safe: all calls may come from any thread. A host has two threads of its own. One sleeps in poll: on
// the door, on the ends of programs, and on a timer that is set only while a program lives or a key is down,
// so a host whose programs have gone does not wake at all. The other one sleeps until a program draws.
#pragma once

#include "emulator/serve/programs.hpp"
#include "emulator/serve/server.hpp"
#include "emulator/serve/stick_repeat.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/board_watch.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/program_view.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cupola::serve {

struct HostOptions {
  std::filesystem::path folder = board::board_folder();
  std::string name{board::kDefaultBoardName};
  hat::Profile profile = hat::Profile::RetailV2;
  world::WorldState state = world::still_desk();
  std::uint64_t seed = 1;
  /// At most so often is a change told, however fast a program draws.
  std::chrono::nanoseconds change_period = std::chrono::milliseconds(16);
  /// Called from a thread of the host when a program drew, set, said or claimed something, came or went; many
  /// changes become one call. It may ask the host what is new, and must not wait for another thread that
  /// does.
  std::function<void()> on_change = {};
};

/// What the program's side of the board shows now.
struct Leds {
  std::optional<board::Picture> picture;  ///< nothing before the first
  hat::GammaTable gamma = hat::kDefaultGamma;
  std::uint32_t claims = 0;   ///< bits of hat::Claim; forgotten when the next program starts afresh
  std::uint64_t updates = 0;  ///< LED updates since the board is there; a claim like everything here
};

/// The newest sample of each chip the board has.
struct Readings {
  std::optional<hat::HumiditySample> humidity;
  std::optional<hat::PressureSample> pressure;
  std::optional<hat::MotionSample> motion;
  std::optional<hat::LightSample> light;
};

/// Owns a board that programs find by name, and moves it with a simulated world.
///
/// Several programs may use the board at once, as several processes may use one HAT: each sees all sensors
/// and joystick events, and the LEDs show who drew last. When a program ends, the LEDs stay as they are.
class Host {
 public:
  /// Throws what board::BoardDoor::open throws; std::invalid_argument for a state that is not finite.
  Host(HostOptions options, const base::Clock& clock);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host();

  /// Throws std::invalid_argument, changing nothing, for a state that is not finite.
  void change(const world::WorldState& state);
  world::WorldState state() const;

  void press(hat::Direction direction);
  void release(hat::Direction direction);

  /// Programs keep the HAT they found: while one lives, the new one waits for the last of them to end. Then
  /// it is a fresh board with dark LEDs, as a HAT that was exchanged.
  void set_profile(hat::Profile profile);
  hat::Profile profile() const;

  Leds leds();
  Readings readings();
  std::vector<Program> programs() const;
  ProgramState program_state() const;

  /// From now on pictures are kept for take_pictures.
  void start_recording();
  /// The pictures shown since the last call, at most the newest 4096; those missed are numbers left out.
  std::vector<board::Picture> take_pictures();

 private:
  /// Everything that is made anew with another HAT.
  struct Board {
    Board(hat::Profile kind, const world::World& world, base::Monotonic start);
    hat::Profile profile;
    board::BoardPages pages;
    board::WorldSide world_side;
    Server server;
    board::ProgramView view;
    board::BoardWatch watch;
    std::optional<board::FrameCursor> recording;
  };

  void run();
  void wait_for_something();
  bool reap();
  void exchange_board();
  bool let_in();
  void tick();
  std::optional<base::Monotonic> next_due() const;
  void set_timer();
  void wake_loop();
  void push(hat::Direction direction, hat::Action action);
  void watch_programs();
  void start_watching();
  void stop_watching();

  const HostOptions options_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;  ///< guards all from here to the next comment
  world::WorldState state_;
  std::unique_ptr<Board> board_;  ///< exchanged by the loop alone, while nobody watches
  std::optional<board::BoardDoor> door_;
  Programs programs_;
  StickRepeat stick_;
  hat::Profile wanted_;
  base::Monotonic ticked_{0};
  // Set in the constructor, or atomic, or of one thread alone.
  base::UniqueFd timer_;
  base::UniqueFd wake_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> any_running_ = false;
  std::mutex pacing_mutex_;
  std::condition_variable pacing_;
  bool watching_ = false;
  std::thread watcher_;
  std::thread loop_;
};

}  // namespace cupola::serve
