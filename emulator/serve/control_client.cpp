#include "emulator/serve/control_client.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unix_socket.hpp"
#include "hat_driver/board/descriptor_passing.hpp"
#include "hat_driver/board/named_board.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

namespace cupola::serve {
namespace {

using base::throw_errno;

bool wait_for(int fd, std::chrono::milliseconds patience) {
  pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, static_cast<int>(patience.count())) == 1;
}

}  // namespace

std::optional<ControlClient> ControlClient::connect(const std::filesystem::path& folder,
                                                    std::string_view name,
                                                    std::chrono::milliseconds patience) {
  if (!board::has_owner(folder, name)) return std::nullopt;
  const std::filesystem::path path = control_path(folder, name);
  base::UniqueFd socket = base::connect_to(path, SOCK_SEQPACKET);
  if (!wait_for(socket.get(), patience)) throw_errno(ETIMEDOUT, "wait for", path.string());
  const auto received = board::receive_descriptors(socket.get());
  if (!received) throw_errno(EPROTO, "receive board from", path.string());
  auto pages = board::OpenedPages::open((*received)[0].get(), (*received)[1].get(), base::Access::ReadOnly);
  return ControlClient(std::move(socket), std::move(pages), patience);
}

std::optional<ControlMessage> ControlClient::receive() {
  std::string buffer(kLongestState, '\0');
  const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) gone_ = true;
  if (got <= 0) return std::nullopt;
  try {
    return message_from(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
  } catch (const std::invalid_argument&) {
    // A newer host may say things that we do not know.
    return ControlMessage{};
  }
}

std::optional<ControlState> ControlClient::state() {
  std::optional<ControlState> newest;
  while (auto message = receive()) {
    if (message->state) newest = std::move(message->state);
  }
  return newest;
}

void ControlClient::send(const ControlRequest& request) {
  const std::string text = request_text(request);
  if (::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL) < 0 && errno != EAGAIN) gone_ = true;
}

void ControlClient::press(hat::Direction direction) {
  send({.kind = ControlRequest::Kind::Press, .direction = direction, .path = {}});
}

void ControlClient::release(hat::Direction direction) {
  send({.kind = ControlRequest::Kind::Release, .direction = direction, .path = {}});
}

std::optional<std::string> ControlClient::open(const std::filesystem::path& file) {
  send({.kind = ControlRequest::Kind::Open, .path = std::filesystem::absolute(file).string()});
  while (!gone_ && wait_for(socket_.get(), patience_)) {
    const auto message = receive();
    if (!message || !message->answer) continue;
    return message->answer->empty() ? std::nullopt : message->answer;
  }
  return gone_ ? "the emulator has ended" : "the emulator does not answer";
}

}  // namespace cupola::serve
