#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "runner/sandbox/supervise.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace cupola::tests {

/// Where the build put the launcher and the clock; ctest says it, a program started by hand finds it.
inline std::filesystem::path build_folder() {
  if (const char* folder = std::getenv("CUPOLA_BUILD_DIR")) return folder;
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path();
}

/// The kind of box under test: our own, or with CUPOLA_TEST_BOX=bwrap bubblewrap's. Every promise is kept by
/// both.
inline sandbox::BoxKind box_under_test() {
  const char* const name = std::getenv("CUPOLA_TEST_BOX");
  return name != nullptr && std::string{name} == "bwrap" ? sandbox::BoxKind::Bubblewrap
                                                         : sandbox::BoxKind::Own;
}

/// For programs that end by themselves: no machine is so slow and so busy that they would need this long.
constexpr double kPatience_s = 120.0;

/// A plan with limits that suit a test.
inline sandbox::Plan plan_for(std::string program, double wall_s = kPatience_s) {
  sandbox::Plan plan;
  plan.box = box_under_test();
  plan.launcher = build_folder() / "bin" / "cupola-launcher";
  plan.program = std::move(program);
  plan.limits.wall_s = wall_s;
  return plan;
}

/// Ends the test as skipped, aloud, on a machine that cannot make a box at all (a container without
/// namespaces); with CUPOLA_SANDBOX_MUST_WORK set, that is a failure like any other.
void demand_boxes();

inline sandbox::Outcome run_boxed(std::string program, double wall_s = kPatience_s) {
  demand_boxes();
  return sandbox::run(plan_for(std::move(program), wall_s));
}

inline sandbox::Outcome run_plan(const sandbox::Plan& plan) {
  demand_boxes();
  return sandbox::run(plan);
}

/// One page that holds a clock block and nothing else, as a board would hold it.
class ClockPage {
 public:
  ClockPage() : file_(::memfd_create("clock", MFD_CLOEXEC)) {
    if (::ftruncate(file_.get(), kSize) != 0) throw std::runtime_error("no clock page");
    memory_ = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), 0);
  }
  ClockPage(const ClockPage&) = delete;
  ClockPage& operator=(const ClockPage&) = delete;
  ~ClockPage() { ::munmap(memory_, kSize); }
  int fd() const { return file_.get(); }
  std::atomic<std::int64_t>* offset_ns() { return static_cast<std::atomic<std::int64_t>*>(memory_); }
  std::atomic<std::int64_t>* utc_shift_ns() { return offset_ns() + 1; }

 private:
  static constexpr std::size_t kSize = 4096;
  base::UniqueFd file_;
  void* memory_ = nullptr;
};

inline sandbox::Outcome run_virtual(std::string program, double wall_s = 30.0,
                                    const sandbox::Hooks& hooks = {}, std::int64_t utc_shift_ns = 0) {
  demand_boxes();
  ClockPage page;
  page.utc_shift_ns()->store(utc_shift_ns);
  sandbox::Plan plan = plan_for(std::move(program), wall_s);
  plan.descriptors = {page.fd()};
  plan.virtual_clock = sandbox::VirtualClock{.library = build_folder() / "lib" / "libcupola_clock.so",
                                             .offset_ns = page.offset_ns(),
                                             .page_descriptor = 0};
  return sandbox::run(plan, hooks);
}

inline double real_seconds(const sandbox::Outcome& outcome) {
  return static_cast<double>(outcome.end_ns - outcome.start_ns) * 1e-9;
}

}  // namespace cupola::tests

/// Shows what the box said when a check after it fails.
#define CAPTURE_OUTCOME(outcome)                \
  CAPTURE(static_cast<int>((outcome).verdict)); \
  CAPTURE((outcome).note);                      \
  CAPTURE((outcome).usage.wall_s);              \
  CAPTURE((outcome).usage.cpu_s);               \
  CAPTURE((outcome).offset_ns);                 \
  CAPTURE((outcome).out.substr(0, 2000));       \
  CAPTURE((outcome).err.substr(0, 2000))
