#pragma once

#include <cupola/hat/backend.hpp>
#include <cupola/hat/waiting.hpp>

#include <memory>
#include <string>

namespace cupola::hat {

/// Where a program finds its HAT: the environment variables SENSE_HAT_BACKEND (`auto`, `memory`, `board`,
/// `hardware`), CUPOLA_BOARD (`fd:N,M`, the descriptors of the world page and the program page, or the name
/// of a board) and CUPOLA_PROFILE (`flight`, `retail-v2`, `v1`: for `memory`, which is `flight` without it).
/// Empty is the same as not set.
struct BackendChoice {
  std::string backend;
  std::string board;
  std::string profile;
  friend bool operator==(const BackendChoice&, const BackendChoice&) = default;
};
BackendChoice choice_of_environment();

/// Opens the HAT of a choice. `memory` is a private board in the process with fixed readings (20 °C, 45 %RH,
/// 1013 hPa, orientation 0); `auto` and `board` take the board that CUPOLA_BOARD names, else that of a
/// running emulator. With neither, `auto` takes the real HAT of this machine if any part of one is found, as
/// `hardware` does, and else starts `cupola-emulator` if it is on PATH and there is a display:
/// one line on stderr says so, and the emulator outlives the program. Throws std::invalid_argument for a
/// value that no variable may have, std::system_error when there is no such HAT; one line on stderr then says
/// what helps. `waiting` waits for a started emulator, 5 s at most; what it throws breaks that off.
std::unique_ptr<Backend> open_backend(const BackendChoice& choice, Waiting& waiting);
/// The same, waiting on CLOCK_MONOTONIC.
std::unique_ptr<Backend> open_backend(const BackendChoice& choice);

/// Waits on CLOCK_MONOTONIC.
class SystemWaiting final : public Waiting {
 public:
  std::int64_t now_ns() override;
  void wait(std::chrono::nanoseconds duration) override;
};

}  // namespace cupola::hat
