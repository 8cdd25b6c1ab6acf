#include "hat_driver/bus/bus.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

namespace cupola::bus {

Problem problem_of(int error) {
  switch (error) {
    case ENXIO:
    case ENODEV:
    case ENOENT:
      return Problem::Absent;
    case EBUSY:
      return Problem::Busy;
    case EREMOTEIO:
    case EIO:
      return Problem::NotAcknowledged;
    case ETIMEDOUT:
    case EAGAIN:
      return Problem::TimedOut;
    case EACCES:
    case EPERM:
      return Problem::NotPermitted;
    default:
      return Problem::Failed;
  }
}

std::string place_of(std::uint8_t address, const std::string& bus) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "0x%02x", unsigned{address});
  return std::string(text.data()) + " on " + bus;
}

}  // namespace cupola::bus
