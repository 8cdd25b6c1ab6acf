#include "hat_driver/bus/device_lock.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace cupola::bus {
namespace {

/// How /proc/locks names the file: major and minor number of its file system, hexadecimal, and its inode.
std::string place_of(int fd) {
  struct stat file {};
  if (::fstat(fd, &file) < 0) return {};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02x:%02x:%llu", major(file.st_dev), minor(file.st_dev),
                static_cast<unsigned long long>(file.st_ino));
  return text.data();
}

std::string process_name(long process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/comm");
  std::string name;
  std::getline(file, name);
  return name;
}

/// Who has a flock on the file, by /proc/locks (proc(5)): "1: FLOCK ADVISORY WRITE 312 00:05:104 0 EOF".
std::string holder_of(int fd) {
  const std::string place = place_of(fd);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string advisory;
    std::string access;
    std::string where;
    long process = 0;
    words >> number >> kind >> advisory >> access >> process >> where;
    // 0 and less: a process that this container does not see.
    if (kind != "FLOCK" || where != place || process <= 0) continue;
    const std::string name = process_name(process);
    return "process " + std::to_string(process) + (name.empty() ? "" : " (" + name + ")");
  }
  return "another process";
}

}  // namespace

std::optional<std::string> lock_device(int fd, Use use) {
  const int kind = use == Use::Alone ? LOCK_EX : LOCK_SH;
  if (::flock(fd, kind | LOCK_NB) == 0 || errno != EWOULDBLOCK) return std::nullopt;
  return holder_of(fd);
}

}  // namespace cupola::bus
