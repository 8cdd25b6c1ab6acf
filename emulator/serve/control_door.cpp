#include "emulator/serve/control_door.hpp"

#include "hat_driver/base/unix_socket.hpp"
#include "hat_driver/board/descriptor_passing.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace cupola::serve {
namespace {

enum class Sent { Whole, Later, Never };

Sent send_message(int socket, const std::string& message) {
  const ssize_t sent = ::send(socket, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return Sent::Whole;
  return errno == EAGAIN || errno == ENOBUFS ? Sent::Later : Sent::Never;
}

}  // namespace

ControlDoor::ControlDoor(std::filesystem::path path)
    : path_(std::move(path)), socket_(base::listen_at(path_, SOCK_SEQPACKET)) {}

ControlDoor::~ControlDoor() { ::unlink(path_.c_str()); }

/// Handles all that a client sent; false if it has gone.
bool ControlDoor::read_all(Client& client, const Handle& handle) {
  using Kind = ControlRequest::Kind;
  std::array<char, kLongestRequest> buffer;
  while (true) {
    const ssize_t got = ::recv(client.socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT | MSG_TRUNC);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    if (got == 0) return false;
    std::string answer;
    try {
      if (static_cast<std::size_t>(got) > buffer.size()) throw std::invalid_argument("a request is too long");
      const ControlRequest request = request_from({buffer.data(), static_cast<std::size_t>(got)});
      answer = handle(request);
      if (request.kind != Kind::Open) {
        std::erase(client.down, request.direction);
        if (request.kind == Kind::Press) client.down.push_back(request.direction);
        continue;
      }
    } catch (const std::invalid_argument& error) {
      answer = error.what();
    }
    if (send_message(client.socket.get(), answer_text(answer)) == Sent::Never) return false;
  }
}

std::vector<pollfd> ControlDoor::fds() const {
  std::vector<pollfd> fds{{.fd = socket_.get(), .events = POLLIN, .revents = 0}};
  for (const Client& client : clients_) {
    const auto events = static_cast<short>(client.behind ? POLLIN | POLLOUT : POLLIN);
    fds.push_back({.fd = client.socket.get(), .events = events, .revents = 0});
  }
  return fds;
}

void ControlDoor::let_in(const board::BoardPages& pages) {
  while (true) {
    base::UniqueFd client(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client.valid()) return;
    if (clients_.size() >= kMostClients) continue;
    if (!board::send_descriptors(client.get(), {pages.world_fd(), pages.program_fd()})) continue;
    clients_.push_back({.socket = std::move(client), .told = {}, .behind = false, .down = {}});
  }
}

bool ControlDoor::tell(Client& client, const std::string& state, const Handle& handle) {
  if (!read_all(client, handle)) return false;
  if (client.told == state) return true;
  const Sent sent = send_message(client.socket.get(), state);
  client.behind = sent == Sent::Later;
  if (sent == Sent::Whole) client.told = state;
  return sent != Sent::Never;
}

void ControlDoor::serve(const board::BoardPages& pages, const std::string& state, const Handle& handle) {
  let_in(pages);
  std::erase_if(clients_, [&](Client& client) {
    if (tell(client, state, handle)) return false;
    for (const hat::Direction key : client.down) {
      handle({.kind = ControlRequest::Kind::Release, .direction = key, .path = {}});
    }
    return true;
  });
}

}  // namespace cupola::serve
