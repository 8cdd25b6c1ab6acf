#include "hat_driver/bus/bus.hpp"

#include <cerrno>

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

}  // namespace cupola::bus
