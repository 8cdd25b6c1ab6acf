#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/record/outcome.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cupola::sandbox {

/// Runs the program on the supervisor's clock instead of the machine's.
struct VirtualClock {
  std::filesystem::path library;  ///< libcupola_clock.so
  /// What the page adds to the program's clocks (docs/clock.md), in our own writable mapping of it; outlives
  /// the run.
  std::atomic<std::int64_t>* offset_ns = nullptr;
  std::size_t page_descriptor = 0;  ///< index in Plan::descriptors of the page, which holds the offset…
  std::size_t block_offset = 0;     ///< …at this byte
};

struct CgroupHome;

/// What the box is made of: our own supervisor's, or bubblewrap's, the independent second one.
enum class BoxKind { Own, Bubblewrap };

/// Everything about one box, decided before anything is started.
struct Plan {
  BoxKind box = BoxKind::Own;
  std::filesystem::path bubblewrap = "/usr/bin/bwrap";
  const CgroupHome* cgroups = nullptr;    ///< where our own box may have a cgroup; outlives the run
  std::filesystem::path launcher;         ///< cupola-launcher
  std::filesystem::path python_packages;  ///< a folder added to sys.path; empty: none
  std::string name = "main.py";           ///< the program's file name in the box
  std::string program;                    ///< its text, any bytes
  std::vector<std::pair<std::string, std::string>> environment;  ///< besides LANG, HOME and PATH
  /// Handed to the program as 3, 4, 5, … in this order; nothing else is open in it but 0, 1, 2.
  std::vector<int> descriptors;
  std::optional<VirtualClock> virtual_clock;
  /// Modules of the system, imported before the program starts. One that cannot be is left to the program.
  std::vector<std::string> preimports = {};
  record::Limits limits;
  std::uint32_t open_files = 128;
};

/// The number under which `plan.descriptors[index]` is open in the program.
constexpr int descriptor_in_box(std::size_t index) { return 3 + static_cast<int>(index); }

/// What the supervisor calls while a program runs; each may be empty. They must not block.
struct Hooks {
  /// The interpreter waits; the program starts as soon as this returns. `now_ns`: CLOCK_MONOTONIC, ns.
  std::function<void(std::int64_t now_ns)> ready{};
  /// The program's first line was reached at `start_ns` (CLOCK_MONOTONIC, ns); before any tick. What it takes
  /// is added to how late a limit is noticed.
  std::function<void(std::int64_t start_ns)> started{};
  /// About every 20 ms, and before virtual time moves: the world has reached `now_ns` (CLOCK_MONOTONIC plus
  /// the virtual offset, ns).
  std::function<void(std::int64_t now_ns)> tick{};
};

/// What became of a box.
struct Outcome {
  record::Verdict verdict = record::Verdict::Internal;
  std::string note{};  ///< for Internal: what went wrong, in words
  /// Killed, and something in it still lives after five seconds: nothing may be started on top of it.
  bool stuck = false;
  record::Usage usage{};
  std::int64_t start_ns =
      0;  ///< real CLOCK_MONOTONIC just before the first line; of the start of the box if none ran
  std::int64_t waking_ns = 0;      ///< from the byte that started it to start_ns
  std::int64_t start_seen_ns = 0;  ///< when word of the first line came: it was reached between these two
  std::int64_t alive_ns = 0;       ///< when the box was last seen alive; death came between this and `end_ns`
  std::int64_t end_ns = 0;         ///< real CLOCK_MONOTONIC of the kernel's report of its death
  std::int64_t offset_ns = 0;      ///< how far virtual time had been moved
  std::optional<int> exit_code{};
  std::optional<int> signal{};
  bool asked_for_input = false;                 ///< the program's own word
  std::optional<record::ProgramError> error{};  ///< the program's own word
  std::string out{};                            ///< verbatim, at most limits.output_bytes
  std::string err{};
  /// With limits.results_bytes, the program's working directory with what it left there: nothing in it may be
  /// trusted. It lives as long as this descriptor.
  base::UniqueFd results{};
};

}  // namespace cupola::sandbox
