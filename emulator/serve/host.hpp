// Thread-safe: all calls may come from any thread. A host has two threads of its own. One sleeps in poll: on
// the door, on the ends of programs, and on a timer that is set only while a program lives or a key is down,
// so a host whose programs have gone does not wake at all. The other one sleeps until a program draws.
#pragma once

#include "emulator/serve/control_door.hpp"
#include "emulator/serve/host_types.hpp"
#include "emulator/serve/playback.hpp"
#include "emulator/serve/programs.hpp"
#include "emulator/serve/server.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/board_watch.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/program_view.hpp"

#include <cupola/hat/stick_repeat.hpp>

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
  /// Shows a picture as a program would: for what a person paints. Throws std::system_error.
  void show(const hat::Frame& frame);
  Readings readings();
  std::vector<Program> programs() const;
  ProgramState program_state() const;
  /// How the board is turned now, spin, shake and sway included.
  world::Orientation orientation() const;

  /// Calls on_change once, soon after one of these descriptors becomes readable: for what a window's loop,
  /// which sleeps elsewhere, has beside it (the pipes of a program). Takes the place of those named before.
  void watch_descriptors(std::vector<int> fds);
  /// The files that second windows handed over since the last call.
  std::vector<std::filesystem::path> take_files();

  /// The recording moves the board in the place of the world, from its beginning, until stop_playing. Throws
  /// std::invalid_argument for one without rows.
  void play(world::Recording recording);
  void stop_playing();
  /// Where it is; nothing while the world moves the board.
  std::optional<PlaybackState> playback() const;
  /// Changes how it is played, if one is: `change(player, now)`.
  void steer_playback(const std::function<void(world::RecordingPlayer&, base::Monotonic)>& change);

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
  bool wait_for_something();
  void serve_control();
  std::string handle(const ControlRequest& request);
  bool reap();
  void exchange_board();
  bool let_in();
  void tick();
  std::optional<base::Monotonic> next_due() const;
  void set_timer();
  void wake_loop();
  void push(hat::Direction direction, hat::Action action);
  void advance_to(base::Monotonic now);
  bool watched() const { return any_running_ || any_clients_; }
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
  hat::StickRepeat stick_;
  hat::Profile wanted_;
  base::Monotonic ticked_{0};
  std::optional<Playback> playback_;
  std::vector<int> descriptors_;
  base::Monotonic descriptors_from_{0};
  std::vector<std::filesystem::path> files_;
  // Set in the constructor, or atomic, or of one thread alone.
  base::UniqueFd timer_;
  base::UniqueFd wake_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> any_running_ = false;
  std::atomic<bool> any_clients_ = false;
  std::atomic<std::uint64_t> changes_ = 0;
  std::optional<ControlDoor> control_;
  std::mutex pacing_mutex_;
  std::condition_variable pacing_;
  bool watching_ = false;
  std::thread watcher_;
  std::thread loop_;
};

}  // namespace cupola::serve
