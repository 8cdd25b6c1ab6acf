#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/sandbox/cgroup.hpp"
#include "runner/sandbox/plan.hpp"

#include <sys/types.h>

#include <optional>
#include <string>

namespace cupola::sandbox {

/// Owns a child process of ours that is about to end by itself: reaps it at the end of its life, killing it
/// only if it is still there after five seconds, and leaving it alone if even that does not end it.
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
  std::string failure;      ///< why there is no box; everything below is then empty
  Cgroup cgroup;            ///< of our own box, if it has one; removed when everything in it is dead
  Child process;            ///< PID 1 of our own box, or bubblewrap outside of its box
  base::UniqueFd lifeline;  ///< open as long as the box may live: closed before the process is waited for
  base::UniqueFd init;      ///< pidfd of the box's PID 1
  pid_t init_pid = -1;
  base::UniqueFd go;
  base::UniqueFd go_reader;  ///< the launcher's end: with it open, writing to a dead launcher is no SIGPIPE
  base::UniqueFd out;
  base::UniqueFd err;
  base::UniqueFd status;
  base::UniqueFd report;
  base::UniqueFd clock_socket;  ///< with a virtual clock: the supervisor's end
  base::UniqueFd trouble;       ///< of our own box: what went wrong before the launcher (read_trouble)
};

/// Starts a box and leaves it waiting; the calling thread must live as long as the box. Throws
/// std::invalid_argument for a name with a folder in it and std::system_error if nothing was started (no
/// launcher, no namespaces, no bubblewrap, no descriptors left).
Box start(const Plan& plan);

}  // namespace cupola::sandbox
