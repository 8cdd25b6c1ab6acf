#pragma once

#include "hat_driver/base/clock.hpp"
#include "runner/flight/schedule.hpp"
#include "runner/mission/bundle.hpp"
#include "runner/record/disk.hpp"
#include "runner/record/journal.hpp"
#include "runner/record/outcome.hpp"
#include "runner/run/run.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cupola::flight {

/// Virtual flights start the next program this long after the end of the last.
inline constexpr std::chrono::milliseconds kVirtualGap{5};

/// What is flown, and where its log lies.
struct Plan {
  const mission::Bundle& bundle;
  std::string bundle_name;  ///< for messages
  std::filesystem::path log;
  record::HatKind hat = record::HatKind::Emulated;
  record::ClockKind clock = record::ClockKind::Real;
  hat::Profile profile = hat::Profile::Flight;
  std::optional<base::UtcTime> start;  ///< of a virtual flight with a new log; none: now
  std::optional<double> wall_limit_s;  ///< none: the bundle's
  std::string tier;
  std::string build;
  std::string boot_id;
  std::size_t ballast_bytes = std::size_t{1} << 20;
  record::Unit unit{};                   ///< which part of the bundle flies here
  std::vector<record::Verdict> again{};  ///< entries whose run ended so fly once more
  Schedule schedule{};                   ///< on the real clock only
};

/// What the operator wants.
enum class Order {
  GoOn,
  Pause,  ///< after the present program, until told to go on
  Stop,   ///< after the present program; what remains flies when the flight is started again
};

/// How far a flight is, told after every run.
struct Progress {
  std::size_t entries = 0;
  std::size_t flown = 0;
  std::string entry;  ///< the one that just ended …
  record::Verdict verdict = record::Verdict::Internal;
  base::UtcTime expected_end;  ///< on the machine's clock, whatever the flight's clock is
};

/// Everything of the outside world that a flight touches.
struct Services {
  std::function<std::unique_ptr<run::Staged>(const run::RunRequest&)> stage;
  base::Clock& clock;
  record::Disk& disk;  ///< of the log folder
  std::function<base::ClockError()> clock_error;
  std::function<Order()> order;  ///< asked between programs; must not wait. Empty: nobody gives any
  /// Waits until that moment or until there is a new order.
  std::function<void(base::Monotonic)> wait;
  std::function<void()> opened{};  ///< once the log is this flight's own; may be empty
  std::function<void(const std::string&)>
      held{};  ///< while no program may start, now and then, with the reason
  std::function<void(const Progress&)> progress;  ///< may be empty
  std::function<void()> alive{};                  ///< about every 20 ms while a program flies; may be empty
};

struct Summary {
  std::size_t entries = 0;
  std::size_t flown = 0;  ///< entries with a completed run, earlier starts included
  bool stopped = false;   ///< by the operator; what remains flies when it is started again
  std::map<std::string, std::size_t> verdicts;
  std::vector<std::string>
      notes;  ///< what the operator should know: a torn tail, damaged lines, interrupted runs
  std::vector<std::string> failures;  ///< entries whose run failed through us, one line each
};

/// Flies every entry of the bundle that has no completed run in the log yet, in order, back to back;
/// docs/journal.md. Each INTENT is on the disk before its program may start, each END before the next one
/// may.
///
/// Throws std::invalid_argument when the log belongs to another bundle, hat or clock, or when a start is
/// given for it; std::system_error when the log cannot be written (full, read-only, locked by another flight)
/// or programs cannot be run at all. The log is then as good as its last acknowledged record, and the same
/// call resumes it.
Summary fly(const Plan& plan, const Services& services);

}  // namespace cupola::flight
