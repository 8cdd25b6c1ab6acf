#include "runner/sandbox/virtual_time.hpp"

#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <climits>
#include <csignal>
#include <cstring>
#include <string>

namespace cupola::sandbox {
namespace {

/// One notice, 24 bytes (docs/clock.md).
struct Notice {
  std::uint32_t magic = 0;
  std::uint32_t kind = 0;
  std::uint32_t thread = 0;
  std::uint32_t reserved = 0;
  std::int64_t wake_ns = 0;
};
static_assert(sizeof(Notice) == 24);

/// An alarm's, 32 bytes.
struct AlarmNotice {
  Notice notice;
  std::int64_t interval_ns = 0;
};
static_assert(sizeof(AlarmNotice) == 32);

constexpr std::uint32_t kMagic = 0x314b4343;
constexpr std::uint32_t kSleep = 1;
constexpr std::uint32_t kWait = 2;
constexpr std::uint32_t kDone = 3;
constexpr std::uint32_t kAlarm = 4;
constexpr std::uint32_t kOwnTimer = 5;

constexpr std::size_t kMostPending = 1024;
constexpr int kMostAtOnce = 64;
/// A sleeper is woken by the kernel at once (timer slack 50 µs); a waiter looks at the clock every
/// millisecond.
constexpr std::int64_t kSleeperGrace = 1'000'000;
constexpr std::int64_t kWaiterGrace = 20'000'000;

/// The sender's process, as the kernel vouches for it; 0 if it does not.
pid_t sender(msghdr& header) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
    if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_CREDENTIALS) {
      ucred credentials{};
      std::memcpy(&credentials, CMSG_DATA(part), sizeof credentials);
      return credentials.pid;
    }
    if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS) {
      // Nobody asked for descriptors; what arrives is closed, or a program could use up ours.
      std::size_t bytes = part->cmsg_len - CMSG_LEN(0);
      for (std::size_t at = 0; at + sizeof(int) <= bytes; at += sizeof(int)) {
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(part) + at, sizeof fd);
        ::close(fd);
      }
    }
  }
  return 0;
}

/// Of a process's pid namespace; 0 if it cannot be had.
std::uint64_t pid_namespace(pid_t process) {
  struct stat status {};
  const std::string path = "/proc/" + std::to_string(process) + "/ns/pid";
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

VirtualTime::VirtualTime(base::UniqueFd socket, std::atomic<std::int64_t>* offset_ns, pid_t init)
    : socket_(std::move(socket)), published_(offset_ns), namespace_(pid_namespace(init)) {}

int VirtualTime::receive() {
  for (int count = 0; count < kMostAtOnce; ++count) {
    AlarmNotice notice;
    iovec part{&notice, sizeof notice};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (size <= 0) return count;
    const pid_t process = sender(header);
    if ((header.msg_flags & MSG_TRUNC) == 0) take(process, &notice, static_cast<std::size_t>(size));
  }
  return kMostAtOnce;
}

void VirtualTime::take(pid_t process, const void* message, std::size_t size) {
  AlarmNotice alarm;
  std::memcpy(&alarm, message, std::min(size, sizeof alarm));
  const Notice& notice = alarm.notice;
  if (size < sizeof notice || notice.magic != kMagic) return;
  if (size == sizeof alarm && notice.kind == kAlarm) {
    set_alarm(process, notice.wake_ns, alarm.interval_ns);
    return;
  }
  if (size != sizeof notice) return;
  const std::pair key{process, notice.thread};
  if (notice.kind == kOwnTimer) {
    stands_ = true;
  } else if (notice.kind == kDone) {
    pending_.erase(key);
  } else if ((notice.kind == kSleep || notice.kind == kWait) &&
             (pending_.size() < kMostPending || pending_.count(key) != 0)) {
    pending_[key] = {.wake = notice.wake_ns, .sleep = notice.kind == kSleep};
  }
}

/// The kernel vouches for who sent the notice, but not that it still lives: a descriptor of the process,
/// looked at after it was opened, cannot be anybody outside the box.
void VirtualTime::set_alarm(pid_t process, std::int64_t wake, std::int64_t interval) {
  had_alarms_ = true;
  alarms_.erase(process);
  if (wake == INT64_MAX || alarms_.size() >= kMostPending) return;
  base::UniqueFd fd{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
  if (!fd.valid() || namespace_ == 0 || pid_namespace(process) != namespace_) return;
  alarms_[process] = {
      .process = std::move(fd), .wake = wake, .interval = std::max<std::int64_t>(interval, 0)};
}

void VirtualTime::ring(std::int64_t real_now) {
  const std::int64_t now = real_now + offset_;
  for (auto entry = alarms_.begin(); entry != alarms_.end();) {
    Alarm& alarm = entry->second;
    if (alarm.wake > now) {
      ++entry;
      continue;
    }
    const long sent = ::syscall(SYS_pidfd_send_signal, alarm.process.get(), SIGALRM, nullptr, 0);
    // Signals do not queue: of several moments that have gone by it gets one.
    if (alarm.interval > 0 && sent == 0) {
      alarm.wake = now + alarm.interval - (now - alarm.wake) % alarm.interval;
      ++entry;
    } else {
      entry = alarms_.erase(entry);
    }
  }
}

std::int64_t VirtualTime::next_alarm() const {
  std::int64_t earliest = INT64_MAX;
  for (const auto& [process, alarm] : alarms_) earliest = std::min(earliest, alarm.wake);
  return earliest;
}

VirtualTime::Next VirtualTime::next(std::int64_t real_now) {
  Next next;
  for (auto entry = pending_.begin(); entry != pending_.end();) {
    Pending& pending = entry->second;
    if (pending.wake <= real_now + offset_) {
      if (pending.due_since == 0) pending.due_since = real_now;
      if (real_now - pending.due_since > (pending.sleep ? kSleeperGrace : kWaiterGrace)) {
        entry = pending_.erase(entry);
        continue;
      }
      next.somebody_is_due = true;
    } else if (!next.wake || pending.wake < *next.wake) {
      next.wake = pending.wake;
      next.sleeper = pending.sleep ? entry->first.first : -1;
    }
    ++entry;
  }
  if (const std::int64_t alarm = next_alarm(); alarm < next.wake.value_or(INT64_MAX)) next.wake = alarm;
  if (had_alarms_) next.sleeper = -1;
  return next;
}

void VirtualTime::advance(std::int64_t delta, std::int64_t real_now) {
  // Sleepers wait on the low half of the offset; it must change for them to notice.
  if (static_cast<std::uint32_t>(delta) == 0) ++delta;
  offset_ += delta;
  published_->store(offset_, std::memory_order_release);
  ring(real_now);
  ::syscall(SYS_futex, published_, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace cupola::sandbox
