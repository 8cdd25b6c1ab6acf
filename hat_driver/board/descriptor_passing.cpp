#include "hat_driver/board/descriptor_passing.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cstring>
#include <vector>

namespace cupola::board {
namespace {

constexpr std::size_t kPairBytes = 2 * sizeof(int);
/// Room for more than a pair, so that a stranger's surplus reaches us to be closed rather than be cut.
constexpr std::size_t kMostDescriptors = 16;

std::vector<base::UniqueFd> descriptors_of(msghdr& message) {
  std::vector<base::UniqueFd> all;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    for (std::size_t i = 0; i < (part->cmsg_len - CMSG_LEN(0)) / sizeof(int); ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
      all.emplace_back(fd);
    }
  }
  return all;
}

}  // namespace

bool send_descriptors(int socket, const std::array<int, 2>& descriptors) {
  char byte = 'B';
  iovec data{.iov_base = &byte, .iov_len = 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kPairBytes)> control{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* const part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(kPairBytes);
  std::memcpy(CMSG_DATA(part), descriptors.data(), kPairBytes);
  return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

std::optional<std::array<base::UniqueFd, 2>> receive_descriptors(int socket) {
  char byte = 0;
  iovec data{.iov_base = &byte, .iov_len = 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1) return std::nullopt;
  auto all = descriptors_of(message);
  if (byte != 'B' || all.size() != 2 || (message.msg_flags & MSG_CTRUNC) != 0) return std::nullopt;
  return std::array<base::UniqueFd, 2>{std::move(all[0]), std::move(all[1])};
}

}  // namespace cupola::board
