// The preloaded clock against a supervisor that the test plays itself.
#include "hat_driver/base/unique_fd.hpp"
#include "tests/runner/documented_bytes.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

using cupola::base::UniqueFd;

namespace {

namespace fs = std::filesystem;
constexpr std::int64_t kSecond = 1'000'000'000;

struct Notice {
  std::uint32_t magic = 0;
  std::uint32_t kind = 0;
  std::uint32_t thread = 0;
  std::uint32_t reserved = 0;
  std::int64_t wake_ns = 0;
};

std::int64_t monotonic_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

/// What the probe printed.
struct Printed {
  int result = -1;
  double monotonic_s = 0;  ///< how long it took
  double realtime_s = 0;
  double began_s = 0;  ///< CLOCK_MONOTONIC before
  long unix_time = 0;
};

/// One run of the probe under the library, and the supervisor's side of its clock.
class Probe {
 public:
  /// `clock`: CUPOLA_CLOCK; empty: the right one. The library sees the page as 3 and the socket as 4.
  explicit Probe(const std::string& action, const std::string& clock = "3,8,4", std::int64_t utc_shift_ns = 0)
      : page_(::memfd_create("page", MFD_CLOEXEC)) {
    REQUIRE(::ftruncate(page_.get(), 4096) == 0);
    void* const memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, page_.get(), 0);
    offset_ = static_cast<std::atomic<std::int64_t>*>(memory) + 1;
    offset_[1] = utc_shift_ns;
    std::array<int, 2> sockets{};
    std::array<int, 2> output{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) == 0);
    REQUIRE(::pipe2(output.data(), O_CLOEXEC) == 0);
    socket_.reset(sockets[0]);
    output_.reset(output[0]);
    const UniqueFd inner_socket{sockets[1]};
    const UniqueFd inner_output{output[1]};
    start(action, clock, inner_socket.get(), inner_output.get());
  }
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;
  ~Probe() { ::munmap(offset_ - 1, 4096); }

  /// The next notice; a magic of 0 if none came for two seconds.
  Notice next() {
    Notice notice;
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 2000) > 0 && ::recv(socket_.get(), &notice, sizeof notice, 0) != sizeof notice)
      notice = {};
    return notice;
  }
  void advance(std::int64_t ns) {
    offset_->fetch_add(ns);
    ::syscall(SYS_futex, offset_, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
  }
  Printed wait() {
    std::string text(4096, '\0');
    const ssize_t count = ::read(output_.get(), text.data(), text.size() - 1);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    Printed printed;
    if (count > 0) {
      std::sscanf(text.c_str(), "%d %lf %lf %lf %ld", &printed.result, &printed.monotonic_s,
                  &printed.realtime_s, &printed.began_s, &printed.unix_time);
    }
    return printed;
  }

 private:
  void start(const std::string& action, const std::string& clock, int socket, int output) {
    const fs::path tests = fs::read_symlink("/proc/self/exe").parent_path();
    const std::string probe = tests / "clock_probe";
    std::string preload = "LD_PRELOAD=" + (tests.parent_path() / "lib" / "libcupola_clock.so").string();
    std::string variable = "CUPOLA_CLOCK=" + clock;
    std::array<char*, 3> environment{preload.data(), variable.data(), nullptr};
    std::string word = action;
    std::string name = "clock_probe";
    std::array<char*, 3> arguments{name.data(), word.data(), nullptr};
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ > 0) return;
    // Out of the way first: the sources may be 3 or 4 themselves.
    const int page_copy = ::fcntl(page_.get(), F_DUPFD, 20);
    const int socket_copy = ::fcntl(socket, F_DUPFD, 20);
    ::dup2(output, 1);
    ::dup2(page_copy, 3);
    ::dup2(socket_copy, 4);
    ::close_range(5, ~0u, 0);
    ::execve(probe.c_str(), arguments.data(), environment.data());
    ::_exit(127);
  }

  UniqueFd page_;
  std::atomic<std::int64_t>* offset_ = nullptr;
  UniqueFd socket_;
  UniqueFd output_;
  pid_t pid_ = -1;
};

}  // namespace

TEST_CASE("a CUPOLA_CLOCK that names no clock leaves the program in real time") {
  for (const char* wrong :
       {"", "x", "3", "3,8", "3,8,", "3,8,4,5", "-1,8,4", "3,4,4", "3,4096,4", "3,8,1", "4,8,4", "9,8,4"}) {
    CAPTURE(wrong);
    const std::int64_t before = monotonic_ns();
    const Printed printed = Probe{"nothing", wrong, 1000 * kSecond}.wait();
    CHECK(printed.result == 0);
    CHECK(printed.began_s * 1e9 >= static_cast<double>(before) - 1e6);
    CHECK(printed.unix_time <= ::time(nullptr));
  }
}

TEST_CASE("a wrong sleep is refused as without the library") {
  CHECK(Probe{"negative"}.wait().result == EINVAL);
}

TEST_CASE("every kind of sleep is announced and ends when time is moved") {
  for (const char* action : {"sleep", "usleep", "whole-seconds", "until"}) {
    CAPTURE(action);
    const std::int64_t before = monotonic_ns();
    Probe probe{action};
    const Notice notice = probe.next();
    CHECK(notice.magic == 0x314b4343);
    CHECK(notice.kind == 1);
    CHECK(notice.thread > 0);
    CHECK(notice.wake_ns >= before + 2 * kSecond);
    CHECK(notice.wake_ns <= monotonic_ns() + 2 * kSecond);
    probe.advance(2 * kSecond);
    const Printed printed = probe.wait();
    CHECK(printed.result == 0);
    CHECK(printed.monotonic_s >= 2.0);
    CHECK(printed.realtime_s >= 1.999);
    CHECK(monotonic_ns() - before < 1'500'000'000);
  }
}

TEST_CASE("a move that is too small wakes nobody for good") {
  Probe probe{"sleep"};
  probe.next();
  const std::int64_t before = monotonic_ns();
  probe.advance(kSecond);
  probe.advance(kSecond);
  CHECK(probe.wait().monotonic_s >= 2.0);
  CHECK(monotonic_ns() - before < kSecond);
}

TEST_CASE("every kind of wait is announced and taken back") {
  for (const char* action : {"semaphore", "condition", "poll", "select"}) {
    CAPTURE(action);
    const std::int64_t before = monotonic_ns();
    Probe probe{action};
    CHECK(probe.next().kind == 2);
    probe.advance(2 * kSecond);
    CHECK(probe.next().kind == 3);
    const Printed printed = probe.wait();
    CHECK((printed.result == 0 || printed.result == ETIMEDOUT));
    CHECK(printed.monotonic_s >= 2.0);
    CHECK(monotonic_ns() - before < 1'500'000'000);
  }
}

TEST_CASE("a signal ends a sleep as it always does") {
  Probe probe{"interrupted"};
  CHECK(probe.next().kind == 1);
  CHECK(probe.next().kind == 3);
  const Printed printed = probe.wait();
  CHECK(printed.result == EINTR);
  CHECK(printed.monotonic_s < 1.0);
}

TEST_CASE("closing every descriptor does not lead out of virtual time") {
  Probe probe{"close"};
  CHECK(probe.next().kind == 1);
  probe.advance(2 * kSecond);
  CHECK(probe.wait().monotonic_s >= 2.0);
}

TEST_CASE("the date is shifted, durations are not") {
  const Printed printed = Probe{"nothing", "3,8,4", -1'000'000'000 * kSecond}.wait();
  CHECK(printed.unix_time < ::time(nullptr) - 999'999'990);
  CHECK(printed.began_s * 1e9 <= static_cast<double>(monotonic_ns()) + 1e6);
}

TEST_CASE("the notice in docs/clock.md is the one that is sent") {
  const std::string bytes = cupola::tests::documented_bytes("clock.md");
  REQUIRE(bytes.size() == sizeof(Notice));
  Notice documented;
  std::memcpy(&documented, bytes.data(), sizeof documented);
  Probe probe{"sleep"};
  const Notice sent = probe.next();
  probe.advance(2 * kSecond);
  probe.wait();
  CHECK(documented.magic == sent.magic);
  CHECK(documented.kind == sent.kind);
  CHECK(documented.thread == 2);
  CHECK(documented.reserved == sent.reserved);
  CHECK(documented.wake_ns == 6 * kSecond);
}
