#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/sandbox/plan.hpp"

#include <sys/types.h>

#include <optional>
#include <string>

namespace cupola::sandbox {

/// Owns a child process of ours that is about to end by itself: reaps it at the end of its life, killing it
/// only if it is still there after five seconds.
class Child {
 public:
  Child() = default;
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child& operator=(Child&& other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

 private:
  pid_t pid_ = -1;
};

/// A started box: the interpreter in it is ready (or getting ready) and waits for the byte on `go`.
/// Destroyed early, it takes everything inside with it.
struct Box {
  std::string failure;  ///< why there is no box; everything below is then empty
  Child bubblewrap;
  base::UniqueFd lifeline;  ///< open as long as the box may live: closed before bubblewrap is waited for
  base::UniqueFd init;      ///< pidfd of the box's PID 1
  pid_t init_pid = -1;
  base::UniqueFd go;
  base::UniqueFd out;
  base::UniqueFd err;
  base::UniqueFd status;
  base::UniqueFd report;
  base::UniqueFd clock_socket;  ///< with a virtual clock: the supervisor's end
};

/// Starts a box and leaves it waiting. Throws std::invalid_argument for a name with a folder in it and
/// std::system_error if nothing was started (no bubblewrap, no launcher, no descriptors left).
Box start(const Plan& plan);

}  // namespace cupola::sandbox
