#pragma once

#include "emulator/serve/control.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/pages.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::serve {

/// The other end of a host's control socket: sees the same pages, read-only, and may press keys.
class ControlClient {
 public:
  /// Nothing if no host has the board `name`. Throws std::invalid_argument for a bad name, std::system_error
  /// if the host lives and yet gives no board.
  static std::optional<ControlClient> connect(const std::filesystem::path& folder, std::string_view name,
                                              std::chrono::milliseconds patience = std::chrono::seconds(2));

  const board::OpenedPages& pages() const { return pages_; }
  /// Readable when something came; for poll.
  int fd() const { return socket_.get(); }
  /// The newest state that came since the last call; never waits.
  std::optional<ControlState> state();
  /// The host has ended (or hung up).
  bool gone() const { return gone_; }

  void press(hat::Direction direction);
  void release(hat::Direction direction);
  /// Hands a file to the running window; nothing if it took it, else why not.
  std::optional<std::string> open(const std::filesystem::path& file);

 private:
  ControlClient(base::UniqueFd socket, board::OpenedPages pages, std::chrono::milliseconds patience)
      : socket_(std::move(socket)), pages_(std::move(pages)), patience_(patience) {}
  void send(const ControlRequest& request);
  std::optional<ControlMessage> receive();

  base::UniqueFd socket_;
  board::OpenedPages pages_;
  std::chrono::milliseconds patience_;
  bool gone_ = false;
};

}  // namespace cupola::serve
