#pragma once

#include "emulator/serve/control.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/pages.hpp"

#include <poll.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cupola::serve {

/// The host's end of the control socket: terminals and second windows of the same user come here, not
/// programs. Whoever does not listen is not waited for: it gets the newest state when it has read the last.
class ControlDoor {
 public:
  static constexpr std::size_t kMostClients = 16;

  /// Opens the socket at `path`; only for who holds the board's lock. Throws std::system_error.
  explicit ControlDoor(std::filesystem::path path);
  ControlDoor(const ControlDoor&) = delete;
  ControlDoor& operator=(const ControlDoor&) = delete;
  ~ControlDoor();

  std::vector<pollfd> fds() const;
  bool anybody() const { return !clients_.empty(); }

  /// What an Open is answered with: empty if it is done, else why not. Other requests have no answer.
  using Handle = std::function<std::string(const ControlRequest&)>;
  /// Lets newcomers in, who are sent the descriptors of `pages`, reads what came, and gives everybody who has
  /// not been told `state` that state.
  void serve(const board::BoardPages& pages, const std::string& state, const Handle& handle);

 private:
  struct Client {
    base::UniqueFd socket;
    std::string told;                  ///< the last state it was sent
    bool behind = false;               ///< it could not be sent the newest one
    std::vector<hat::Direction> down;  ///< the keys it holds, to be let go when it leaves
  };
  /// Both give false for a client that has gone.
  static bool read_all(Client& client, const Handle& handle);
  static bool tell(Client& client, const std::string& state, const Handle& handle);
  void let_in(const board::BoardPages& pages);

  std::filesystem::path path_;
  base::UniqueFd socket_;
  std::vector<Client> clients_;
};

}  // namespace cupola::serve
