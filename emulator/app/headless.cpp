#include "emulator/app/headless.hpp"

#include "emulator/app/script.hpp"
#include "emulator/serve/host.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <poll.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace cupola::app {
namespace {

constexpr int kWrongUsage = 2;
constexpr int kWeFailed = 3;

/// Readable when the process has been told to end. Before any thread is made, so that none of them is
/// interrupted instead.
base::UniqueFd end_signals() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC));
  if (!fd.valid()) base::throw_errno("make", "signal descriptor");
  return fd;
}

/// The steps of the script file. Throws std::invalid_argument and std::system_error that name it.
std::vector<ScriptStep> steps_of(const std::filesystem::path& script) {
  if (script.empty()) return {};
  constexpr std::size_t kLargestScript = std::size_t{16} << 20;
  const std::string text = base::read_whole_file(script, kLargestScript);
  try {
    return parse_script(text, world::desk_settings());
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(script.string() + ": " + error.what());
  }
}

void take(const ScriptStep& step, serve::Host& host) {
  if (step.world) host.change(world::state_of(*step.world));
  if (!step.key) return;
  if (step.key->down) {
    host.press(step.key->direction);
  } else {
    host.release(step.key->direction);
  }
}

/// Waits for `end` to be readable until `deadline` on `clock`, or for ever; true if it is.
bool told_to_end(int end, std::optional<base::Monotonic> deadline, const base::Clock& clock) {
  pollfd waiting{.fd = end, .events = POLLIN, .revents = 0};
  timespec left{};
  if (deadline) {
    const auto time = std::max(*deadline - clock.monotonic(), base::Monotonic(0));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    left = {.tv_sec = seconds.count(), .tv_nsec = (time - seconds).count()};
  }
  return ::ppoll(&waiting, 1, deadline ? &left : nullptr, nullptr) == 1;
}

void serve_until_told(const HeadlessOptions& options) {
  const auto steps = steps_of(options.script);
  const base::UniqueFd end = end_signals();
  const base::SystemClock clock;
  serve::HostOptions hosting;
  hosting.name = options.board;
  hosting.profile = options.profile;
  hosting.seed = options.seed;
  serve::Host host(std::move(hosting), clock);
  const base::Monotonic start = clock.monotonic();
  for (const ScriptStep& step : steps) {
    while (clock.monotonic() < start + step.at) {
      if (told_to_end(end.get(), start + step.at, clock)) return;
    }
    take(step, host);
  }
  while (!told_to_end(end.get(), std::nullopt, clock)) {
  }
}

}  // namespace

std::string taken_board(const std::string& name) {
  const auto owner = board::board_owner(board::board_folder(), name);
  const std::string who =
      owner ? serve::program_name(*owner) + ", process " + std::to_string(*owner) : "another process";
  return "the board \"" + name + "\" belongs to " + who + "; --board NAME takes another one";
}

int run_headless(const HeadlessOptions& options) {
  try {
    serve_until_told(options);
    return 0;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "cupola-emulator: %s\n", error.what());
    return kWrongUsage;
  } catch (const std::system_error& error) {
    const bool in_use = error.code() == std::errc::address_in_use;
    std::fprintf(stderr, "cupola-emulator: %s\n", in_use ? taken_board(options.board).c_str() : error.what());
    return kWeFailed;
  }
}

}  // namespace cupola::app
