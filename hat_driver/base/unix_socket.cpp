#include "hat_driver/base/unix_socket.hpp"

#include "hat_driver/base/system_error.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace cupola::base {
namespace {

sockaddr_un address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) throw_errno(ENAMETOOLONG, "name socket", text);
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

UniqueFd make_socket(int type) {
  UniqueFd fd(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.valid()) throw_errno("make", "socket");
  return fd;
}

}  // namespace

UniqueFd listen_at(const std::filesystem::path& path, int type) {
  const sockaddr_un address = address_of(path);
  ::unlink(path.c_str());
  UniqueFd socket = make_socket(type);
  // The mode of a socket before bind is the mode its name gets; a chmod afterwards would leave a gap.
  if (::fchmod(socket.get(), 0600) != 0) throw_errno("protect", path.string());
  if (::bind(socket.get(), generic(address), sizeof address) != 0) throw_errno("bind", path.string());
  if (::listen(socket.get(), SOMAXCONN) != 0) {
    const int error = errno;
    ::unlink(path.c_str());
    throw_errno(error, "listen at", path.string());
  }
  return socket;
}

UniqueFd connect_to(const std::filesystem::path& path, int type) {
  const sockaddr_un address = address_of(path);
  UniqueFd socket = make_socket(type);
  if (::connect(socket.get(), generic(address), sizeof address) != 0)
    throw_errno("connect to", path.string());
  return socket;
}

}  // namespace cupola::base
