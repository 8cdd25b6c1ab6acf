#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/sandbox/box.hpp"
#include "runner/sandbox/launcher_order.hpp"

#include <vector>

// What both kinds of box are made of; each is thrown away here as soon as the box has it.

namespace cupola::sandbox {

struct Pipe {
  base::UniqueFd read;
  base::UniqueFd write;
};
/// Both ends close on exec. Throws std::system_error.
Pipe make_pipe();

/// Which descriptor becomes which number in the new process; numbers go up from 0 without a gap.
class DescriptorTable {
 public:
  /// Returns the number it gets. The table keeps its own copy, out of the way of every number it hands out.
  int add(int source);
  const std::vector<int>& copies() const { return numbers_; }
  /// In a forked child.
  bool install() const;

 private:
  std::vector<base::UniqueFd> copies_;
  std::vector<int> numbers_;
};

/// Copies a descriptor to a number of 64 or more. Throws std::system_error.
base::UniqueFd out_of_the_way(int source);

/// The ends of the pipes that go into a box.
struct InnerEnds {
  InnerEnds();
  base::UniqueFd nothing;
  Pipe out;
  Pipe err;
  Pipe status;
  Pipe lifeline;
  Pipe report;
  Pipe go;
  base::UniqueFd clock_socket;
};

/// Under which numbers the launcher finds what every box has.
struct CommonDescriptors {
  int clock_socket = -1;  ///< -1: real clock
  int status = -1;
  int lifeline = -1;
  int report = -1;
  int go = -1;
};
CommonDescriptors lay_out(DescriptorTable& table, const Plan& plan, const InnerEnds& inner);

/// Makes the sockets of a virtual clock if the plan has one.
void add_clock(const Plan& plan, InnerEnds& inner, Box& box);
/// Keeps the supervisor's ends in `box`, made non-blocking.
void keep_outer_ends(InnerEnds& inner, Box& box);

/// The launcher's order, whatever the box is made of; `uid` is -1 if it is to stay who it is.
LauncherOrder launcher_order(const Plan& plan, const CommonDescriptors& numbers, std::int64_t uid);

/// What the program finds in its environment, "NAME=value".
std::vector<std::pair<std::string, std::string>> box_environment(const Plan& plan, int clock_socket);

// Where things are in the box.
inline constexpr const char* kLauncherPlace = "/cupola/launcher";
inline constexpr const char* kPackagesPlace = "/cupola/python";
inline constexpr const char* kClockPlace = "/cupola/libcupola_clock.so";
inline constexpr const char* kProgramFolder = "/program";
/// For semaphores of multiprocessing, which live in shared memory.
inline constexpr const char* kSharedMemoryBytes = "16777216";

}  // namespace cupola::sandbox
