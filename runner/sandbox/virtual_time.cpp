#include "runner/sandbox/virtual_time.hpp"

#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstring>

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

constexpr std::uint32_t kMagic = 0x314b4343;
constexpr std::uint32_t kSleep = 1;
constexpr std::uint32_t kWait = 2;
constexpr std::uint32_t kDone = 3;

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

}  // namespace

VirtualTime::VirtualTime(base::UniqueFd socket, std::atomic<std::int64_t>* offset_ns)
    : socket_(std::move(socket)), published_(offset_ns) {}

int VirtualTime::receive() {
  for (int count = 0; count < kMostAtOnce; ++count) {
    Notice notice;
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
    if (size == sizeof notice && (header.msg_flags & MSG_TRUNC) == 0) take(process, &notice);
  }
  return kMostAtOnce;
}

void VirtualTime::take(pid_t process, const void* message) {
  Notice notice;
  std::memcpy(&notice, message, sizeof notice);
  if (notice.magic != kMagic) return;
  const std::pair key{process, notice.thread};
  if (notice.kind == kDone) {
    pending_.erase(key);
  } else if ((notice.kind == kSleep || notice.kind == kWait) &&
             (pending_.size() < kMostPending || pending_.count(key) != 0)) {
    pending_[key] = {.wake = notice.wake_ns, .sleep = notice.kind == kSleep};
  }
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
  return next;
}

void VirtualTime::advance(std::int64_t delta) {
  // Sleepers wait on the low half of the offset; it must change for them to notice.
  if (static_cast<std::uint32_t>(delta) == 0) ++delta;
  offset_ += delta;
  published_->store(offset_, std::memory_order_release);
  ::syscall(SYS_futex, published_, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace cupola::sandbox
