#include "runner/flight/control.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unix_socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace cupola::flight {
namespace {

namespace fs = std::filesystem;

/// For a caller's word once they have called.
constexpr int kPatience_ms = 1000;

/// What the signal handler writes to; the only thing it may touch.
volatile std::sig_atomic_t signal_pipe = -1;

void pass_on(int signal) {
  const int error = errno;
  const char byte = signal == SIGUSR1 ? 'p' : 's';
  if (::write(static_cast<int>(signal_pipe), &byte, 1) < 0) {
    // A full pipe holds more than enough already.
  }
  errno = error;
}

/// The socket's name through an open folder: however long the log's path is, it fits an address.
struct SocketName {
  explicit SocketName(const fs::path& log) : folder(::open(log.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    if (!folder.valid()) base::throw_errno("open", log.native());
    path = "/proc/self/fd/" + std::to_string(folder.get()) + "/control";
  }
  base::UniqueFd folder;
  fs::path path;
};

}  // namespace

ControlDesk::ControlDesk() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) base::throw_errno("make", "a pipe for signals");
  signals_.reset(ends[0]);
  // Never closed: a late signal must not write into somebody else's file.
  signal_pipe = ends[1];
  struct sigaction action {};
  action.sa_handler = pass_on;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGUSR1, &action, nullptr);
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

void ControlDesk::listen(const fs::path& log) {
  const SocketName name{log};
  socket_ = base::listen_at(name.path, SOCK_SEQPACKET);
}

Order ControlDesk::order() {
  char byte = 0;
  while (::read(signals_.get(), &byte, 1) == 1) {
    if (byte == 's') take("stop");
    if (byte == 'p') take(order_ == Order::Pause ? "resume" : "pause");
  }
  while (socket_.valid()) {
    const base::UniqueFd caller{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (!caller.valid()) break;
    // A waiting flight wakes up when somebody calls, which is before they speak.
    pollfd words{caller.get(), POLLIN, 0};
    ::poll(&words, 1, kPatience_ms);
    std::array<char, 16> wish{};
    const ssize_t length = ::recv(caller.get(), wish.data(), wish.size(), 0);
    if (length > 0) take({wish.data(), static_cast<std::size_t>(length)});
  }
  return order_;
}

void ControlDesk::take(std::string_view wish) {
  if (order_ == Order::Stop) return;
  if (wish == "pause") order_ = Order::Pause;
  if (wish == "resume") order_ = Order::GoOn;
  if (wish == "stop") order_ = Order::Stop;
}

void ControlDesk::wait(const base::Clock& clock, base::Monotonic until) {
  std::array<pollfd, 2> waiting{{{signals_.get(), POLLIN, 0}, {socket_.get(), POLLIN, 0}}};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock.monotonic());
  const auto patience = std::clamp<std::int64_t>(left.count(), 0, 3'600'000);
  ::poll(waiting.data(), waiting.size(), static_cast<int>(patience));
}

void send_order(const fs::path& log, std::string_view wish) {
  const SocketName name{log};
  const std::string subject = "the flight that writes " + log.native();
  try {
    const base::UniqueFd socket = base::connect_to(name.path, SOCK_SEQPACKET);
    if (::send(socket.get(), wish.data(), wish.size(), MSG_NOSIGNAL) < 0) base::throw_errno("tell", subject);
  } catch (const std::system_error& error) {
    base::throw_errno(error.code().value(), "reach", subject);
  }
}

}  // namespace cupola::flight
