#pragma once

#include <optional>
#include <string>

namespace cupola::bus {

/// How a process means to use a device.
enum class Use {
  Shared,  ///< beside others that share it
  Alone
};

/// Takes an advisory lock (flock) on an open device file. It ends when the file is closed or its process
/// dies, however that dies, and leaves nothing behind. Never waits: gives nothing if the lock was taken, else
/// who has the device, "process 312 (cupola)". A file that knows no locks is taken to be free.
std::optional<std::string> lock_device(int fd, Use use);

}  // namespace cupola::bus
