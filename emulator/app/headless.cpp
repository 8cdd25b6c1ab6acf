#include "emulator/app/headless.hpp"

#include "emulator/serve/host.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"

#include <poll.h>
#include <sys/signalfd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

namespace cupola::app {
namespace {

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

/// Who has the board that we wanted.
std::string taken(const std::string& name) {
  const auto owner = board::board_owner(board::board_folder(), name);
  const std::string who =
      owner ? serve::program_name(*owner) + ", process " + std::to_string(*owner) : "another process";
  return "the board \"" + name + "\" belongs to " + who + "; --board NAME takes another one";
}

void serve_until_told(const HeadlessOptions& options) {
  const base::UniqueFd end = end_signals();
  const base::SystemClock clock;
  serve::HostOptions hosting;
  hosting.name = options.board;
  hosting.profile = options.profile;
  hosting.seed = options.seed;
  const serve::Host host(std::move(hosting), clock);
  pollfd waiting{.fd = end.get(), .events = POLLIN, .revents = 0};
  while (::poll(&waiting, 1, -1) != 1) {
  }
}

}  // namespace

int run_headless(const HeadlessOptions& options) {
  try {
    serve_until_told(options);
    return 0;
  } catch (const std::system_error& error) {
    const bool in_use = error.code() == std::errc::address_in_use;
    std::fprintf(stderr, "cupola-emulator: %s\n", in_use ? taken(options.board).c_str() : error.what());
    return kWeFailed;
  }
}

}  // namespace cupola::app
