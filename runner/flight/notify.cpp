#include "runner/flight/notify.hpp"

#include "hat_driver/base/unique_fd.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace cupola::flight {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
  const std::string patience = variable("WATCHDOG_USEC");
  std::int64_t microseconds = 0;
  std::from_chars(patience.data(), patience.data() + patience.size(), microseconds);
  return ServiceManager{variable("NOTIFY_SOCKET"), std::chrono::microseconds{microseconds}};
}

void ServiceManager::status(std::string_view text) const {
  send((patience_.count() > 0 ? "WATCHDOG=1\nSTATUS=" : "STATUS=") + std::string{text});
}

void ServiceManager::alive(base::Monotonic now) {
  if (patience_.count() <= 0 || now < next_sign_) return;
  next_sign_ = now + patience_ / 4;
  send("WATCHDOG=1");
}

void ServiceManager::send(std::string_view message) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';
  const base::UniqueFd fd{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  ::sendto(fd.get(), message.data(), message.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&address), length);
}

}  // namespace cupola::flight
