#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/world/state.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/bridge/bridge_thread.hpp"
#include "runner/record/outcome.hpp"
#include "runner/sandbox/cgroup.hpp"
#include "runner/sandbox/plan.hpp"

#include <cupola/hat/profile.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cupola::run {

/// Where the box finds what it runs, worked out once from the place of our own executable (or CUPOLA_HOME),
/// and what the boxes of this process are made of.
struct Installation {
  std::filesystem::path launcher;         ///< cupola-launcher
  std::filesystem::path python_packages;  ///< the folder that holds sense_hat and sense_emu
  std::filesystem::path clock_library;    ///< libcupola_clock.so
  sandbox::BoxKind box = sandbox::BoxKind::Own;
  sandbox::CgroupHome cgroups{};  ///< none unless somebody made one
};
/// Throws std::system_error that names what is missing.
Installation find_installation();

/// How well its programs are shut in, if a box can be made: "A", "B", or "bubblewrap" (docs/sandbox.md).
std::string tier_of(const Installation& installation);

/// Programs longer than this are not read, let alone run.
inline constexpr std::size_t kLargestProgram = std::size_t{1} << 20;

/// The program's bytes. Throws std::system_error that names the path and what is wrong with it.
std::string read_program(const std::filesystem::path& path);

struct RunRequest {
  std::filesystem::path program;
  std::optional<std::string> source{};  ///< its text, where there is no file; `program` is then not read
  std::string name = "main.py";         ///< the file name that tracebacks show; no folder
  record::Limits limits;
  record::ClockKind clock = record::ClockKind::Real;
  hat::Profile profile = hat::Profile::Flight;
  std::uint64_t seed = 1;
  /// What the emulated board measures; each run begins there anew.
  world::WorldState place = world::iss_cabin();
  /// The real HAT that it has while it runs, on the real clock only; null: the emulated board. Borrowed.
  bridge::BridgeThread* bridge = nullptr;
  /// The UTC that a virtual run starts at; none: the real time.
  std::optional<base::UtcTime> start;
};

/// What a program said of itself through the board; informs, decides nothing.
struct Claims {
  bool leds_used = false;
  bool read_temperature = false;
  bool read_humidity = false;
  bool read_pressure = false;
  bool read_colour = false;
  bool read_motion = false;
  bool used_joystick = false;
  bool asked_for_input = false;
};

struct RunReport {
  record::Verdict verdict = record::Verdict::Internal;
  std::string note;  ///< for Internal: what went wrong, in words
  /// Killed, and something of it still lives: no other program may be started on top of it.
  bool stuck = false;
  std::string tier;  ///< how well it was shut in (tier_of)
  record::Usage usage;
  base::UtcTime start;  ///< just before the program's first line, on the chosen clock
  base::UtcTime end;    ///< the kernel's report of its death
  /// The same two moments on CLOCK_MONOTONIC; 0: the program never began. The first line was reached at most
  /// `start_uncertainty_s` later, death came at most `end_uncertainty_s` earlier.
  std::int64_t start_monotonic_ns = 0;
  std::int64_t end_monotonic_ns = 0;
  double start_uncertainty_s = 0;
  double end_uncertainty_s = 0;
  std::int64_t waking_ns = 0;  ///< from the byte that started it to the first line
  std::optional<int> exit_code;
  std::optional<int> signal;
  std::uint64_t frames = 0;    ///< LED updates pushed, equal ones too
  std::uint64_t pictures = 0;  ///< different consecutive ones
  Claims claims;
  std::vector<std::string> scrolled_text;
  std::optional<record::ProgramError> error;
  std::string out;  ///< verbatim, at most limits.output_bytes
  std::string err;
  picture::Film film;
};

/// What is settled only when a program starts.
struct Go {
  std::optional<base::UtcTime> start{};  ///< the UTC that a virtual run starts at; none: the real time
  /// Called once when the program's first line was reached. The limits are kept meanwhile only to the time
  /// that it takes: milliseconds.
  std::function<void()> running{};
  /// Called about every 20 ms from the loop that watches over the program: a sign of its life.
  std::function<void()> alive{};
};

/// A program that stands ready on a fresh board in its own box, or is getting ready there, and waits.
/// Destroyed before go(), it takes everything in the box with it.
class Staged {
 public:
  Staged() = default;
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;
  virtual ~Staged() = default;
  /// Starts the program and waits for its end; once. Every failure of ours is the verdict Internal with a
  /// note.
  virtual RunReport go(const Go& go) = 0;
  /// After go(), with limits.results_bytes: the folder in which the program left what is to be kept, -1
  /// without. Nothing in it may be trusted; it lives as long as this object.
  virtual int results() const { return -1; }
};

/// Puts one program on one fresh emulated board in one box and leaves it waiting; `installation` outlives it,
/// `request.start` is go()'s. The calling thread must live until its end. Throws std::system_error if nothing
/// was started (program unreadable, no box).
std::unique_ptr<Staged> stage_program(const RunRequest& request, const Installation& installation);

/// stage_program and go: runs one program and waits for its end. Throws as stage_program does.
RunReport run_program(const RunRequest& request, const Installation& installation);

}  // namespace cupola::run
